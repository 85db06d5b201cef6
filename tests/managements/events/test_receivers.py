"""Dates stay in step with all that they follow from."""

import datetime
import logging
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, PageViewRestriction

from managements.accounts.models import User
from managements.events import receivers, refreshing
from managements.events.models import (
    CalendarEntry,
    DateChange,
    EventPage,
    Occurrence,
    Participation,
)
from managements.events.refreshing import refresh_event, refresh_everything
from managements.models import SchoolHoliday
from managements.schedules.dates import ChangeKind
from managements.schedules.local_time import local
from managements.tenancy.provisioning import repair_management
from managements.trash.models import TrashEntry
from managements.trash.trashing import move_to_trash, purge, restore
from tests.dates import at, calendar_of, make_event, make_hour, make_place

NOW = at("2026-12-01", "09:00")
MONDAY = datetime.date(2026, 12, 7)


@pytest.fixture(autouse=True)
def _first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event(gruenau):
    return make_event(gruenau, first_day=MONDAY)


@pytest.fixture
def refreshed(monkeypatch) -> list[str]:
    """Note what is reckoned anew when something else changes."""
    noted: list[str] = []

    def note(events, hours) -> None:
        noted.extend(sorted({str(source) for source in [*events, *hours]}))

    monkeypatch.setattr(receivers, "refresh_all", note)
    monkeypatch.setattr(receivers, "refresh_event", lambda event: noted.append(str(event)))
    return noted


def test_an_event_in_the_trash_has_no_dates_until_it_comes_back(event) -> None:
    DateChange.objects.create(event=event, day=MONDAY, kind=ChangeKind.CANCELLED)
    move_to_trash(page=event, by=None, now=NOW)
    assert not Occurrence.objects.exists()
    restore(entry=TrashEntry.objects.get(), by=None, now=NOW)
    assert Occurrence.objects.get().state == "cancelled"


def test_a_draft_that_comes_back_from_the_trash_stays_one(gruenau) -> None:
    draft = make_event(gruenau, "Entwurf", is_live=False)
    move_to_trash(page=draft, by=None, now=NOW)
    restore(entry=TrashEntry.objects.get(), by=None, now=NOW)
    assert not Occurrence.objects.exists()


def test_an_event_that_is_removed_for_good_leaves_nothing(event, paunsdorf) -> None:
    DateChange.objects.create(event=event, day=MONDAY, kind=ChangeKind.CANCELLED)
    Participation.objects.create(event=event, management=paunsdorf)
    PageViewRestriction.objects.create(page=event, restriction_type="login")
    move_to_trash(page=event, by=None, now=NOW)
    purge(entry=TrashEntry.objects.get())
    for model in (Occurrence, DateChange, Participation, CalendarEntry):
        assert not model.objects.exists(), model


def test_an_event_with_a_restriction_can_be_deleted(event) -> None:
    PageViewRestriction.objects.create(page=event, restriction_type="login")
    event.delete()
    assert not Occurrence.objects.exists()


def test_an_event_that_moves_belongs_to_its_new_management(event, gruenau, paunsdorf) -> None:
    event.move(calendar_of(paunsdorf), "last-child")
    assert Occurrence.objects.get().management == paunsdorf
    assert CalendarEntry.objects.get().event_id == event.pk


@pytest.mark.parametrize("where", ["the event", "the calendar", "the site"])
def test_what_not_everybody_may_read_has_no_dates(event, gruenau, where) -> None:
    page = {"the event": event, "the calendar": calendar_of(gruenau), "the site": gruenau.page}[
        where
    ]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not Occurrence.objects.exists()
    refresh_everything()
    assert not Occurrence.objects.exists()
    restriction.delete()
    assert Occurrence.objects.count() == 1
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    PageViewRestriction.objects.filter(pk=restriction.pk).delete()
    assert Occurrence.objects.count() == 1


def test_a_site_in_preparation_has_dates_for_its_own_people_alone(make_management) -> None:
    hidden = make_management("verborgen", is_public=False)
    event = make_event(hidden)
    assert Occurrence.objects.get().event == event
    assert not Occurrence.objects.public().exists()
    PageViewRestriction.objects.create(page=event, restriction_type="login")
    assert not Occurrence.objects.exists()


def test_school_holidays_count_for_those_who_skip_them(gruenau) -> None:
    def hours(title: str) -> set[datetime.date]:
        rows = Occurrence.objects.filter(hour__title=title)
        return {local(row.starts_at).date() for row in rows}

    make_hour(gruenau, title="mit", repeats="weekly", nths=[])
    make_hour(gruenau, title="ohne", repeats="weekly", nths=[], skips_school_holidays=True)
    make_event(
        gruenau,
        "Kurs",
        repeats="weekly",
        weekdays=[0],
        first_day=MONDAY,
        skips_school_holidays=True,
    )
    holiday = SchoolHoliday.objects.create(
        name="Ferien", first_day=MONDAY, last_day=datetime.date(2026, 12, 13)
    )
    assert MONDAY in hours("mit")
    assert MONDAY not in hours("ohne")
    assert not Occurrence.objects.filter(event__isnull=False, planned_day=MONDAY).exists()
    holiday.first_day = datetime.date(2026, 12, 8)
    holiday.save()
    assert MONDAY in hours("ohne")
    holiday.first_day = MONDAY
    holiday.save()
    holiday.delete()
    assert MONDAY in hours("ohne")
    assert Occurrence.objects.filter(event__isnull=False, planned_day=MONDAY).exists()


