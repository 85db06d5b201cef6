"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who changed what."""

    name = "managements.audit"
    label = "audit"
    verbose_name = _("changes")
