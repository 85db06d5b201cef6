"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()

# Only now are the models there.
from cms.requests import Utf8Request  # noqa: E402
from managements.demo.accounts import refuse_demo_accounts  # noqa: E402

application.request_class = Utf8Request
refuse_demo_accounts()
