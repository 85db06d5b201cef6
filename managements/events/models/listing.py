"""Dates one below the other, a page at a time: what comes, what was, one day."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists
from django.http import QueryDict
from django.utils.functional import cached_property
from wagtail.query import PageQuerySet

from managements.events.models.calendar_filters import Selection, address_with, window
from managements.events.models.calendars import Calendar, days
from managements.events.models.moved_dates import know_where_they_went
from managements.events.models.occurrences import Occurrence, OccurrenceQuerySet
from managements.events.models.shown_dates import ShownDay, by_day
from managements.offices.models import ConsultationHour
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.schedules.sentences import sentence

PAGE_SIZE = 40
PAGE = "seite"
# ASCII alone: Python takes "²" and "٣" for digits, too.
_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_YEAR = re.compile(r"[12][0-9]{3}", re.ASCII)


@dataclass(frozen=True)
class PageNumber:
    """Which page of a list somebody asks for; `is_known` is false if the address makes no sense."""

    number: int
    is_known: bool


def page_number(query: QueryDict) -> PageNumber:
    """Read the page from an address; the first one if it says none, or nonsense."""
    asked = query.get(PAGE, "")
    if not asked:
        return PageNumber(1, is_known=True)
    if not _NUMBER.fullmatch(asked):
        return PageNumber(1, is_known=False)
    return PageNumber(int(asked), is_known=True)


class DateList:
    """One page of a list of dates. One more is fetched than shown: nothing need be counted.

    `url` is the address of the first page without its parameters, `values` are those.
    """

    def __init__(
        self,
        dates: OccurrenceQuerySet,
        calendar: Calendar,
        *,
        number: int,
        url: str,
        values: dict[str, str] | None = None,
        not_before: datetime.date | None = None,
    ) -> None:
        self.number = number
        self._dates, self._calendar, self._not_before = dates, calendar, not_before
        self._address: Callable[[int], str] = lambda page: address_with(
            url, (values or {}) | ({PAGE: str(page)} if page > 1 else {})
        )

    @cached_property
    def _rows(self) -> list[Occurrence]:
        start = (self.number - 1) * PAGE_SIZE
        return know_where_they_went(self._dates.for_lists()[start : start + PAGE_SIZE + 1])

    @cached_property
    def days(self) -> list[ShownDay]:
        """The dates by day."""
        return by_day(self._rows[:PAGE_SIZE], self._calendar, not_before=self._not_before)

    @property
    def is_beyond(self) -> bool:
        """Whether somebody asks for a page after the last one."""
        return self.number > 1 and not self._rows

    @property
    def first_url(self) -> str:
        """The first page."""
        return self._address(1)

    @property
    def previous_url(self) -> str:
        """The page before, an empty text on the first one."""
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, an empty text on the last one."""
        return self._address(self.number + 1) if len(self._rows) > PAGE_SIZE else ""


def coming(calendar: Calendar, selection: Selection, number: int) -> DateList:
    """Return what is not past yet and fits a selection, the next first."""
    first_day = window(selection.when, calendar.today)[0] if selection.when else calendar.today
    return DateList(
        selection.apply(calendar.dates, calendar.today).coming(calendar.now),
        calendar,
        number=number,
        url=calendar.url,
        values=selection.values,
        not_before=first_day,
    )


def of_day(calendar: Calendar, day: datetime.date, number: int, url: str) -> DateList:
    """Return what takes place on a day, past or coming, the earliest first."""
    end = day + datetime.timedelta(days=1)
    dates = calendar.dates.between(*days(day, end))
    return DateList(dates, calendar, number=number, url=url, not_before=day)


def past(calendar: Calendar, year: int | None, number: int, url: str) -> DateList:
    """Return what is past, the latest first; where a date was moved away from, nothing was."""
    dates = calendar.dates.past(calendar.now).exclude(state=State.MOVED_AWAY)
    if year is not None:
        first, end = _moments_of(year)
        dates = dates.filter(starts_at__gte=first, starts_at__lt=end)
    return DateList(dates, calendar, number=number, url=url)


def year_named(text: str) -> int | None:
    """Return the year that an address names, None if it makes no sense."""
    return int(text) if _YEAR.fullmatch(text) else None


def years_of_archive(calendar: Calendar, row: PageQuerySet) -> list[int]:
    """Return the years in which something began that is past, the latest first; two queries.

    `row` is the calendar's page as a query: the second question is asked in its row.
    """
    from_past = calendar.dates.past(calendar.now).exclude(state=State.MOVED_AWAY)
    earliest = from_past.order_by("starts_at").values_list("starts_at", flat=True).first()
    if earliest is None:
        return []
    candidates = range(local(earliest).year, calendar.today.year + 1)
    found = row.annotate(
        **{
            f"in_{year}": Exists(
                from_past.order_by().filter(
                    starts_at__gte=_moments_of(year)[0], starts_at__lt=_moments_of(year)[1]
                )
            )
            for year in candidates
        }
    ).values(*(f"in_{year}" for year in candidates))[0]
    return [year for year in reversed(candidates) if found[f"in_{year}"]]


def _moments_of(year: int) -> tuple[datetime.datetime, datetime.datetime]:
    return days(datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))


def hours_in_words(calendar: Calendar) -> list[str]:
    """Return by which rules a management is there for people, for a calendar without dates."""
    if calendar.management is None or not calendar.management.is_open:
        return []
    return [
        f"{hour.title}: {sentence(hour.rule, today=calendar.today)}"
        for hour in ConsultationHour.objects.of(calendar.management)
        if hour.rule.recurs and (hour.until is None or hour.until >= calendar.today)
    ]
