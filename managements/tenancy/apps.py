"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    """Who may see and change what."""

    name = "managements.tenancy"
    label = "tenancy"
    verbose_name = _("walls between managements")

    def ready(self) -> None:
        """Register the policies before anything asks for one."""
        from wagtail.permissions import register_permission_policy

        from managements.models import Management
        from managements.tenancy.policies import KeptPolicy

        register_permission_policy(Management, KeptPolicy(Management))
