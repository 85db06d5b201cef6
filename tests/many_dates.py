"""Calendars with thousands of dates, for benchmarks about sizes."""

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction

from managements.events.models import DateChange, EventPage, Participation
from managements.events.refreshing import refresh_event, refresh_hour
from managements.models import FieldOfAction, Management
from managements.offices.models import ConsultationHour, Fact, Place
from managements.schedules.dates import ChangeKind
from managements.schedules.rules import Repeats, planned_days
from tests.dates import make_event, make_hour, make_place

# Every so manieth takes turns between two places, is changed on a day, or is held by two.
ALTERNATES, CHANGES, JOINS = 6, 3, 10
HOURS = 4  # of the weekly things of a management are consultation hours


@transaction.atomic
def make_weekly_dates(
    managements: Sequence[Management], numbers: Iterable[int], *, first_day: datetime.date
) -> None:
    """Give managements in turn something that takes place every week, by number."""
    topics = list(FieldOfAction.objects.all())
    places = {
        one.pk: list(Place.objects.of(one)) or [_place(one, number) for number in range(4)]
        for one in managements
    }
    for number in numbers:
        management = managements[number % len(managements)]
        turn = number // len(managements)
        own = places[management.pk]
        where = [own[(turn + more) % len(own)] for more in range(1 + (turn % ALTERNATES == 0))]
        rule = {
            "repeats": Repeats.WEEKLY,
            "nths": [],
            "weekdays": [number % 7],
            "first_day": first_day,
            "starts_at": datetime.time(9 + number % 10),
            "ends_at": datetime.time(11 + number % 10),
        }
        if turn < HOURS:
            source: EventPage | ConsultationHour = make_hour(
                management, *where, title=f"Sprechstunde {turn + 1}",
                purpose="Fragen zum Wohnen, zu Anträgen und zum Viertel.", **rule,
            )  # fmt: skip
        else:
            source = make_event(
                management, f"Treff am Nachmittag Nummer {number}", *where,
                introduction="Kommen Sie vorbei, bringen Sie Fragen und gern auch Kuchen mit.",
                topics=[topics[number % len(topics)]],
                is_free=number % 4 > 0, cost="" if number % 4 else "3 Euro",
                **rule,
            )  # fmt: skip
        if number % JOINS == 0 and isinstance(source, EventPage):
            Participation.objects.create(
                event=source,
                management=managements[(number + 1) % len(managements)],
                state=Participation.State.ACCEPTED,
            )
        if number % CHANGES == 0:
            _change_two_days(source, first_day)


def _place(management: Management, number: int) -> Place:
    link = management.management_districts.first()
    return make_place(
        management, f"Treffpunkt {number}", address=f"Musterweg {number}\n04209 Leipzig",
        latitude=51.3, longitude=12.3, district=link.district if link else None,
        step_free=Fact.YES if number % 2 else Fact.NO,
    )  # fmt: skip


def _change_two_days(source: EventPage | ConsultationHour, first_day: datetime.date) -> None:
    coming = first_day + datetime.timedelta(days=60)
    days = [one.day for one in planned_days(source.rule, to=coming)]
    key, refresh = (
        ("event", refresh_event) if isinstance(source, EventPage) else ("hour", refresh_hour)
    )
    DateChange.objects.create(
        **{key: source}, kind=ChangeKind.CANCELLED, day=days[1], note="Wegen Krankheit."
    )
    DateChange.objects.create(
        **{key: source},
        kind=ChangeKind.MOVED,
        day=days[2],
        new_day=days[2] + datetime.timedelta(days=1),
    )
    refresh(source)
