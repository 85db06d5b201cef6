"""Markup in places, consultation hours, closures, events, and in what is said about single dates."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from managements.accounts.models import User
from managements.events.models import (
    DateChange,
    EventIndexPage,
    EventPage,
    EventPlace,
    Occurrence,
    Participation,
)
from managements.events.refreshing import refresh_event, refresh_hour
from managements.models import FieldOfAction, Management, SchoolHoliday
from managements.offices.models import Closure, ConsultationHour, Place
from managements.schedules.dates import ChangeKind
from managements.schedules.local_time import local
from managements.schedules.rules import Repeats
from tests.browser.markup import markup, markup_in_url


@dataclass
class PlantedDates:
    """What takes place, and where, all of it with markup."""

    place: Place
    hour: ConsultationHour
    closure: Closure
    calendar: EventIndexPage
    event: EventPage
    change: DateChange
    hour_change: DateChange
    additions: dict[str, DateChange]
    participation: Participation
    topic: FieldOfAction
    school_holiday: SchoolHoliday

    def public_addresses(self, slug: str) -> list[str]:
        """Return where the public reads them."""
        month = f"{self.event.first_day:%Y-%m}"
        return [
            "/termine/",
            f"/termine/monat/{month}/",
            f"/{slug}/termine/",
            f"/{slug}/termine/?thema={self.topic.slug}",
            f"/{slug}/termine/monat/{month}/",
            f"/{slug}/termine/archiv/",
            f"/{slug}/termine/abonnieren/",
            f"/{slug}/termine/{self.event.slug}/",
        ]


def plant_dates(
    management: Management, second: Management, editor: User, now: datetime.datetime
) -> PlantedDates:
    """Change and add to what the demonstration has."""
    today = local(now).date()
    hour = ConsultationHour.objects.get(management=management)
    place = _checked(
        Place.objects.filter(hour_places__hour=hour).first(),
        name=markup("place", 120),
        address=markup("placeaddress", 200),
        directions=markup("directions", 400),
        accessibility_note=markup("access", 200),
    )
    _checked(
        hour,
        title=markup("hour", 120),
        purpose=markup("purpose", 300),
        appointment=ConsultationHour.Appointment.NEEDED,
        appointment_contact=markup("appointment", 200),
    )
    topic = _checked(FieldOfAction.objects.get(slug="wohnen-wohnumfeld"), name=markup("topic", 80))
    calendar = EventIndexPage.objects.child_of(management.page).get()
    calendar.introduction = markup("calendarintroduction", 400)
    calendar.full_clean()
    calendar.save_revision(user=editor, log_action=True).publish(user=editor)
    event = _full_event(calendar, place, topic, editor, today)
    # Another management asks to hold it together: its title shows in the own CMS.
    foreign = _published(
        EventIndexPage.objects.child_of(second.page).get(), _event("asked", editor, today), editor
    )
    return PlantedDates(
        place=place,
        hour=hour,
        closure=_checked(
            Closure(management=management),
            kind=Closure.Kind.CLOSED,
            starts_at=now - datetime.timedelta(minutes=1),
            ends_at=now + datetime.timedelta(days=30),
            reason=markup("closurereason", 200),
            deputy=markup("deputy", 300),
        ),
        calendar=calendar,
        event=event,
        change=_changed_dates(event),
        hour_change=_cancel_the_next(hour),
        additions={
            # The reason why it is cancelled stands in the place of what was said before.
            "event": _addition(
                DateChange(event=event),
                today,
                is_cancelled=True,
                cancelled_because=markup("additioncancelled", 160),
            ),
            "hour": _addition(DateChange(hour=hour), today, note=markup("addition", 160)),
        },
        participation=Participation.objects.create(event=foreign, management=management),
        topic=topic,
        school_holiday=_checked(SchoolHoliday.objects.first(), name=markup("schoolholiday", 80)),
    )


def _event(kind: str, editor: User, today: datetime.date) -> EventPage:
    """Return an event every week, not stored yet, with markup in its title."""
    first_day = today + datetime.timedelta(days=2)
    return EventPage(
        title=markup(kind, 255),
        slug=f"markup-{kind}",
        owner=editor,
        live=False,
        repeats=Repeats.WEEKLY,
        weekdays=[first_day.weekday()],
        first_day=first_day,
        starts_at=datetime.time(10),
        ends_at=datetime.time(11),
        skips_public_holidays=False,
    )


def _published(calendar: EventIndexPage, event: EventPage, editor: User) -> EventPage:
    stored: EventPage = calendar.add_child(instance=event)
    stored.full_clean()
    stored.save_revision(user=editor, log_action=True).publish(user=editor)
    stored.refresh_from_db()
    return stored


def _full_event(
    calendar: EventIndexPage, place: Place, topic: FieldOfAction, editor: User, today: datetime.date
) -> EventPage:
    """Make an event with markup in all of its fields."""
    event = _event("event", editor, today)
    event.seo_title = markup("eventseo", 255)
    event.search_description = markup("eventsearch")
    event.introduction = markup("eventintroduction")
    event.meeting_point = markup("eventmeeting", 200)
    event.is_free, event.cost = False, markup("eventcost", 120)
    event.registration = markup("eventregistration", 300)
    event.registration_url = markup_in_url("eventregistrationurl")
    event.audience = markup("eventaudience", 200)
    event.accessibility = markup("eventaccessibility")
    event.organisers = markup("eventorganisers", 300)
    event.event_places.set([EventPlace(place=place)])
    event.topics.set([topic])
    return _published(calendar, event, editor)


def _changed_dates(event: EventPage) -> DateChange:
    """Cancel one date, and move another one."""
    first, second = Occurrence.objects.filter(event=event)[:2]
    change = _checked(
        DateChange(event=event),
        kind=ChangeKind.CANCELLED,
        day=first.planned_day,
        note=markup("cancelled", 160),
    )
    _checked(
        DateChange(event=event),
        kind=ChangeKind.MOVED,
        day=second.planned_day,
        new_day=second.planned_day + datetime.timedelta(days=1),
        note=markup("moved", 160),
    )
    refresh_event(event)
    return change


def _cancel_the_next(hour: ConsultationHour) -> DateChange:
    date = Occurrence.objects.filter(hour=hour).first()
    assert date is not None
    change: DateChange = _checked(
        DateChange(hour=hour),
        kind=ChangeKind.CANCELLED,
        day=date.planned_day,
        note=markup("hourcancelled", 160),
    )
    refresh_hour(hour)
    return change


def _addition(addition: DateChange, today: datetime.date, **facts: Any) -> DateChange:
    """Add a date in the evening."""
    stored: DateChange = _checked(
        addition,
        kind=ChangeKind.EXTRA,
        # After the closure, which has a reason of its own.
        day=today + datetime.timedelta(days=40),
        new_starts_at=datetime.time(20),
        **facts,
    )
    if stored.event:
        refresh_event(stored.event)
    elif stored.hour:
        refresh_hour(stored.hour)
    return stored


def _checked(record: Model, **facts: Any) -> Any:
    """Change a record as far as its form would let somebody."""
    for name, value in facts.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
    return record
