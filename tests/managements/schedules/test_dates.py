"""The dates of a schedule, with what has been changed about single days."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from managements.schedules.dates import Change, ChangeKind, Date, State, dates
from managements.schedules.local_time import local
from managements.schedules.reach import EARLIEST, LATEST
from managements.schedules.rules import Rule
from tests.managements.schedules.rules import (
    MO,
    SA,
    SU,
    WE,
    day,
    listed,
    monthly,
    once,
    time,
    weekly,
)

pytestmark = pytest.mark.once

MONDAYS = weekly("2026-12-07", MO, starts_at="14:00", ends_at="16:00")
END = day("2026-12-28")


def change(kind: ChangeKind, on: str, **facts) -> Change:
    for name in ("new_starts_at", "new_ends_at"):
        if name in facts:
            facts[name] = time(facts[name])
    if "new_day" in facts:
        facts["new_day"] = day(facts["new_day"])
    return Change(kind, day(on), **facts)


def moved(on: str, **facts) -> Change:
    return change(ChangeKind.MOVED, on, **facts)


def cancelled(on: str, **facts) -> Change:
    return change(ChangeKind.CANCELLED, on, **facts)


def extra(on: str, **facts) -> Change:
    return change(ChangeKind.EXTRA, on, **facts)


def shown(date: Date) -> str:
    """Return when a date begins, as clocks show it, and what is true of it."""
    return f"{local(date.starts):%d.%m. %H:%M} {date.state}"


def found(rule: Rule, *changes: Change, to: datetime.date = END) -> list[str]:
    return [shown(date) for date in dates(rule, changes, to=to)]


def test_without_changes_all_dates_are_as_planned() -> None:
    assert found(MONDAYS) == [
        "07.12. 14:00 planned", "14.12. 14:00 planned", "21.12. 14:00 planned",
        "28.12. 14:00 planned",
    ]  # fmt: skip


def test_a_cancelled_date_stays_with_its_note() -> None:
    found = dates(MONDAYS, [cancelled("2026-12-14", note="Betriebsausflug")], to=END)
    assert [date.state for date in found] == [
        State.PLANNED, State.CANCELLED, State.PLANNED, State.PLANNED,
    ]  # fmt: skip
    assert found[1].note == "Betriebsausflug"


def test_a_date_that_is_left_out_is_gone_and_nobody_loses_a_turn() -> None:
    left_out = change(ChangeKind.LEFT_OUT, "2026-12-14")
    assert [date.number for date in dates(MONDAYS, [left_out], to=END)] == [0, 2, 3]


def test_a_moved_date_stands_in_both_places_and_each_names_the_other() -> None:
    found = dates(MONDAYS, [moved("2026-12-14", new_day="2026-12-16")], to=END)
    assert [shown(date) for date in found] == [
        "07.12. 14:00 planned", "14.12. 14:00 moved_away", "16.12. 14:00 moved",
        "21.12. 14:00 planned", "28.12. 14:00 planned",
    ]  # fmt: skip
    away, here = found[1:3]
    assert (away.other_day, here.other_day) == (day("2026-12-16"), day("2026-12-14"))
    assert away.planned_day == here.planned_day == day("2026-12-14")
    assert away.number == here.number == 1
    assert here.ends_at == time("16:00")


def test_a_date_can_be_moved_before_the_rule_begins() -> None:
    assert found(MONDAYS, moved("2026-12-07", new_day="2026-11-30"), to=day("2026-12-07")) == [
        "30.11. 14:00 moved", "07.12. 14:00 moved_away",
    ]  # fmt: skip


def test_a_date_can_be_moved_beyond_the_last_day_that_is_asked_for() -> None:
    assert found(MONDAYS, moved("2026-12-07", new_day="2027-01-02"), to=day("2026-12-07")) == [
        "07.12. 14:00 moved_away", "02.01. 14:00 moved",
    ]  # fmt: skip


def test_two_dates_may_meet_on_one_day() -> None:
    assert found(MONDAYS, moved("2026-12-07", new_day="2026-12-14"), to=day("2026-12-14")) == [
        "07.12. 14:00 moved_away", "14.12. 14:00 moved", "14.12. 14:00 planned",
    ]  # fmt: skip


def test_another_time_on_the_same_day_strikes_the_old_one_through() -> None:
    found = dates(
        MONDAYS,
        [moved("2026-12-07", new_starts_at="10:00", new_ends_at="11:30")],
        to=day("2026-12-07"),
    )
    assert [shown(date) for date in found] == ["07.12. 10:00 moved", "07.12. 14:00 moved_away"]
    assert found[0].ends_at == time("11:30")


def test_a_new_beginning_alone_leaves_the_end_open() -> None:
    only = dates(MONDAYS, [moved("2026-12-07", new_starts_at="17:00")], to=day("2026-12-07"))[-1]
    assert (only.starts_at, only.ends_at, only.has_end) == (time("17:00"), None, False)
    assert f"{local(only.ends):%d.%m. %H:%M}" == "08.12. 00:00"


def test_another_place_alone_moves_nothing_away() -> None:
    only = dates(MONDAYS, [moved("2026-12-07", place_id=7)], to=day("2026-12-07"))
    assert [(date.state, date.place_id, date.day, date.ends_at) for date in only] == [
        (State.MOVED, 7, day("2026-12-07"), time("16:00"))
    ]


def test_an_additional_date_keeps_the_usual_time_and_has_nobodys_turn() -> None:
    found = dates(MONDAYS, [extra("2026-12-09", place_id=7)], to=day("2026-12-09"))
    assert [(shown(date), date.number, date.place_id) for date in found] == [
        ("07.12. 14:00 planned", 0, None), ("09.12. 14:00 extra", None, 7),
    ]  # fmt: skip


def test_an_additional_date_may_have_its_own_time_and_may_lie_before_the_rule() -> None:
    only = dates(MONDAYS, [extra("2026-11-30", new_starts_at="09:00")], to=day("2026-12-01"))
    assert [(shown(date), date.ends_at) for date in only] == [("30.11. 09:00 extra", None)]


def test_an_additional_date_comes_on_a_day_of_the_rule_as_a_second_one() -> None:
    assert found(MONDAYS, extra("2026-12-07", new_starts_at="18:00"), to=day("2026-12-07")) == [
        "07.12. 14:00 planned", "07.12. 18:00 extra",
    ]  # fmt: skip


def test_an_additional_date_is_cancelled_whatever_the_rule_plans_on_its_day() -> None:
    for on in ("2026-12-14", "2026-12-16"):
        evening = extra(on, new_starts_at="18:00", note="Sturm", key=5)
        [date] = [one for one in dates(MONDAYS, [evening], to=END) if one.addition == 5]
        assert (date.state, date.note) == (State.EXTRA, "Sturm")
        evening = extra(on, new_starts_at="18:00", note="Sturm", key=5, is_cancelled=True)
        [date] = [one for one in dates(MONDAYS, [evening], to=END) if one.addition == 5]
        assert (date.state, date.note) == (State.CANCELLED, "Sturm")
        assert (date.starts_at, date.number) == (time("18:00"), None)


def test_what_is_said_of_a_day_of_the_rule_says_nothing_of_what_was_added_there() -> None:
    both = [extra("2026-12-14", new_starts_at="18:00"), cancelled("2026-12-14")]
    assert found(MONDAYS, *both)[1:3] == ["14.12. 14:00 cancelled", "14.12. 18:00 extra"]
    # Even where the rule no longer plans the day.
    tuesdays = weekly("2026-12-08", 1, starts_at="14:00", ends_at="16:00")
    assert "14.12. 18:00 extra" in found(tuesdays, *both)
    holiday = {day("2026-12-14")}
    on_holiday = dates(MONDAYS, both, to=END, is_free=holiday.__contains__)
    assert "14.12. 18:00 extra" in map(shown, on_holiday)


def test_what_was_moved_and_then_cancelled_is_missed_where_it_had_moved_to() -> None:
    both = cancelled("2026-12-07", new_day="2026-12-09", new_starts_at="10:00")
    assert found(MONDAYS, both, to=day("2026-12-07")) == [
        "07.12. 14:00 moved_away", "09.12. 10:00 cancelled",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [ChangeKind.CANCELLED, ChangeKind.MOVED, ChangeKind.LEFT_OUT])
def test_a_change_to_a_day_that_the_rule_plans_no_longer_says_nothing(kind) -> None:
    orphan = Change(kind, day("2026-12-08"), new_day=day("2026-12-09"))
    assert dates(MONDAYS, [orphan], to=END) == dates(MONDAYS, to=END)


def test_a_change_to_a_holiday_that_is_left_out_says_nothing() -> None:
    free = {day("2026-12-14")}
    found = dates(MONDAYS, [cancelled("2026-12-14")], to=END, is_free=free.__contains__)
    assert day("2026-12-14") not in [date.day for date in found]


def test_what_lasts_several_days_moves_as_a_whole() -> None:
    festival = once("2026-09-11", last_day="2026-09-13", starts_at="14:00", ends_at="12:00")
    here = dates(festival, [moved("2026-09-11", new_day="2026-10-23")], to=LATEST)[-1]
    assert (here.day, here.last_day) == (day("2026-10-23"), day("2026-10-25"))
    # In between clocks go back.
    assert f"{local(here.ends):%d.%m. %H:%M}" == "25.10. 12:00"


def test_a_date_without_times_lasts_until_the_end_of_its_last_day() -> None:
    festival = once("2026-09-11", last_day="2026-09-13")
    only = dates(festival, to=LATEST)[0]
    assert f"{local(only.starts):%d.%m. %H:%M}" == "11.09. 00:00"
    assert f"{local(only.ends):%d.%m. %H:%M}" == "14.09. 00:00"


def test_dates_keep_their_time_of_day_when_clocks_change() -> None:
    rule = weekly("2026-03-01", SU, starts_at="14:00", ends_at="16:00")
    found = dates(rule, to=day("2026-11-08"))
    assert {f"{local(date.starts):%H:%M}–{local(date.ends):%H:%M}" for date in found} == {
        "14:00–16:00"
    }
    assert {f"{date.starts:%H:%M}" for date in found} == {"12:00", "13:00"}


def test_a_date_at_half_past_two_survives_both_nights_in_which_clocks_change() -> None:
    rule = weekly("2026-03-22", SU, starts_at="02:30", ends_at="02:45")
    forward = dates(rule, to=day("2026-04-05"))
    assert [f"{local(date.starts):%d.%m. %H:%M}" for date in forward] == [
        "22.03. 02:30", "29.03. 03:30", "05.04. 02:30",
    ]  # fmt: skip
    assert [date.ends - date.starts for date in forward] == [datetime.timedelta(minutes=15)] * 3
    back = [date for date in dates(rule, to=day("2026-11-01")) if date.day >= day("2026-10-18")]
    assert [f"{date.starts:%d.%m. %H:%M}" for date in back] == [
        "18.10. 00:30", "25.10. 00:30", "01.11. 01:30",
    ]  # fmt: skip


def test_an_end_in_the_hour_that_is_left_out_is_not_before_its_beginning() -> None:
    rule = once("2026-03-29", starts_at="02:30", ends_at="03:00")
    only = dates(rule, to=LATEST)[0]
    assert only.ends == only.starts
    night = once("2026-10-25", starts_at="01:00", ends_at="04:00")
    only = dates(night, to=LATEST)[0]
    assert only.ends - only.starts == datetime.timedelta(hours=4), "the hour that comes twice"


def test_a_date_can_be_moved_into_the_night_in_which_clocks_go_forward() -> None:
    rule = weekly("2026-03-28", SA, starts_at="02:15", ends_at="02:45")
    here = dates(rule, [moved("2026-03-28", new_day="2026-03-29")], to=day("2026-03-28"))[-1]
    assert f"{here.starts:%H:%M}–{here.ends:%H:%M}" == "01:15–01:45"


def test_a_rule_without_dates_has_additional_ones_alone() -> None:
    nothing = monthly("2026-12-01", (5,), MO, until="2026-12-31", starts_at="14:00")
    assert found(nothing) == []
    assert found(nothing, extra("2026-12-09")) == ["09.12. 14:00 extra"]


def test_listed_days_can_be_changed_like_others() -> None:
    rule = listed("2026-12-07", "2026-12-16")
    assert found(rule, cancelled("2026-12-16")) == [
        "07.12. 00:00 planned",
        "16.12. 00:00 cancelled",
    ]


def test_what_is_cancelled_after_it_has_moved_is_missed_where_it_had_moved_to() -> None:
    moved_before = cancelled("2026-12-14", new_day="2026-12-16", note="krank")
    assert found(MONDAYS, moved_before)[1:3] == [
        "14.12. 14:00 moved_away",
        "16.12. 14:00 cancelled",
    ]


def test_what_is_cancelled_after_its_place_has_changed_is_cancelled_there() -> None:
    [date] = [
        one
        for one in dates(MONDAYS, [cancelled("2026-12-14", place_id=7)], to=END)
        if one.state == State.CANCELLED
    ]
    assert (date.day, date.place_id) == (day("2026-12-14"), 7)


days_nearby = st.dates(day("2026-09-01"), day("2027-05-01"))
changes = st.builds(
    Change,
    st.sampled_from(ChangeKind),
    days_nearby,
    new_day=st.none() | st.dates(EARLIEST, LATEST),
    new_starts_at=st.none() | st.times(),
    new_ends_at=st.none() | st.times(),
    is_cancelled=st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([
        MONDAYS,
        weekly("2026-09-01", SU, WE, starts_at="02:30"),
        weekly("2026-09-01", SU),
        once("2026-10-24", last_day="2026-10-25", starts_at="22:00", ends_at="02:30"),
    ]),
    st.lists(changes, max_size=12),
)  # fmt: skip
def test_whatever_is_changed_dates_come_in_order_and_none_ends_before_it_begins(
    rule, changes
) -> None:
    found = dates(rule, changes, to=day("2027-05-01"))
    assert [date.starts for date in found] == sorted(date.starts for date in found)
    assert all(date.starts <= date.ends for date in found)
    extras = [date for date in found if date.number is None]
    added = [change for change in changes if change.kind == ChangeKind.EXTRA]
    assert len(extras) == len(added)
    assert sorted(date.state for date in extras) == sorted(
        State.CANCELLED if change.is_cancelled else State.EXTRA for change in added
    )
    # Every planned day is there once, twice if it was moved, or was left out on purpose.
    ways = [
        date.planned_day
        for date in found
        if date.number is not None and date.state != State.MOVED_AWAY
    ]
    assert len(ways) == len(set(ways))
    left_out = {change.day for change in changes if change.kind == ChangeKind.LEFT_OUT}
    assert {date.planned_day for date in dates(rule, to=day("2027-05-01"))} - set(ways) <= left_out
