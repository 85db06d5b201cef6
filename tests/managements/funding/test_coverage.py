"""How the days are covered by notices, compared with looking at every single day."""

import datetime
import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from managements.funding.coverage import WARNING_TIME, Coverage, Gap, Light, Period, coverage

pytestmark = pytest.mark.once

# All that happens in a test happens in this time; a period without start or end reaches beyond it.
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
DAY = datetime.timedelta(days=1)
# Long enough after the last day that an end is seen as one, and not as one that is near.
CALENDAR = [FIRST + number * DAY for number in range(-1, 700)]

days = st.dates(FIRST, LAST)
a_start_or_none = st.none() | days
periods = st.lists(st.tuples(a_start_or_none, a_start_or_none), max_size=6)


def is_covered(day: datetime.date, given_periods: list[Period]) -> bool:
    return any(
        (first is None or first <= day) and (last is None or day <= last)
        for first, last in given_periods
    )


def day_by_day(given_periods: list[Period], today: datetime.date) -> Coverage:
    """Look at every day, as somebody with a calendar would."""
    real = [(a, b) for a, b in given_periods if a is None or b is None or a <= b]
    counted = [day for day in CALENDAR if is_covered(day, real)]
    begin = min([today, *counted[:1]])
    missing = [day for day in CALENDAR if day >= begin and not is_covered(day, real)]
    gaps = []
    for day in missing:
        if day - DAY in missing:
            continue
        last = day
        while last + DAY in missing:
            last += DAY
        gaps.append(Gap(day, None if last == CALENDAR[-1] else last))
    if today in missing:
        return Coverage(Light.GAP, None, tuple(gaps))
    to_come = [day for day in missing if day > today]
    if not to_come:
        return Coverage(Light.COVERED, None, tuple(gaps))
    until = to_come[0] - DAY
    is_near = (until - today).days <= 60
    return Coverage(Light.ENDS_SOON if is_near else Light.COVERED, until, tuple(gaps))


@given(periods, days)
@example([], FIRST)
@example([(None, None)], FIRST)
@example([(None, LAST), (FIRST, None)], FIRST)
@example([(FIRST, FIRST), (FIRST + DAY, FIRST + DAY)], FIRST)
@example([(LAST, FIRST)], FIRST)
@example([(LAST, None)], FIRST)
def test_light_end_and_gaps_are_those_that_the_calendar_shows(given_periods, today) -> None:
    assert coverage(given_periods, today) == day_by_day(given_periods, today)


@given(periods, days)
def test_the_order_of_the_periods_means_nothing(given_periods, today) -> None:
    assert coverage(reversed(given_periods), today) == coverage(given_periods, today)


@given(periods, days)
def test_a_day_lies_in_a_gap_or_is_covered(given_periods, today) -> None:
    real = [(a, b) for a, b in given_periods if a is None or b is None or a <= b]
    gaps = coverage(given_periods, today).gaps
    for gap in gaps:
        assert not is_covered(gap.first, real)
        assert not is_covered(gap.last or LAST + DAY, real)
        if gap.first != today:
            assert is_covered(gap.first - DAY, real)
        if gap.last:
            assert is_covered(gap.last + DAY, real)
    for one, following in itertools.pairwise(gaps):
        assert one.last is not None
        assert one.last + DAY < following.first


@pytest.mark.parametrize(
    ("days_left", "light"),
    [(0, Light.ENDS_SOON), (60, Light.ENDS_SOON), (61, Light.COVERED)],
)
def test_an_end_within_60_days_is_told(days_left: int, light: Light) -> None:
    until = FIRST + days_left * DAY
    assert coverage([(None, until)], FIRST) == Coverage(light, until, (Gap(until + DAY, None),))
    assert WARNING_TIME.days == 60


def test_from_the_day_after_the_last_one_there_is_a_gap() -> None:
    found = coverage([(None, FIRST)], FIRST + DAY)
    assert found == Coverage(Light.GAP, None, (Gap(FIRST + DAY, None),))


def test_a_past_gap_is_remembered_though_all_is_well_today() -> None:
    found = coverage([(None, FIRST), (FIRST + 3 * DAY, None)], LAST)
    assert found == Coverage(Light.COVERED, None, (Gap(FIRST + DAY, FIRST + 2 * DAY),))


def test_before_the_first_notice_nothing_was_missing() -> None:
    assert coverage([(FIRST, None)], LAST).gaps == ()
