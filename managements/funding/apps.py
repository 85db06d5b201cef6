"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    """Who pays, on which dates, in which words."""

    name = "managements.funding"
    label = "funding"
    verbose_name = _("funding")

    def ready(self) -> None:
        """Let nobody delete logos, before anything asks who may; follow what becomes public."""
        from wagtail.permissions import register_permission_policy

        from managements.funding import provisioning  # noqa: F401 - it registers its check
        from managements.funding.evidence import receivers
        from managements.funding.models import Logo
        from managements.tenancy.policies import KeptPolicy

        register_permission_policy(Logo, KeptPolicy(Logo))
        receivers.watch()
