"""The dates of one event, as its page shows them."""

import datetime
from collections.abc import Sequence

from django.utils.functional import cached_property

from managements.events.models.calendars import Calendar
from managements.events.models.moved_dates import know_where_they_went
from managements.events.models.occurrences import Occurrence, OccurrenceQuerySet
from managements.events.models.shown_dates import ShownDate, shown_date
from managements.offices.models import Place
from managements.schedules.dates import State, dates
from managements.schedules.rules import Rule
from managements.schedules.sentences import sentence, unbroken

# Below each other at once; the further ones are unfolded.
SHOWN_AT_ONCE = 6
# A rule goes on; nobody reads more than a year of weeks.
MOST_DATES = 60


class EventDates:
    """The dates of an event from now on; the last one where all are past.

    `dates` are those of the event, each of which knows its event and its management already.
    """

    def __init__(
        self, coming: list[Occurrence], last: Occurrence | None, calendar: Calendar
    ) -> None:
        self.rows = coming[:MOST_DATES]
        self.goes_on = len(coming) > MOST_DATES
        self.is_past = not coming and last is not None
        self.calendar = calendar
        self._last = last

    @property
    def has_several_places(self) -> bool:
        """Whether every date has to say where it is."""
        return len({row.place for row in self.rows}) > 1

    @cached_property
    def head(self) -> Occurrence | None:
        """The date that matters most: the next that takes place, else the next, else the last one."""
        return next(
            (row for row in self.rows if row.takes_place), self.rows[0] if self.rows else self._last
        )

    @cached_property
    def next(self) -> ShownDate | None:
        """This date in words; what goes on at present stands at its first day."""
        return shown_date(self.head, self.calendar) if self.head else None

    @cached_property
    def _shown(self) -> list[ShownDate]:
        return [shown_date(row, self.calendar) for row in self.rows] if self.rows[1:] else []

    @property
    def first(self) -> list[ShownDate]:
        """The next dates, if there are several."""
        return self._shown[:SHOWN_AT_ONCE]

    @property
    def further(self) -> list[ShownDate]:
        """The dates after these."""
        return self._shown[SHOWN_AT_ONCE:]


def rule_in_words(rule: Rule, calendar: Calendar) -> str:
    """Return the rule of what recurs as a sentence would begin with it, else an empty text."""
    if not rule.recurs:
        return ""
    words = unbroken(sentence(rule, today=calendar.today))
    return f"{words[:1].upper()}{words[1:]}"


def dates_to_show(dates: OccurrenceQuerySet, calendar: Calendar) -> EventDates:
    """Read the dates of an event; one query, and one more if all of them are past or one was moved."""
    coming = know_where_they_went(
        dates.coming(calendar.now).select_related("place")[: MOST_DATES + 1]
    )
    last = None
    if not coming:
        was = dates.past(calendar.now).exclude(state=State.MOVED_AWAY)
        last = was.select_related("place").first()
    for row in [*coming, *([last] if last else [])]:
        row.management = calendar.management
    return EventDates(coming, last, calendar)


def dates_to_come_of(rule: Rule, places: Sequence[Place], calendar: Calendar) -> EventDates:
    """Reckon the dates of an event that is not published yet, for the preview; holidays count."""
    to = calendar.today + datetime.timedelta(days=7 * MOST_DATES)
    if not rule.recurs:
        to = datetime.date.max
    rows = [
        Occurrence(
            planned_day=date.planned_day,
            starts_at=date.starts,
            ends_at=date.ends,
            has_time=date.starts_at is not None,
            has_end=date.has_end,
            place=places[(date.number or 0) % len(places)] if places else None,
            management=calendar.management,
        )
        for date in dates(rule, to=to)
    ]
    coming = [row for row in rows if row.ends_at > calendar.now]
    return EventDates(coming[: MOST_DATES + 1], rows[-1] if rows else None, calendar)
