"""A month of a calendar, as a table on wide screens and a list by day on narrow ones."""

import calendar as weeks
import datetime
import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import cached_property

from managements.events.models.calendar_filters import Selection
from managements.events.models.calendars import Calendar, days
from managements.events.models.moved_dates import know_where_they_went
from managements.events.models.occurrences import Occurrence, OccurrenceQuerySet
from managements.events.models.shown_dates import (
    ShownDate,
    day_with_weekday,
    first_and_last_day,
    nearness,
    shown_date,
)
from managements.pages.lists import address_with
from managements.schedules.local_time import local

# As far as dates are reckoned ahead.
MONTHS_AHEAD = 18
# In one cell; the others stand on the day's own page.
MOST_OF_A_DAY = 4
# ASCII alone: Python takes "²" and "٣" for digits, too.
_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])", re.ASCII)
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, self.number, 1)

    @property
    def in_words(self) -> str:
        """The month with its year: “Dezember 2026”."""
        return date_format(self.first_day, "F Y")

    def plus(self, months: int) -> "Month":
        """Return the month so many months later, or earlier."""
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    @classmethod
    def of(cls, day: datetime.date) -> "Month":
        """Return the month in which a day lies."""
        return cls(day.year, day.month)


def month_named(text: str) -> Month | None:
    """Return the month that an address names, None if it makes no sense."""
    match = _MONTH.fullmatch(text)
    return Month(int(match[1]), int(match[2])) if match else None


def day_named(text: str) -> datetime.date | None:
    """Return the day that an address names, None if it makes no sense."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def months_of(calendar: Calendar) -> tuple[Month, Month]:
    """Return the first and the last month with dates; the present one is always between; two queries."""
    moments = calendar.dates.order_by("starts_at").values_list("starts_at", flat=True)
    found = [moments.first(), moments.reverse().first()]
    present = Month.of(calendar.today)
    months = [present, *(Month.of(local(one).date()) for one in found if one)]
    return min(months), max(months)


def is_within(month: Month, calendar: Calendar, first: Month, last: Month) -> bool:
    """Whether a calendar shows a month: those with dates, and empty ones as far ahead as dates go."""
    return first <= month <= max(last, Month.of(calendar.today).plus(MONTHS_AHEAD))


@dataclass(frozen=True)
class MonthDay:
    """A day in the table; those of the neighbouring months are empty."""

    day: datetime.date
    is_of_month: bool
    nearness: str
    words: str
    dates: list[ShownDate]
    further: int
    url: str


@dataclass(frozen=True)
class MonthTable:
    """A month of a calendar, narrowed by a selection; `first` and `last` are the months there are."""

    month: Month
    calendar: Calendar
    selection: Selection
    first: Month
    last: Month

    @property
    def weekdays(self) -> list[str]:
        """The weekdays, from Monday."""
        return [str(name) for name in WEEKDAYS.values()]

    @property
    def previous(self) -> Month | None:
        """The month before, if there is one."""
        return self.month.plus(-1) if self.month > self.first else None

    @property
    def next(self) -> Month | None:
        """The month after, if there is one."""
        return self.month.plus(1) if self.month < self.last else None

    @property
    def previous_url(self) -> str:
        """The address of the month before."""
        return self._url(self.previous)

    @property
    def next_url(self) -> str:
        """The address of the month after."""
        return self._url(self.next)

    def _url(self, month: Month | None) -> str:
        if month is None:
            return ""
        return address_with(month_address(self.calendar, month), self.selection.values)

    @property
    def is_empty(self) -> bool:
        """Whether nothing takes place in it."""
        return not self._keys_by_day

    @cached_property
    def _days(self) -> list[datetime.date]:
        # From its first Monday to its last Sunday.
        return [
            day
            for week in weeks.Calendar().monthdatescalendar(self.month.year, self.month.number)
            for day in week
        ]

    @property
    def dates(self) -> OccurrenceQuerySet:
        """All dates of the month, whatever has been selected."""
        return self.calendar.dates.between(
            *days(self.month.first_day, self.month.plus(1).first_day)
        )

    @cached_property
    def _keys_by_day(self) -> dict[datetime.date, list[int]]:
        """The keys of all dates of the month; there may be many more than are shown."""
        first, end = self.month.first_day, self.month.plus(1).first_day
        dates = self.selection.apply(self.dates, self.calendar.today)
        found: dict[datetime.date, list[int]] = defaultdict(list)
        for pk, starts_at, ends_at, has_end in dates.values_list(
            "pk", "starts_at", "ends_at", "has_end"
        ):
            day, last = first_and_last_day(starts_at, ends_at, has_end=has_end)
            day = max(day, first)
            while day <= last and day < end:
                found[day].append(pk)
                day += datetime.timedelta(days=1)
        return found

    @cached_property
    def _rows(self) -> dict[int, Occurrence]:
        shown = {pk for keys in self._keys_by_day.values() for pk in keys[:MOST_OF_A_DAY]}
        rows = Occurrence.objects.for_lists().in_bulk(shown)
        know_where_they_went(rows.values())
        return rows

    @cached_property
    def weeks(self) -> list[list[MonthDay]]:
        """The days in rows of seven; two queries."""
        shown = [self._day(day) for day in self._days]
        return [shown[start : start + 7] for start in range(0, len(shown), 7)]

    def _day(self, day: datetime.date) -> MonthDay:
        keys = self._keys_by_day.get(day, [])
        return MonthDay(
            day=day,
            is_of_month=Month.of(day) == self.month,
            nearness=nearness(day, self.calendar.today),
            words=day_with_weekday(day, self.calendar.today),
            dates=[
                shown_date(self._rows[pk], self.calendar, not_before=day, is_brief=True)
                for pk in keys[:MOST_OF_A_DAY]
            ],
            further=max(0, len(keys) - MOST_OF_A_DAY),
            url=day_address(self.calendar, day),
        )


def month_address(calendar: Calendar, month: Month) -> str:
    """Return where a month of a calendar stands."""
    return f"{calendar.url}monat/{month}/"


def day_address(calendar: Calendar, day: datetime.date) -> str:
    """Return where a day of a calendar stands."""
    return f"{calendar.url}tag/{day.isoformat()}/"
