"""The days that follow from rules: against others who reckon, and by hand."""

import calendar
import datetime
from collections.abc import Iterator

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from managements.schedules.models import free_days
from managements.schedules.reach import EARLIEST, LATEST
from managements.schedules.rules import LAST, Repeats, Rule, planned_days
from tests.managements.schedules.rules import (
    FR,
    MO,
    TH,
    TU,
    WE,
    day,
    listed,
    monthly,
    once,
    weekly,
)

pytestmark = pytest.mark.once

ONE_DAY = datetime.timedelta(days=1)
HORIZON = 800  # days: more than two years, so every 29 February comes up

first_days = st.dates(EARLIEST, LATEST - datetime.timedelta(days=HORIZON))
sets_of_weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))
sets_of_nths = st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1).map(
    lambda found: tuple(sorted(found))
)
spans = st.none() | st.integers(0, HORIZON)


@st.composite
def recurring_rules(draw: st.DrawFn) -> Rule:
    first_day, span = draw(first_days), draw(spans)
    repeats = draw(st.sampled_from([Repeats.WEEKLY, Repeats.MONTHLY]))
    return Rule(
        repeats,
        first_day,
        weekdays=draw(sets_of_weekdays),
        every=draw(st.integers(1, 12)) if repeats == Repeats.WEEKLY else 1,
        nths=draw(sets_of_nths) if repeats == Repeats.MONTHLY else (),
        until=None if span is None else first_day + datetime.timedelta(days=span),
    )


def days(rule: Rule, to: datetime.date, **options) -> list[datetime.date]:
    return [planned.day for planned in planned_days(rule, to=to, **options)]


def as_text(rule: Rule) -> str:
    """Write a rule as RFC 5545 has it, by hand."""
    names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    if rule.repeats == Repeats.WEEKLY:
        by_day = ",".join(names[weekday] for weekday in rule.weekdays)
        text = f"FREQ=WEEKLY;INTERVAL={rule.every};WKST=MO;BYDAY={by_day}"
    else:
        by_day = ",".join(
            f"{nth}{names[weekday]}" for weekday in rule.weekdays for nth in rule.nths
        )
        text = f"FREQ=MONTHLY;BYDAY={by_day}"
    if rule.until:
        text += f";UNTIL={rule.until:%Y%m%d}T000000"
    return f"DTSTART:{rule.first_day:%Y%m%d}T000000\nRRULE:{text}"


def all_days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    while first <= last:
        yield first
        first += ONE_DAY


