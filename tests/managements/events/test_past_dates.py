"""What is past stays as it was, whatever becomes of the rule."""

import datetime

import time_machine

from managements.events.models import DateChange, EventPage, Occurrence
from managements.events.refreshing import refresh_hour
from managements.schedules.dates import ChangeKind, State
from managements.schedules.local_time import local
from tests.dates import at, make_event, make_hour


def days(**filters) -> list[tuple[str, str]]:
    return [
        (local(row.starts_at).strftime("%Y-%m-%d %H:%M"), row.state)
        for row in Occurrence.objects.filter(**filters)
    ]


def until_now(now: datetime.datetime, **filters) -> list[tuple[str, str]]:
    return days(ends_at__lte=now, **filters)


def test_what_is_past_of_a_rule_stays_when_the_rule_changes(make_management) -> None:
    with time_machine.travel(at("2026-12-08"), tick=False):
        hour = make_hour(make_management("gruenau"), repeats="weekly", nths=[], weekdays=[0])
        hour.weekdays = [1]
        hour.save()
    found = [day for day, _state in days(hour=hour)]
    assert "2026-12-07 14:00" in found
    assert "2026-12-14 14:00" not in found
    assert "2026-12-15 14:00" in found


def test_a_series_that_was_taken_offline_comes_back_with_the_past_that_was(make_management) -> None:
    now = at("2026-12-08")
    with time_machine.travel(now, tick=False):
        event = make_event(
            make_management("gruenau"), repeats="weekly", weekdays=[0],
            first_day=datetime.date(2026, 11, 2),
        )  # fmt: skip
        past = until_now(now, event=event)
        event.weekdays = [1]
        event.save_revision().publish()
        event.unpublish()
        assert until_now(now, event=event) == past
        EventPage.objects.get(pk=event.pk).get_latest_revision().publish()
    assert until_now(now, event=event) == past
    assert len(past) == 6


def test_the_past_of_a_rule_stays_when_single_days_take_its_place(make_management) -> None:
    now = at("2026-12-08")
    with time_machine.travel(now, tick=False):
        hour = make_hour(
            make_management("gruenau"),
            repeats="weekly",
            nths=[],
            first_day=datetime.date(2026, 11, 2),
        )
        past = until_now(now, hour=hour)
        hour.repeats, hour.first_day = "listed", datetime.date(2026, 12, 20)
        hour.weekdays = []
        hour.save()
    assert days(hour=hour) == [*past, ("2026-12-20 14:00", "planned")]


def test_a_single_date_that_was_typed_wrong_leaves_nothing_in_the_archive(make_management) -> None:
    with time_machine.travel(at("2026-12-08"), tick=False):
        event = make_event(make_management("gruenau"), first_day=datetime.date(2026, 12, 1))
        event.first_day = datetime.date(2026, 12, 3)
        event.save_revision().publish()
    assert days(event=event) == [("2026-12-03 18:00", "planned")]


def test_an_hour_that_goes_on_while_its_rule_changes_stays_for_today(make_management) -> None:
    with time_machine.travel(at("2026-12-07", "15:00"), tick=False):
        hour = make_hour(make_management("gruenau"), repeats="weekly", nths=[])
        hour.starts_at, hour.ends_at = datetime.time(10), datetime.time(12)
        hour.save()
    found = days(hour=hour, starts_at__gte=at("2026-12-07"))
    assert found[:2] == [("2026-12-07 14:00", "planned"), ("2026-12-14 10:00", "planned")]


def test_where_a_date_has_moved_to_is_told_on_its_past_day_as_well(make_management) -> None:
    hour = make_hour(make_management("gruenau"), repeats="weekly", nths=[])
    change = DateChange.objects.create(
        hour=hour, kind=ChangeKind.MOVED, day=datetime.date(2026, 12, 7),
        new_day=datetime.date(2026, 12, 18),
    )  # fmt: skip
    refresh_hour(hour, now=at("2026-12-01"))
    change.new_day = datetime.date(2026, 12, 29)
    change.save()
    refresh_hour(hour, now=at("2026-12-08"))
    [away] = Occurrence.objects.filter(state=State.MOVED_AWAY)
    assert away.other_day == datetime.date(2026, 12, 29)
    [moved] = Occurrence.objects.filter(state=State.MOVED)
    assert local(moved.starts_at).date() == datetime.date(2026, 12, 29)
