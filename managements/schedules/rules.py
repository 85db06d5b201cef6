"""What may be said about when something takes place, and the days that follow from it.

Everything here is reckoned in days and times of day as people in Leipzig say them; moments follow
in `local_time`. Weekdays are numbered from 0 (Monday), as Python does.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateutil import rrule
from django.db import models
from django.utils.translation import gettext_lazy as _

LAST = -1  # the last of its kind in a month
_WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)

IsFree = Callable[[datetime.date], bool]


def never_free(_day: datetime.date) -> bool:
    """Leave out no day."""
    return False


class Repeats(models.TextChoices):
    """How often something takes place."""

    ONCE = "once", _("once")
    WEEKLY = "weekly", _("on the same weekdays")
    MONTHLY = "monthly", _("on certain weekdays of the month")
    LISTED = "listed", _("on single days that I list")


@dataclass(frozen=True)
class Rule:
    """When something takes place."""

    repeats: Repeats
    first_day: datetime.date
    # Only for what takes place once: the day it ends on, if it is another one.
    last_day: datetime.date | None = None
    # Without a time it lasts whole days; without an end nobody knows when it ends that day.
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    # Weekly: every so many weeks, reckoned from the week of the first day.
    every: int = 1
    weekdays: tuple[int, ...] = ()
    # Monthly: which of these weekdays in a month, 1 to 5 or LAST.
    nths: tuple[int, ...] = ()
    # Listed: the further days after the first one.
    days: tuple[datetime.date, ...] = ()
    until: datetime.date | None = None
    skips_public_holidays: bool = False
    skips_school_holidays: bool = False

    @property
    def recurs(self) -> bool:
        """Whether a rule says on which days it takes place again."""
        return self.repeats in {Repeats.WEEKLY, Repeats.MONTHLY}


@dataclass(frozen=True)
class PlannedDay:
    """A day on which something takes place by its rule.

    `number` counts the days of the rule from 0, those on holidays too: whose turn it is among
    several places follows from it, and does not shift when a day is left out.
    """

    number: int
    day: datetime.date


def planned_days(
    rule: Rule, *, to: datetime.date, is_free: IsFree = never_free
) -> Iterator[PlannedDay]:
    """Yield the days of a rule from its first one up to and including `to`, in order.

    `is_free` says of a day whether the rule leaves it out, being a holiday (see `free_days`).
    """
    for number, day in enumerate(_all_days(rule, to)):
        if not is_free(day):
            yield PlannedDay(number, day)


def _all_days(rule: Rule, to: datetime.date) -> Iterator[datetime.date]:
    if rule.until is not None:
        to = min(to, rule.until)
    if rule.repeats in {Repeats.ONCE, Repeats.LISTED}:
        further = rule.days if rule.repeats == Repeats.LISTED else ()
        yield from sorted(day for day in {rule.first_day, *further} if day <= to)
        return
    if rule.repeats == Repeats.WEEKLY:
        weekdays = [_WEEKDAYS[one] for one in rule.weekdays]
    else:
        weekdays = [_WEEKDAYS[one](nth) for one in rule.weekdays for nth in rule.nths]
    if not weekdays:
        return
    # Days alone, so no clock can shift them.
    for found in rrule.rrule(
        rrule.WEEKLY if rule.repeats == Repeats.WEEKLY else rrule.MONTHLY,
        dtstart=datetime.datetime.combine(rule.first_day, datetime.time()),
        interval=rule.every if rule.repeats == Repeats.WEEKLY else 1,
        byweekday=weekdays,
        wkst=rrule.MO,
        until=datetime.datetime.combine(to, datetime.time()),
    ):
        yield found.date()
