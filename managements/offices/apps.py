"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    """Where and when people meet a management."""

    name = "managements.offices"
    label = "offices"
    verbose_name = _("offices")

    def ready(self) -> None:
        """Give the preview of schedules its address."""
        from managements.offices import schedule_preview  # noqa: F401 - it registers its address