def belongs(day: datetime.date, rule: Rule) -> bool:
    """Look at a day alone, and say whether it is one of a rule."""
    if day.weekday() not in rule.weekdays:
        return False
    if rule.repeats == Repeats.WEEKLY:
        monday, first_monday = (one - one.weekday() * ONE_DAY for one in (day, rule.first_day))
        return ((monday - first_monday).days // 7) % rule.every == 0
    nth = (day.day + 6) // 7
    is_last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    return nth in rule.nths or (is_last and LAST in rule.nths)


@settings(max_examples=1000, deadline=None)
@given(recurring_rules())
def test_dateutil_reads_the_same_days_out_of_the_rule_as_text(rule) -> None:
    to = rule.first_day + HORIZON * ONE_DAY
    theirs = rrulestr(as_text(rule)).between(
        datetime.datetime.combine(rule.first_day, datetime.time()),
        datetime.datetime.combine(to, datetime.time()),
        inc=True,
    )
    assert days(rule, to) == [one.date() for one in theirs]


@settings(max_examples=1000, deadline=None)
@given(recurring_rules())
def test_looking_at_every_single_day_finds_the_same_ones(rule) -> None:
    to = rule.first_day + HORIZON * ONE_DAY
    last = min(to, rule.until or to)
    assert days(rule, to) == [one for one in all_days(rule.first_day, last) if belongs(one, rule)]


@settings(max_examples=300, deadline=None)
@given(recurring_rules(), st.integers(0, HORIZON), st.sets(st.integers(0, HORIZON), max_size=60))
def test_free_days_take_days_away_and_shift_no_turn(rule, span, free) -> None:
    to = rule.first_day + span * ONE_DAY
    free = {rule.first_day + number * ONE_DAY for number in free}
    everything = list(planned_days(rule, to=to))
    assert [planned.number for planned in everything] == list(range(len(everything)))
    assert list(planned_days(rule, to=to, is_free=free.__contains__)) == [
        planned for planned in everything if planned.day not in free
    ]


@settings(max_examples=300, deadline=None)
@given(first_days, st.lists(st.dates(EARLIEST, LATEST), max_size=20), st.dates(EARLIEST, LATEST))
def test_listed_days_come_in_order_each_once(first_day, further, to) -> None:
    rule = Rule(Repeats.LISTED, first_day, days=tuple(further))
    assert days(rule, to) == sorted({one for one in [first_day, *further] if one <= to})


def test_the_1st_and_3rd_monday_leave_out_whit_monday_2024() -> None:
    rule = monthly("2024-05-01", (1, 3), MO, skips_public_holidays=True)
    is_free = free_days(rule, [])
    assert days(rule, day("2024-06-30")) == list(
        map(day, ["2024-05-06", "2024-05-20", "2024-06-03", "2024-06-17"])
    )
    found = list(planned_days(rule, to=day("2024-06-30"), is_free=is_free))
    assert [planned.day for planned in found] == list(
        map(day, ["2024-05-06", "2024-06-03", "2024-06-17"])
    )
    assert [planned.number for planned in found] == [0, 2, 3], "the place of 20 May is left out"


@pytest.mark.parametrize(
    ("holiday", "weekday"),
    [
        ("2024-10-31", TH),  # Reformationstag
        ("2025-10-31", FR),
        ("2024-11-20", WE),  # Buß- und Bettag: a holiday in Saxony alone
        ("2025-11-19", WE),
        ("2026-11-18", WE),
        ("2027-11-17", WE),
        ("2024-10-03", TH),
        ("2026-05-14", TH),  # Himmelfahrt
    ],
)
def test_holidays_of_saxony_are_left_out(holiday, weekday) -> None:
    holiday = day(holiday)
    first_day = holiday - 7 * ONE_DAY
    rule = weekly(first_day.isoformat(), weekday, skips_public_holidays=True)
    found = days(rule, holiday + 7 * ONE_DAY, is_free=free_days(rule, []))
    assert found == [first_day, holiday + 7 * ONE_DAY]


@pytest.mark.parametrize("feast", ["2026-06-04", "2026-01-06", "2026-11-01"])
def test_what_is_a_holiday_elsewhere_is_a_day_like_others(feast) -> None:
    """Fronleichnam, Heilige Drei Könige, Allerheiligen: none of them is one in Leipzig."""
    rule = weekly(feast, day(feast).weekday(), skips_public_holidays=True)
    assert days(rule, day(feast), is_free=free_days(rule, [])) == [day(feast)]


def test_school_holidays_are_left_out_from_their_first_to_their_last_day() -> None:
    rule = weekly("2027-02-01", MO, FR, skips_school_holidays=True)
    is_free = free_days(rule, [(day("2027-02-08"), day("2027-02-19"))])
    assert days(rule, day("2027-02-28"), is_free=is_free) == list(
        map(day, ["2027-02-01", "2027-02-05", "2027-02-22", "2027-02-26"])
    )
    ignoring = weekly("2027-02-01", MO, FR)
    is_free = free_days(ignoring, [(day("2027-02-08"), day("2027-02-19"))])
    assert len(days(ignoring, day("2027-02-28"), is_free=is_free)) == 8


@pytest.mark.parametrize(
    "rule",
    [
        once("2026-10-31", skips_public_holidays=True, skips_school_holidays=True),
        listed("2026-10-31", skips_public_holidays=True, skips_school_holidays=True),
    ],
)
def test_a_single_day_takes_place_on_a_holiday_if_somebody_says_so(rule) -> None:
    is_free = free_days(rule, [(day("2026-10-01"), day("2026-10-31"))])
    assert days(rule, LATEST, is_free=is_free) == [day("2026-10-31")]


def test_the_last_wednesday_is_the_4th_or_the_5th() -> None:
    last = monthly("2026-11-01", (LAST,), WE)
    # November 2026 has four of them, December five.
    assert days(last, day("2027-01-31")) == list(
        map(day, ["2026-11-25", "2026-12-30", "2027-01-27"])
    )


def test_the_5th_weekday_comes_only_in_months_that_have_one() -> None:
    rule = monthly("2026-11-01", (1, 5), WE)
    assert days(rule, day("2027-03-31")) == list(
        map(
            day,
            ["2026-11-04", "2026-12-02", "2026-12-30", "2027-01-06", "2027-02-03", "2027-03-03",
             "2027-03-31"],
        )
    )  # fmt: skip


def test_every_tuesday_except_the_3rd() -> None:
    rule = monthly("2026-12-01", (1, 2, 4, 5), TU)
    assert days(rule, day("2026-12-31")) == list(
        map(day, ["2026-12-01", "2026-12-08", "2026-12-22", "2026-12-29"])
    )


def test_29_february_is_a_day_where_there_is_one() -> None:
    assert day("2028-02-29") in days(weekly("2028-01-01", TU), day("2028-12-31"))
    assert days(monthly("2028-02-01", (5,), TU), day("2028-02-29")) == [day("2028-02-29")]
    assert days(once("2028-02-29"), LATEST) == [day("2028-02-29")]
    # A rule that begins on it goes on in years that have none.
    assert days(monthly("2028-02-29", (LAST,), TU), day("2028-04-30")) == list(
        map(day, ["2028-02-29", "2028-03-28", "2028-04-25"])
    )


def test_every_other_week_is_counted_from_the_week_of_the_first_day() -> None:
    # A Wednesday: the Monday of its week is past, its Friday is not.
    rule = weekly("2026-12-02", MO, FR, every=2)
    assert days(rule, day("2027-01-04")) == list(
        map(day, ["2026-12-04", "2026-12-14", "2026-12-18", "2026-12-28", "2027-01-01"])
    )


def test_a_rule_without_end_goes_on_as_far_as_somebody_asks() -> None:
    rule = weekly("2000-01-03", MO)
    assert days(rule, LATEST)[-1] == day("2099-12-28")
    assert len(days(rule, LATEST)) == 5218


def test_the_last_possible_day_belongs_to_the_rule() -> None:
    assert days(weekly("2026-12-07", MO, until="2026-12-14"), LATEST)[-1] == day("2026-12-14")
    assert days(weekly("2026-12-07", MO, until="2026-12-13"), LATEST) == [day("2026-12-07")]


@pytest.mark.parametrize(
    "rule",
    [
        weekly("2026-12-08", MO, until="2026-12-13"),
        weekly("2026-12-08"),
        monthly("2026-12-08", (), MO),
        monthly("2026-12-01", (5,), MO, until="2026-12-31"),  # December 2026 has four
    ],
)
def test_a_rule_may_have_no_date_at_all(rule) -> None:
    assert days(rule, LATEST) == []


def test_nothing_is_planned_before_the_first_day() -> None:
    assert days(weekly("2026-12-08", MO), day("2026-12-07")) == []
    assert days(once("2026-12-08"), day("2026-12-07")) == []
