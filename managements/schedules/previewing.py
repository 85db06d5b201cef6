"""What follows from a rule, for whoever is just writing it down."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from managements.schedules.models import free_days
from managements.schedules.public_holidays import public_holiday
from managements.schedules.reach import LATEST
from managements.schedules.rules import Rule, planned_days
from managements.schedules.sentences import day_in_words, sentence, times_in_words

SHOWN = 6  # dates that take place
# With those that fall out between them. A list is read, and nobody reads more.
_MOST_LINES = 20


@dataclass(frozen=True)
class SchoolHolidays:
    """School holidays, with their name."""

    name: str
    first_day: datetime.date
    last_day: datetime.date


@dataclass(frozen=True)
class PreviewedDate:
    """A date of a rule: in words, and why it falls out, if it does."""

    words: str
    falls_out: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field of the form."""

    label: str
    words: str


@dataclass(frozen=True)
class Preview:
    """What people will read, and the next dates; or what is still wrong."""

    sentence: str = ""
    dates: Sequence[PreviewedDate] = ()
    problems: Sequence[Problem] = ()
    # Instead of dates, where there are none.
    note: str = field(default="")


def preview(
    rule: Rule, *, today: datetime.date, school_holidays: Iterable[SchoolHolidays] = ()
) -> Preview:
    """Return a rule in words and its next dates, those that fall out among them."""
    holidays = list(school_holidays)
    lines = list(_lines(rule, today, holidays))
    note = ""
    if not any(not line.falls_out for line in lines):
        is_past = next(_taking_place(rule, holidays), None) is not None
        note = _("All of its dates are past.") if is_past else _("No date follows from it.")
    return Preview(sentence=sentence(rule, today=today), dates=lines, note=note)


def why_free(rule: Rule, day: datetime.date, school_holidays: Iterable[SchoolHolidays] = ()) -> str:
    """Return in words why a rule leaves out a day, or an empty text; see `free_days`."""
    if not rule.recurs:
        return ""
    if rule.skips_public_holidays and (name := public_holiday(day)):
        return _("public holiday (%(name)s), does not take place") % {"name": name}
    if rule.skips_school_holidays:
        for holidays in school_holidays:
            if holidays.first_day <= day <= holidays.last_day:
                return _("school holidays (%(name)s), does not take place") % {
                    "name": holidays.name
                }
    return ""


def _lines(
    rule: Rule, today: datetime.date, holidays: Sequence[SchoolHolidays]
) -> Iterator[PreviewedDate]:
    times = times_in_words(rule.starts_at, rule.ends_at)
    taking_place = 0
    lines = 0
    for planned in planned_days(rule, to=LATEST):
        if (rule.last_day or planned.day) < today:
            continue
        reason = why_free(rule, planned.day, holidays)
        # What lasts several days says so in its sentence.
        words = day_in_words(planned.day, with_weekday=True)
        if times and not rule.last_day:
            words = f"{words}, {times}"
        yield PreviewedDate(words, reason)
        lines += 1
        taking_place += not reason
        if taking_place == SHOWN or lines == _MOST_LINES:
            return


def _taking_place(rule: Rule, holidays: Sequence[SchoolHolidays]) -> Iterator[datetime.date]:
    is_free = free_days(rule, [(one.first_day, one.last_day) for one in holidays])
    for planned in planned_days(rule, to=LATEST, is_free=is_free):
        yield planned.day
