"""Whether a notice is valid: today, for how long, and since when not."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# An end that is at most so far away is told.
WARNING_TIME = datetime.timedelta(days=60)
_DAY = datetime.timedelta(days=1)

# First and last day; None where there is none.
Period = tuple[datetime.date | None, datetime.date | None]


class Light(TextChoices):
    """How it stands, from good to bad."""

    COVERED = "covered", _("covered")
    ENDS_SOON = "ends_soon", _("ends soon")
    GAP = "gap", _("no notice")


@dataclass(frozen=True)
class Gap:
    """Days without a notice, both inclusive; None where the gap has no end."""

    first: datetime.date
    last: datetime.date | None

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Coverage:
    """How the days from some day on are covered."""

    light: Light
    # The last day before the next gap; None if none comes, or it is a gap today.
    covered_until: datetime.date | None
    # From the earliest notice on, in order; the last one may have no end.
    gaps: tuple[Gap, ...]

    def gap_ahead(self, today: datetime.date) -> Gap | None:
        """Return the gap of a day, or the first one after it."""
        return next((gap for gap in self.gaps if gap.last is None or gap.last >= today), None)


def period_read(
    periods: Sequence[Period], day: datetime.date, *, today: datetime.date, has_ended: bool
) -> tuple[int, datetime.date] | None:
    """Return which of the periods of some notices is read on a day, and the day whose names it gives.

    It is the one that is valid. Before all of them it is the first one, as on its first day, once
    that has come: a page may be older than the site below which it stands. Of a management that has
    ended the last one stays, as on its last day: its archive is what was paid for. Gaps in between
    stay what they were. None if nothing is read. The periods are in their order and do not overlap.
    """
    for number, (first, last) in enumerate(periods):
        if (first is None or first <= day) and (last is None or day <= last):
            return number, day
    first_day = periods[0][0] if periods else None
    if first_day is not None and day < first_day <= today:
        return 0, first_day
    last_day = periods[-1][1] if periods else None
    if has_ended and last_day is not None and last_day < day:
        return len(periods) - 1, last_day
    return None


def coverage(periods: Iterable[Period], today: datetime.date) -> Coverage:
    """Return how a day and those after it are covered by the days of some notices.

    Gaps are counted from the first notice on; before it, nobody knows whether one was needed. With
    no notice at all, or none that has begun, there is a gap from today on. Periods may overlap; one
    that ends before it begins covers nothing.
    """
    gaps = tuple(_gaps(periods, today))
    now = next((gap for gap in gaps if today in gap), None)
    if now is not None:
        return Coverage(Light.GAP, None, gaps)
    following = next((gap for gap in gaps if gap.first > today), None)
    if following is None:
        return Coverage(Light.COVERED, None, gaps)
    until = following.first - _DAY
    light = Light.ENDS_SOON if until - today <= WARNING_TIME else Light.COVERED
    return Coverage(light, until, gaps)


def _gaps(periods: Iterable[Period], today: datetime.date) -> Iterable[Gap]:
    earliest, latest = datetime.date.min, datetime.date.max
    ordered = sorted(
        (first or earliest, last or latest)
        for first, last in periods
        if first is None or last is None or first <= last
    )
    # The first day that is not covered yet.
    following = min(today, ordered[0][0]) if ordered else today
    for first, last in ordered:
        if first > following:
            yield Gap(following, first - _DAY)
        if last == latest:
            return
        following = max(following, last + _DAY)
    yield Gap(following, None)
