"""Any rule with any changes, written as a series and read back, is the same dates."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from managements.events.calendar_file import About, calendar_file
from managements.events.calendar_text import Facts, recent, series_text, with_address
from managements.events.models import CalendarEntry
from managements.offices.models import Place
from managements.schedules.dates import Change, ChangeKind, Date, State, dates
from managements.schedules.local_time import moment
from managements.schedules.models import free_days
from managements.schedules.recurrence import series
from managements.schedules.rules import LAST, Repeats, Rule, planned_days
from tests.calendars import Seen, assert_valid, read_by_icalendar, read_by_vobject

# Nothing is stored.
pytestmark = pytest.mark.once
HORIZON = datetime.date(2027, 8, 31)
FIRST = datetime.date(2026, 2, 1)
SUMMER = (datetime.date(2026, 7, 4), datetime.date(2026, 8, 14))
PLACES = {pk: Place(pk=pk, name=f"Ort {pk}") for pk in (1, 2, 3)}
CHANGE_TO_SUMMER, CHANGE_TO_WINTER = datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)

days = st.dates(FIRST, FIRST + datetime.timedelta(days=150)) | st.sampled_from(
    [CHANGE_TO_SUMMER, CHANGE_TO_WINTER]
)
times = st.sampled_from(
    [datetime.time(hour, minute) for hour in (0, 1, 2, 3, 14, 23) for minute in (0, 30)]
)


@st.composite
def times_of_day(draw) -> tuple[datetime.time | None, datetime.time | None]:
    first, second = sorted([draw(times), draw(times)])
    kind = draw(st.sampled_from(["whole day", "open end", "both", "both"]))
    if kind == "whole day":
        return None, None
    return first, second if kind == "both" and first < second else None


@st.composite
def rules(draw) -> Rule:
    repeats = draw(st.sampled_from([*Repeats, Repeats.WEEKLY, Repeats.MONTHLY]))
    first_day = draw(days)
    starts_at, ends_at = draw(times_of_day())
    rule = Rule(repeats, first_day, starts_at=starts_at, ends_at=ends_at)
    if repeats == Repeats.ONCE:
        more = draw(st.none() | st.integers(1, 5))
        return replace(rule, last_day=first_day + datetime.timedelta(days=more) if more else None)
    if repeats == Repeats.LISTED:
        return replace(rule, days=tuple(draw(st.lists(days, max_size=6))))
    return replace(
        rule,
        every=draw(st.integers(1, 4)) if repeats == Repeats.WEEKLY else 1,
        weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3)))),
        nths=tuple(draw(st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1)))
        if repeats == Repeats.MONTHLY
        else (),
        until=draw(st.none() | st.dates(first_day, HORIZON)),
        skips_public_holidays=draw(st.booleans()),
        skips_school_holidays=draw(st.booleans()),
    )


@st.composite
def schedules(draw) -> tuple[Rule, list[Change], int, bool]:
    """Return a rule, changes, how many places take turns, and whether they close in summer."""
    rule = draw(rules())
    planned = [one.day for one in planned_days(rule, to=HORIZON)]
    changed = draw(st.sets(st.sampled_from(planned), max_size=6)) if planned else set()
    changes = []
    for day in sorted(changed):
        kind = draw(st.sampled_from([ChangeKind.CANCELLED, ChangeKind.LEFT_OUT, ChangeKind.MOVED]))
        changes.append(_changed(draw, kind, day))
    added = sorted(draw(st.sets(days, max_size=3)))
    extra = [_changed(draw, ChangeKind.EXTRA, day) for day in added]
    extra = [replace(one, is_cancelled=draw(st.booleans())) for one in extra]
    return rule, [*changes, *extra], draw(st.integers(0, 3)), draw(st.booleans())


def _changed(draw, kind: ChangeKind, day: datetime.date) -> Change:
    change = Change(kind, day, note=draw(st.sampled_from(["", "Straßenfest; Hof, 2. Etage"])))
    # What is cancelled may have moved before.
    if kind == ChangeKind.LEFT_OUT or (kind == ChangeKind.CANCELLED and draw(st.booleans())):
        return change
    new_starts_at, new_ends_at = draw(times_of_day())
    further = draw(st.none() | st.integers(-10, 10))
    return replace(
        change,
        new_day=None
        if further is None or kind == ChangeKind.EXTRA
        else day + datetime.timedelta(days=further),
        new_starts_at=new_starts_at,
        new_ends_at=new_ends_at,
        place_id=draw(st.none() | st.just(3)),
    )


def at_places(found: Sequence[Date], places: int, *, closes: bool) -> list[Date]:
    """Let places take turns, and cancel what lies in summer, as refreshing does."""
    dates_at_places = []
    for date in found:
        turn = (date.number or 0) % places + 1 if places else None
        cancels = closes and SUMMER[0] <= date.day <= SUMMER[1] and date.state != State.MOVED_AWAY
        dates_at_places.append(
            replace(
                date,
                place_id=date.place_id or turn,
                state=State.CANCELLED if cancels else date.state,
            )
        )
    return dates_at_places


def file_of(rule: Rule, found: Sequence[Date]) -> str:
    entry = CalendarEntry(
        uid=uuid.UUID(int=7), sequence=3, changed_at=moment(FIRST, datetime.time())
    )
    facts = Facts("Spiele; Kaffee, Kuchen", ("Für alle",), "", "", ("Kultur",), "Grünau", "")
    series_of_all = series(rule, found)
    texts = [series_text(entry, facts, series_of_all, PLACES)] if series_of_all else []
    return calendar_file(
        About("Termine", "", "http://quartiere.test/"),
        source="http://quartiere.test/termine.ics",
        entries=[with_address(text, "http://quartiere.test/termine/spiele/") for text in texts],
    )


def expected(found: Sequence[Date]) -> list[Seen]:
    return sorted(
        Seen(
            date.starts,
            date.starts
            if date.starts_at and not date.ends_at and date.last_day == date.day
            else date.ends,
            date.state == State.CANCELLED,
            str(PLACES[date.place_id]) if date.place_id else "",
        )
        for date in found
        if date.state != State.MOVED_AWAY
    )


WEEKLY = Rule(
    Repeats.WEEKLY,
    CHANGE_TO_SUMMER,
    starts_at=datetime.time(2, 30),
    ends_at=datetime.time(3),
    weekdays=(6,),
)
NIGHT = replace(WEEKLY, starts_at=datetime.time(1, 30), ends_at=datetime.time(3, 30))
EXTRA_BEFORE = Change(ChangeKind.EXTRA, CHANGE_TO_SUMMER - datetime.timedelta(days=8))
EXTRA_AT_THE_SAME_TIME = Change(ChangeKind.EXTRA, CHANGE_TO_SUMMER)
TWO_HOURS_LATER = replace(EXTRA_AT_THE_SAME_TIME, new_starts_at=datetime.time(3, 30), note="neu")
LEFT_OUT = Change(ChangeKind.LEFT_OUT, CHANGE_TO_SUMMER)
CANCELLED = Change(ChangeKind.CANCELLED, CHANGE_TO_SUMMER)
TAKEN_BY_ANOTHER = Change(
    ChangeKind.MOVED, CHANGE_TO_SUMMER, new_day=CHANGE_TO_SUMMER + datetime.timedelta(days=7)
)


@settings(max_examples=300, deadline=None)
@given(schedules())
@example((WEEKLY, [], 2, False))
@example((NIGHT, [], 0, True))
@example((NIGHT, [EXTRA_BEFORE], 0, False))
@example((NIGHT, [CANCELLED, EXTRA_AT_THE_SAME_TIME], 0, False))
@example((NIGHT, [TWO_HOURS_LATER], 0, False))
@example((NIGHT, [replace(EXTRA_BEFORE, is_cancelled=True), TWO_HOURS_LATER], 0, False))
@example((NIGHT, [CANCELLED, replace(EXTRA_AT_THE_SAME_TIME, is_cancelled=True)], 0, False))
@example((NIGHT, [LEFT_OUT, replace(TWO_HOURS_LATER, note="")], 0, False))
@example((replace(WEEKLY, starts_at=None, ends_at=None), [TAKEN_BY_ANOTHER], 0, False))
@example((replace(NIGHT, repeats=Repeats.LISTED), [TAKEN_BY_ANOTHER, EXTRA_BEFORE], 0, False))
def test_a_series_read_back_is_the_dates_that_were_reckoned(schedule) -> None:
    rule, changes, places, closes = schedule
    is_free = free_days(rule, [SUMMER])
    found = at_places(dates(rule, changes, to=HORIZON, is_free=is_free), places, closes=closes)
    file = file_of(rule, found)
    assert read_by_icalendar(file) == expected(found)
    assert read_by_vobject(file) == expected(found)
    assert_valid(file.encode())


@settings(max_examples=60, deadline=None)
@given(schedules(), st.dates(FIRST, HORIZON))
@example((WEEKLY, [], 2, False), FIRST + datetime.timedelta(days=300))
def test_a_series_without_what_is_long_past_is_the_dates_that_are_left(schedule, today) -> None:
    rule, changes, places, closes = schedule
    found = at_places(dates(rule, changes, to=HORIZON), places, closes=closes)
    kept = recent(found, today)
    file = file_of(rule, kept)
    assert read_by_icalendar(file) == expected(kept)
    assert read_by_vobject(file) == expected(kept)
