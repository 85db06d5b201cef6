"""The dates that are reckoned ahead."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from managements.events.models import DateChange, Occurrence
from managements.events.refreshing import horizon, refresh_event, refresh_hour
from managements.models import Management
from managements.schedules.dates import ChangeKind, State
from managements.schedules.local_time import local
from managements.tenancy.provisioning import repair_management
from tests.dates import at, make_closure, make_event, make_hour, make_place

MONDAY = datetime.date(2026, 12, 7)


@pytest.fixture(autouse=True)
def _before_the_days_of_the_tests() -> Iterator[None]:
    """Let it be a Thursday at noon: a closure cancels nothing that is long past."""
    with time_machine.travel(at("2026-11-26", "12:00"), tick=False):
        yield


def days(**filters) -> list[tuple[str, str]]:
    return [
        (local(row.starts_at).strftime("%Y-%m-%d %H:%M"), row.state)
        for row in Occurrence.objects.filter(**filters)
    ]


def test_the_horizon_moves_once_a_month_to_the_end_of_the_month_in_eighteen_months() -> None:
    assert horizon(datetime.date(2026, 12, 1)) == datetime.date(2028, 6, 30)
    assert horizon(datetime.date(2026, 12, 31)) == datetime.date(2028, 6, 30)
    assert horizon(datetime.date(2027, 1, 1)) == datetime.date(2028, 7, 31)


def test_places_take_turns_and_a_holiday_shifts_no_turn(make_management) -> None:
    management = make_management("gruenau")
    cafe, library = make_place(management, "Café"), make_place(management, "Bibliothek")
    hour = make_hour(management, cafe, library, repeats="weekly", nths=[])
    refresh_hour(hour, now=at("2026-03-01"))
    found = {
        local(row.starts_at).date(): row.place.name
        for row in Occurrence.objects.select_related("place")
    }
    # 6 April 2026 is Easter Monday.
    assert found[datetime.date(2026, 3, 30)] == "Café"
    assert datetime.date(2026, 4, 6) not in found
    assert found[datetime.date(2026, 4, 13)] == "Café"
    assert found[datetime.date(2026, 4, 20)] == "Bibliothek"


def test_a_closure_cancels_the_hours_in_its_time_and_taking_it_back_restores_them(
    make_management,
) -> None:
    management = make_management("gruenau")
    make_hour(management, repeats="weekly", nths=[])
    closure = make_closure(
        management, at("2026-12-07", "15:00"), at("2026-12-14", "14:00"), reason="Urlaub"
    )
    row = Occurrence.objects.get(starts_at=at("2026-12-07", "14:00"))
    assert (row.state, row.note) == (State.CANCELLED, "Urlaub")
    assert Occurrence.objects.get(starts_at=at("2026-12-14", "14:00")).takes_place
    closure.delete()
    assert Occurrence.objects.get(starts_at=at("2026-12-07", "14:00")).takes_place


def test_a_moved_date_stands_in_both_places_and_an_unpublished_event_in_none(
    make_management,
) -> None:
    event = make_event(make_management("gruenau"), first_day=MONDAY)
    DateChange.objects.create(
        event=event, kind=ChangeKind.MOVED, day=MONDAY, new_day=datetime.date(2026, 12, 9)
    )
    refresh_event(event)
    assert days(event=event) == [
        ("2026-12-07 18:00", "moved_away"),
        ("2026-12-09 18:00", "moved"),
    ]
    event.unpublish()
    assert days(event=event) == []


def test_a_draft_changes_no_date(make_management) -> None:
    event = make_event(make_management("gruenau"), first_day=MONDAY)
    event.first_day = datetime.date(2026, 12, 8)
    event.save_revision()
    refresh_event(event)
    assert days(event=event) == [("2026-12-07 18:00", "planned")]


def test_running_it_again_changes_nothing(make_management) -> None:
    management = make_management("gruenau")
    make_hour(management)
    make_event(management)
    before = list(Occurrence.objects.values_list("pk", flat=True))
    call_command("refresh_occurrences")
    assert list(Occurrence.objects.values_list("pk", flat=True)) == before


def test_a_management_that_has_ended_holds_no_more_dates_and_keeps_those_of_the_past(
    make_management,
) -> None:
    management = make_management("gruenau")
    with time_machine.travel(at("2026-12-08"), tick=False):
        hour = make_hour(
            management, repeats="weekly", nths=[], first_day=datetime.date(2026, 12, 1)
        )
        event = make_event(management, first_day=datetime.date(2026, 12, 10))
        management.status = Management.Status.CLOSED
        management.save()
        repair_management(management)
    assert days(hour=hour) == [("2026-12-07 14:00", "planned")]
    assert days(event=event) == []


def test_a_closure_in_the_evening_leaves_an_hour_in_the_afternoon_whose_end_is_open(
    make_management,
) -> None:
    management = make_management("gruenau")
    hour = make_hour(management, repeats="weekly", nths=[], ends_at=None)
    make_closure(management, at("2026-12-07", "20:00"), at("2026-12-08", "08:00"))
    assert ("2026-12-07 14:00", "planned") in days(hour=hour)
    make_closure(management, at("2026-12-14", "13:00"), at("2026-12-14", "14:01"))
    assert ("2026-12-14 14:00", "cancelled") in days(hour=hour)


def test_hours_of_a_site_that_a_superuser_restricts_stand_in_no_calendar(make_management) -> None:
    management = make_management("gruenau")
    hour = make_hour(management)
    restriction = PageViewRestriction.objects.create(
        page=management.page, restriction_type=PageViewRestriction.LOGIN
    )
    assert days(hour=hour) == []
    restriction.delete()
    assert days(hour=hour)
