"""Which of an owner's notices comes next, and between which of them no notice is valid."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from managements.funding.coverage import Coverage, Period

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Ahead:
    """What somebody has to open to put the coming days right; None where there is no such notice."""

    # Begins last of all: the next one is written as a copy of it.
    newest_id: int | None = None
    # Begins first of those that come after today.
    next_id: int | None = None
    next_first: datetime.date | None = None
    # Around the days of today's or the next gap, if there is a notice after them.
    before_gap_id: int | None = None
    after_gap_id: int | None = None


def ahead(periods: Sequence[tuple[Period, int]], found: Coverage, today: datetime.date) -> Ahead:
    """Return what comes after a day, for periods in their order with the keys of their notices."""
    coming = [(first, pk) for (first, _last), pk in periods if first and first > today]
    next_first, next_id = coming[0] if coming else (None, None)
    newest_id = periods[-1][1] if periods else None
    gap = found.gap_ahead(today)
    if gap is None or gap.last is None:
        return Ahead(newest_id, next_id, next_first)
    return Ahead(
        newest_id,
        next_id,
        next_first,
        next((pk for (_first, last), pk in periods if last == gap.first - _DAY), None),
        next((pk for (first, _last), pk in periods if first == gap.last + _DAY), None),
    )
