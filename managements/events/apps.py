"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Dates: events, their occurrences, and the calendars that gather them."""

    name = "managements.events"
    label = "events"
    verbose_name = _("events")

    def ready(self) -> None:
        """Register the page that every site has, and keep dates in step with what they follow from."""
        from managements.events import provisioning, receivers, text_receivers

        receivers.watch()
        text_receivers.watch()
        provisioning.provide_calendar_page  # noqa: B018 - the import registers it
