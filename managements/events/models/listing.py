"""Dates one below the other, a page at a time: what comes, what was, one day."""

import datetime

from django.db.models import Exists, QuerySet
from django.utils.functional import cached_property
from wagtail.query import PageQuerySet

from managements.events.models.calendar_filters import Selection, window
from managements.events.models.calendars import Calendar, days
from managements.events.models.moved_dates import know_where_they_went
from managements.events.models.occurrences import Occurrence, OccurrenceQuerySet
from managements.events.models.shown_dates import ShownDay, by_day
from managements.offices.models import ConsultationHour
from managements.pages.lists import PagedList
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.schedules.sentences import sentence

PAGE_SIZE = 40


class DateList(PagedList[Occurrence]):
    """One page of a list of dates."""

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
        super().__init__(dates.for_lists(), number=number, url=url, size=PAGE_SIZE, values=values)
        self._calendar, self._not_before = calendar, not_before

    def fetch(self, records: QuerySet[Occurrence]) -> list[Occurrence]:
        """Read some dates, and where they were moved to."""
        return know_where_they_went(records)

    @cached_property
    def days(self) -> list[ShownDay]:
        """The dates by day."""
        return by_day(self.rows, self._calendar, not_before=self._not_before)


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
