"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessibilityConfig(AppConfig):
    """Accessibility statements, and the barriers that people report."""

    name = "managements.accessibility"
    label = "accessibility"
    verbose_name = _("accessibility")

    def ready(self) -> None:
        """Register the page that every site has, and the check before a site goes public."""
        from managements.accessibility import provisioning

        provisioning.provide_statement  # noqa: B018 - the import registers it
