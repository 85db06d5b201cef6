"""For working on the code: debug pages and auto-reload."""

from cms.settings.base import *

DEBUG = True
INSTALLED_APPS = ["django_linear_migrations", *INSTALLED_APPS]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
