"""Make the places, the consultation hour and the events of the demonstration."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from wagtail.models import Site

from managements.demo import coming_dates
from managements.demo.coming_dates import coming_events
from managements.demo.past_dates import ASKED, PAST_EVENTS, PLACES, EventFacts
from managements.demo.school_holidays import SCHOOL_HOLIDAYS
from managements.events.date_changes import cancel, move
from managements.events.models import EventIndexPage, EventPage, EventPlace, Participation
from managements.models import District, FieldOfAction, Management, SchoolHoliday
from managements.offices.models import ConsultationHour, HourPlace, Place
from managements.schedules.local_time import local
from managements.schedules.rules import Repeats

HOUR_OF = "leipziger-osten"
HOUR_TITLE = "Sprechstunde"

# Places by their management's slug and their name.
_Places = dict[tuple[str, str], Place]


def fill_calendars(*, today: datetime.date) -> None:
    """Make places, hours, events and school holidays, unless there are any.

    Days are reckoned from `today` once and stay as they are from then on. What belongs to a
    management that was renamed meanwhile is left out.
    """
    if any(model.objects.exists() for model in (Place, ConsultationHour, EventPage)):
        return
    if not SchoolHoliday.objects.exists():
        SchoolHoliday.objects.bulk_create(
            SchoolHoliday(name=name, first_day=first, last_day=last)
            for name, first, last in SCHOOL_HOLIDAYS
        )
    managements = Management.objects.select_related("page").in_bulk(field_name="slug")
    places = _places(managements)
    topics = FieldOfAction.objects.in_bulk(field_name="slug")
    for facts in (*PAST_EVENTS, *coming_events(today)):
        if not facts.management or facts.management in managements:
            _event(facts, managements, places, topics)
    if HOUR_OF in managements:
        now = timezone.now()
        _move_one(now)
        _cancel_one(_hour(managements[HOUR_OF], places, today), now)


def _places(managements: dict[str, Management]) -> _Places:
    districts = District.objects.in_bulk(field_name="slug")
    made: _Places = {}
    for facts in PLACES:
        if facts.management in managements:
            # One by one, so that the search of the CMS finds them.
            made[facts.management, facts.name] = Place.objects.create(
                management=managements[facts.management],
                name=facts.name,
                address=facts.address,
                district=districts.get(facts.district),
                step_free=facts.step_free,
            )
    return made


def _event(
    facts: EventFacts,
    managements: dict[str, Management],
    places: _Places,
    topics: dict[str, FieldOfAction],
) -> None:
    management = managements.get(facts.management)
    root = management.page if management else Site.objects.get(is_default_site=True).root_page
    event = EventPage(
        title=facts.title,
        slug=facts.slug,
        introduction=facts.introduction,
        repeats=facts.repeats,
        first_day=facts.first_day,
        last_day=facts.last_day,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        every=facts.every,
        weekdays=list(facts.weekdays),
        nths=list(facts.nths),
        days=[day.isoformat() for day in facts.days],
        meeting_point=facts.meeting_point,
        accessibility=facts.accessibility,
        is_free=facts.is_free,
        live=False,
    )
    event.event_places.set(
        EventPlace(place=places[facts.management, name], sort_order=position)
        for position, name in enumerate(facts.places)
    )
    # The Stadtredaktion may have renamed a topic or taken it away.
    event.topics = [topics[slug] for slug in facts.topics if slug in topics]
    event = EventIndexPage.objects.child_of(root).get().add_child(instance=event)
    Participation.objects.bulk_create(_participations(event, facts, managements))
    event.save_revision().publish()


def _participations(
    event: EventPage, facts: EventFacts, managements: dict[str, Management]
) -> Iterable[Participation]:
    now = timezone.now()
    for slug, state in facts.participations.items():
        if slug in managements:
            yield Participation(
                event=event,
                management=managements[slug],
                state=state,
                decided_at=None if state == ASKED else now,
            )


def _hour(management: Management, places: _Places, today: datetime.date) -> ConsultationHour:
    starts_at, ends_at = coming_dates.HOUR_TIMES
    hour = ConsultationHour(
        management=management,
        title=HOUR_TITLE,
        purpose=coming_dates.HOUR_PURPOSE,
        repeats=Repeats.MONTHLY,
        first_day=today,
        weekdays=[coming_dates.MONDAY],
        nths=list(coming_dates.HOUR_NTHS),
        starts_at=starts_at,
        ends_at=ends_at,
        skips_public_holidays=True,
    )
    hour.hour_places.set(
        HourPlace(place=places[management.slug, name], sort_order=position)
        for position, name in enumerate(coming_dates.HOUR_PLACES)
    )
    hour.save()
    return hour


def _cancel_one(hour: ConsultationHour, now: datetime.datetime) -> None:
    date = hour.occurrences.all()[coming_dates.CANCELLED_NUMBER]
    cancel(source=hour, day=date.planned_day, note=coming_dates.CANCELLED_NOTE, by=None, now=now)


def _move_one(now: datetime.datetime) -> None:
    event = EventPage.objects.get(slug=coming_dates.MOVED_EVENT)
    date = event.occurrences.all()[coming_dates.MOVED_NUMBER]
    move(
        source=event,
        day=date.planned_day,
        new_day=local(date.starts_at).date() + datetime.timedelta(weeks=1),
        note=coming_dates.MOVED_NOTE,
        by=None,
        now=now,
    )
