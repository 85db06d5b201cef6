"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    """Where and when people meet a management."""

    name = "managements.offices"
    label = "offices"
    verbose_name = _("offices")
