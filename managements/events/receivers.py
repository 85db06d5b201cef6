"""Keeps dates in step with what they follow from."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move

from managements.events.models import EventPage
from managements.events.refreshing import refresh_event, refresh_hour, refresh_hours_of
from managements.offices.models import Closure, ConsultationHour
from managements.offices.models.consultation_hours import consultation_hour_saved


def _page_changed(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, EventPage):
        refresh_event(instance)


def _hour_saved(instance: ConsultationHour, **_kwargs: Any) -> None:
    refresh_hour(instance)


def _closure_changed(instance: Closure, **_kwargs: Any) -> None:
    refresh_hours_of(instance.management)


def watch() -> None:
    """Notice what dates follow from."""
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid="events.page_changed")
    post_page_move.connect(_page_changed, dispatch_uid="events.page_changed")
    consultation_hour_saved.connect(_hour_saved, dispatch_uid="events.hour_saved")
    for signal in (post_save, post_delete):
        signal.connect(_closure_changed, sender=Closure, dispatch_uid="events.closure_changed")
