"""Registration of the capability with Django."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    """Who may see and change what."""

    name = "managements.tenancy"
    label = "tenancy"
    verbose_name = _("walls between managements")

    def ready(self) -> None:
        """Register the policies before anything asks for one, and the checks."""
        from wagtail.permissions import register_permission_policy

        from managements.models import Evidence, Management, ManagementOwned
        from managements.tenancy import checks, tags, wagtail_addresses  # noqa: F401 - they register
        from managements.tenancy.policies import EvidencePolicy, KeptPolicy, OwnedPolicy

        register_permission_policy(Management, KeptPolicy(Management))
        for model in apps.get_models():
            if issubclass(model, ManagementOwned):
                register_permission_policy(model, OwnedPolicy(model))
            elif issubclass(model, Evidence):
                register_permission_policy(model, EvidencePolicy(model))
        tags.hide_popular_tags()