def test_school_holidays_leave_all_others_alone(gruenau, refreshed) -> None:
    make_hour(gruenau)
    make_event(gruenau)
    refreshed.clear()
    SchoolHoliday.objects.create(name="Ferien", first_day=MONDAY, last_day=MONDAY)
    assert refreshed == []


def test_a_place_that_changes_is_written_into_all_calendars_that_name_it(
    gruenau, refreshed
) -> None:
    place, other = make_place(gruenau), make_place(gruenau, "Café")
    make_event(gruenau, "Fest", place)
    make_event(gruenau, "Anderswo", other)
    make_hour(gruenau, place)
    moved = make_event(gruenau, "Verlegt", other)
    DateChange.objects.create(event=moved, day=MONDAY, kind=ChangeKind.MOVED, place=place)
    refreshed.clear()
    place.name = "Stadtteilhaus Mitte"
    place.save()
    assert refreshed == ["Fest", "Sprechstunde", "Verlegt"]


def test_a_new_place_changes_nothing(gruenau, refreshed) -> None:
    make_place(gruenau)
    assert refreshed == []


def test_a_consultation_hour_that_is_deleted_takes_its_dates_along(gruenau) -> None:
    hour = make_hour(gruenau)
    DateChange.objects.create(hour=hour, day=MONDAY, kind=ChangeKind.CANCELLED)
    hour.delete()
    for model in (Occurrence, DateChange, CalendarEntry):
        assert not model.objects.exists(), model


def test_repairing_a_management_brings_its_dates_into_step(event, gruenau) -> None:
    make_hour(gruenau)
    expected = Occurrence.objects.count()
    Occurrence.objects.all().delete()
    repair_management(gruenau)
    assert Occurrence.objects.count() == expected


def test_a_copy_of_an_event_has_neither_its_changes_nor_its_guests(event, paunsdorf) -> None:
    DateChange.objects.create(event=event, day=MONDAY, kind=ChangeKind.CANCELLED, note="Sturm")
    Participation.objects.create(event=event, management=paunsdorf, state="accepted")
    refresh_event(event)
    copy = CopyPageAction(
        page=event,
        to=event.get_parent(),
        update_attrs={"slug": "kopie", "title": "Kopie"},
        keep_live=True,
    ).execute(skip_permission_checks=True)
    assert copy.date_changes.count() == copy.participations.count() == 0
    assert [row.state for row in copy.occurrences.all()] == ["planned"]
    assert copy.calendar_entry.uid != event.calendar_entry.uid


def test_an_event_that_is_published_by_the_clock_has_its_dates_then(gruenau) -> None:
    event = make_event(gruenau, is_live=False)
    event.go_live_at = at("2026-12-02", "08:00")
    event.save_revision().publish()
    assert not Occurrence.objects.exists()
    with time_machine.travel(at("2026-12-02", "08:01"), tick=False):
        call_command("publish_scheduled")
    assert Occurrence.objects.get().event == event


def test_an_event_that_expires_by_the_clock_has_no_dates_any_more(event) -> None:
    event.expire_at = at("2026-12-02", "08:00")
    event.save_revision().publish()
    assert Occurrence.objects.exists()
    with time_machine.travel(at("2026-12-02", "08:01"), tick=False):
        call_command("publish_scheduled")
    assert not Occurrence.objects.exists()


def test_a_broken_record_stops_no_other_at_night(gruenau, monkeypatch, caplog) -> None:
    broken, sound = make_event(gruenau, "Kaputt"), make_event(gruenau, "Heil")
    hour = make_hour(gruenau)
    Occurrence.objects.all().delete()
    reckon = refreshing.dates_of

    def fail(source, *args):
        if source == broken:
            raise OverflowError("year 10000")
        return reckon(source, *args)

    monkeypatch.setattr(refreshing, "dates_of", fail)
    out = StringIO()
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="1 of them"):
        call_command("refresh_occurrences", stdout=out)
    assert out.getvalue() == "Events and consultation hours: 3.\n"
    assert f"events.EventPage {broken.pk} could not be reckoned" in caplog.text
    assert sound.occurrences.count() == 1
    assert hour.occurrences.exists()
    assert not broken.occurrences.exists()


def test_a_broken_record_stops_no_start_page_from_being_published(
    gruenau, monkeypatch, caplog
) -> None:
    broken, sound = make_event(gruenau, "Kaputt"), make_event(gruenau, "Heil")
    reckon = refreshing.dates_of

    def fail(source, *args):
        if source == broken:
            raise OverflowError("year 10000")
        return reckon(source, *args)

    monkeypatch.setattr(refreshing, "dates_of", fail)
    start = gruenau.page
    start.contact_email = "team@gruenau.example"
    with caplog.at_level(logging.ERROR):
        start.save_revision().publish()
    assert f"events.EventPage {broken.pk} could not be reckoned" in caplog.text
    sound.refresh_from_db()
    assert "team@gruenau.example" in sound.calendar_entry.text


def test_the_night_says_how_much_it_was(gruenau) -> None:
    make_event(gruenau)
    make_event(gruenau, "Entwurf", is_live=False)
    out = StringIO()
    call_command("refresh_occurrences", stdout=out)
    assert out.getvalue() == "Events and consultation hours: 2.\n"


def test_a_page_that_is_no_event_changes_no_dates(event, gruenau, refreshed) -> None:
    Page.objects.get(pk=gruenau.page.pk).specific.save_revision().publish()
    assert refreshed == []
    assert EventPage.objects.count() == 1
    assert User.objects.count() == 0
