"""Makes places, consultation hours, closures and events for tests."""

import datetime
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from home.models import HomePage
from managements.events.models import EventIndexPage, EventPage, EventPlace
from managements.models import Management
from managements.offices.models import Closure, ConsultationHour, HourPlace, Place
from managements.schedules.local_time import moment
from managements.schedules.rules import Repeats


def at(day: datetime.date | str, time: str = "00:00") -> datetime.datetime:
    """Return the moment at which clocks in Leipzig show a time on a day, both as ISO 8601."""
    if isinstance(day, str):
        day = datetime.date.fromisoformat(day)
    return moment(day, datetime.time.fromisoformat(time))


def make_place(management: Management, name: str = "Stadtteilhaus", **facts: Any) -> Place:
    return Place.objects.create(management=management, name=name, **facts)


def make_hour(
    management: Management, *places: Place, title: str = "Sprechstunde", **facts: Any
) -> ConsultationHour:
    """Make a consultation hour, by default on the 1st and 3rd Monday from 14 to 16 o'clock."""
    facts = {
        "repeats": Repeats.MONTHLY,
        "first_day": datetime.date(2026, 1, 1),
        "weekdays": [0],
        "nths": [1, 3],
        "starts_at": datetime.time(14),
        "ends_at": datetime.time(16),
    } | facts
    hour = ConsultationHour(management=management, title=title, **facts)
    hour.hour_places = [
        HourPlace(place=place, sort_order=number) for number, place in enumerate(places)
    ]
    hour.full_clean()
    hour.save()
    return hour


def make_closure(
    management: Management,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    **facts: Any,
) -> Closure:
    return Closure.objects.create(
        management=management, starts_at=starts_at, ends_at=ends_at, **facts
    )


def calendar_of(management: Management | None) -> EventIndexPage:
    """Return the calendar of a management, or of the city."""
    root: Page = management.page if management else HomePage.objects.get()
    return EventIndexPage.objects.child_of(root).get()


def make_event(
    management: Management | None,
    title: str = "Stadtteilforum",
    *places: Place,
    is_live: bool = True,
    **facts: Any,
) -> EventPage:
    """Make an event, by default once on 7 December 2026 from 18 to 20 o'clock; None: the city's."""
    facts = {
        "first_day": datetime.date(2026, 12, 7),
        "starts_at": datetime.time(18),
        "ends_at": datetime.time(20),
        "slug": slugify(title),
    } | facts
    topics = facts.pop("topics", [])
    event = EventPage(title=title, live=False, **facts)
    event.event_places = [
        EventPlace(place=place, sort_order=number) for number, place in enumerate(places)
    ]
    event.topics = topics
    event = calendar_of(management).add_child(instance=event)
    revision = event.save_revision()
    if is_live:
        revision.publish()
        event.refresh_from_db()
    return event
