"""For the tests: quick hashes, files in memory, the database that the run asks for."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("BASE_URL", "http://quartiere.test")

from cms.settings.base import *

DEBUG = False
INSTALLED_APPS = [
    "django_linear_migrations",
    *INSTALLED_APPS,
    # Records with everything that Wagtail offers, to try the walls on.
    "tests.isolation.specimen",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
# Search has tests of its own, which switch this on.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False

# PostgreSQL or SQLite, as scripts/run_tests.py asks.
DATABASES = {"default": env.database("TEST_DATABASE_URL", default="sqlite://:memory:")}
LOGGING = {
    **LOGGING,
    "root": {"handlers": [], "level": "WARNING"},
    # Security events go to whoever listens (caplog), and not among pytest's own words.
    "loggers": {**LOGGING["loggers"], "audit": {"level": "INFO"}},
}
