"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    """Who may see and change what."""

    name = "managements.tenancy"
    label = "tenancy"
    verbose_name = _("walls between managements")
