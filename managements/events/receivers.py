"""Keeps dates in step with what they follow from.

What somebody changes about an event or an hour of their own is reckoned in the same transaction, or
is not stored. What follows from a change elsewhere (holidays, a place, a management's name) goes on
past a broken record: the log names it, and the night tries it again.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from managements.events.models import EventPage
from managements.events.participating import remove_the_owners_own
from managements.events.refreshing import (
    refresh_all,
    refresh_event,
    refresh_hour,
    refresh_hours_of,
)
from managements.models import Management, SchoolHoliday
from managements.offices.models import Closure, ConsultationHour, Place
from managements.offices.models.consultation_hours import consultation_hour_saved
from managements.tenancy.provisioning import provisioning_step
from managements.trash.signals import page_restored


def _page_changed(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, EventPage):
        refresh_event(instance)


def _page_moved(instance: Page, **_kwargs: Any) -> None:
    """Follow a page that may belong to somebody else now, or lie in the trash, with all below it."""
    for event in _events_below(instance):
        remove_the_owners_own(event)
        refresh_event(event)


def _restriction_changed(instance: PageViewRestriction, origin: Any = None, **_kwargs: Any) -> None:
    """Hide what not everybody may read any more, or show it again, with all below it."""
    # A page that is deleted takes its restriction with it: it is to have no dates any more.
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    if origin is not None and model is not PageViewRestriction:
        return
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        hours = ConsultationHour.objects.filter(management__page__path__startswith=page.path)
        refresh_all(_events_below(page), hours)


def _events_below(page: Page) -> QuerySet[EventPage]:
    # As it stands in the tree now, whatever somebody has in memory.
    path = Page.objects.values_list("path", flat=True).get(pk=page.pk)
    events: QuerySet[EventPage] = EventPage.objects.filter(path__startswith=path)
    return events


def _hour_saved(instance: ConsultationHour, **_kwargs: Any) -> None:
    refresh_hour(instance)


def _closure_changed(instance: Closure, **_kwargs: Any) -> None:
    refresh_hours_of(instance.management)


def _school_holiday_changed(instance: SchoolHoliday, **_kwargs: Any) -> None:
    refresh_all(
        EventPage.objects.filter(skips_school_holidays=True),
        ConsultationHour.objects.filter(skips_school_holidays=True),
    )


def _place_saved(instance: Place, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Let calendars say the new name and address of a place."""
    if created or raw:
        return
    changed = Q(date_changes__place=instance)
    refresh_all(
        EventPage.objects.filter(changed | Q(event_places__place=instance)),
        ConsultationHour.objects.filter(changed | Q(hour_places__place=instance)),
    )


@provisioning_step(order=90)
def bring_dates_into_step(management: Management) -> None:
    """Reckon the dates of a management anew: its name or its address may have changed."""
    refresh_all(_events_below(management.page), ConsultationHour.objects.of(management))


def watch() -> None:
    """Notice what dates follow from."""
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid="events.page_changed")
    for signal in (post_page_move, page_restored):
        signal.connect(_page_moved, dispatch_uid="events.page_moved")
    consultation_hour_saved.connect(_hour_saved, dispatch_uid="events.hour_saved")
    watched: tuple[tuple[type[Model], Any], ...] = (
        (Closure, _closure_changed),
        (SchoolHoliday, _school_holiday_changed),
        (PageViewRestriction, _restriction_changed),
    )
    for sender, receiver in watched:
        for signal in (post_save, post_delete):
            signal.connect(
                receiver,
                sender=sender,
                dispatch_uid=f"events.{sender._meta.model_name}_changed",  # noqa: SLF001 - Django's public API
            )
    post_save.connect(_place_saved, sender=Place, dispatch_uid="events.place_saved")
