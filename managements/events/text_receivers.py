"""Keeps the texts of calendar entries in step with what they name beside places and dates."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published

from managements.events.models import CalendarEntry, EventPage
from managements.events.refreshing import refresh_all
from managements.models import FieldOfAction
from managements.offices.models import ConsultationHour


def _rewrite(entries: QuerySet[CalendarEntry]) -> None:
    """Write some texts anew; one that is broken does not stop what was saved or published."""
    refresh_all(
        EventPage.objects.filter(calendar_entry__in=entries),
        ConsultationHour.objects.filter(calendar_entry__in=entries),
    )


def _topic_saved(
    instance: FieldOfAction, *, created: bool, raw: bool = False, **_kwargs: Any
) -> None:
    if not created and not raw:
        _rewrite(CalendarEntry.objects.filter(event__topics=instance))


def _published(instance: Page, **_kwargs: Any) -> None:
    # A management's start page has the mail by which people reach it.
    _rewrite(CalendarEntry.objects.filter(management__page=instance.pk))


def watch() -> None:
    """Notice what texts name."""
    post_save.connect(_topic_saved, sender=FieldOfAction, dispatch_uid="events.text_of_topic")
    page_published.connect(_published, dispatch_uid="events.text_of_start_page")
