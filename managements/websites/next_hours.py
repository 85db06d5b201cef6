"""Who is there for people next: the next consultation hours of many managements at once."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest

from managements.events.models import Occurrence
from managements.events.models.calendars import Calendar
from managements.events.models.moved_dates import know_where_they_went
from managements.events.models.occurrences import OccurrenceQuerySet
from managements.events.models.shown_dates import ShownDate, shown_date
from managements.models import Management
from managements.schedules.dates import State

# As many dates of each as one looks through for the next one that takes place.
_LOOKED_AT = 4
MISSED_SHOWN = 2


@dataclass(frozen=True)
class NextHour:
    """The next consultation hour of a management, and what was to be before it."""

    next: ShownDate | None
    # The next ones that do not take place, up to the one that does.
    missed: tuple[ShownDate, ...]


def next_hours(
    managements: Sequence[Management], *, now: datetime.datetime, request: HttpRequest
) -> dict[int, NextHour]:
    """Return the next hours of open managements by their ids, of those alone that have any.

    One query; a second where none of somebody's next dates takes place, and one more where a date
    was moved. However many managements and hours there are.
    """
    by_id = {management.pk: management for management in managements}
    coming = Occurrence.objects.filter(hour__isnull=False, management__in=list(by_id)).coming(now)
    rows: dict[int | None, list[Occurrence]] = defaultdict(list)
    for row in _first_of_each(coming, _LOOKED_AT):
        rows[row.management_id].append(row)
    stuck = [
        pk
        for pk, found in rows.items()
        if len(found) == _LOOKED_AT and not any(row.takes_place for row in found)
    ]
    if stuck:
        held = coming.exclude(state__in=[State.CANCELLED, State.MOVED_AWAY])
        for row in _first_of_each(held.filter(management__in=stuck), 1):
            rows[row.management_id].append(row)
    calendar = Calendar("", None, now, request)
    for row in know_where_they_went(row for found in rows.values() for row in found):
        row.management = by_id[row.management_id]
    return {pk: _next_hour(rows[pk], calendar) for pk in by_id if pk in rows}


def _first_of_each(dates: OccurrenceQuerySet, number: int) -> OccurrenceQuerySet:
    """Return the first dates of each management, in their order."""
    rank = Window(
        RowNumber(), partition_by=F("management_id"), order_by=["starts_at", "ends_at", "pk"]
    )
    return dates.annotate(rank=rank).filter(rank__lte=number).select_related("hour", "place")


def _next_hour(rows: list[Occurrence], calendar: Calendar) -> NextHour:
    following = next((row for row in rows if row.takes_place), None)
    missed = rows[: rows.index(following)] if following else rows
    return NextHour(
        next=shown_date(following, calendar) if following else None,
        missed=tuple(shown_date(row, calendar) for row in missed[:MISSED_SHOWN]),
    )
