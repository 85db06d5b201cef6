"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    """Who does what, and whom to ask instead."""

    name = "managements.referrals"
    label = "referrals"
    verbose_name = _("referrals")

    def ready(self) -> None:
        """Register the blocks, and the page that every site has."""
        from managements.referrals import blocks, provisioning  # noqa: F401 - they register
