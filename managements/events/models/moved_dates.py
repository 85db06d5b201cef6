"""Dates that were moved away, and where they are now: two rows of the same date."""

from collections.abc import Iterable

from django.db.models import Q

from managements.events.models.occurrences import Occurrence
from managements.schedules.dates import State


def know_where_they_went(rows: Iterable[Occurrence]) -> list[Occurrence]:
    """Tell those rows that were moved away where they are now; a query only if there are any."""
    rows = list(rows)
    away = [row for row in rows if row.state == State.MOVED_AWAY]
    if not away:
        return rows
    candidates = (
        Occurrence.objects.filter(
            Q(event__in={row.event_id for row in away} - {None})
            | Q(hour__in={row.hour_id for row in away} - {None}),
            planned_day__in={row.planned_day for row in away},
            # What had moved may be cancelled after all; a date that never moved has no other day.
            state__in=[State.MOVED, State.CANCELLED],
            other_day__isnull=False,
        )
        .select_related("place")
        .order_by("pk")
    )
    found = {_key(one): one for one in candidates}
    for row in away:
        row.moved_to = found.get(_key(row))
    return rows


def _key(row: Occurrence) -> tuple[object, ...]:
    return row.event_id, row.hour_id, row.planned_day
