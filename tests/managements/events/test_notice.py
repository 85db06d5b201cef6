"""What stands on the notice for the shop window."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from managements.events.models import DateChange, Occurrence, Participation
from managements.events.notice import Notice, NoticeDate, notice_of
from managements.events.refreshing import refresh_event, refresh_hour
from managements.funding.models import FundingNotice
from managements.models import Management
from managements.offices.models import Closure
from managements.schedules.dates import ChangeKind
from managements.schedules.local_time import local
from tests.dates import at, calendar_of, make_closure, make_event, make_hour, make_place

pytestmark = pytest.mark.once

MONDAY = datetime.date(2026, 12, 7)
NOW = at(MONDAY, "09:00")


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def notice(
    management: Management | None,
    first_day: datetime.date = MONDAY,
    now: datetime.datetime = NOW,
) -> Notice:
    return notice_of(calendar_of(management), first_day=first_day, now=now)


def only(sheet: Notice) -> NoticeDate:
    ((date,),) = (day.dates for day in sheet.days)
    return date


def change(event, kind: ChangeKind, day: datetime.date, **facts) -> None:
    DateChange.objects.create(event=event, kind=kind, day=day, **facts)
    refresh_event(event)


@pytest.mark.parametrize(
    ("first_day", "heading"),
    [
        ("2026-12-07", "Termine vom 7. bis 20. Dezember 2026"),
        ("2026-12-28", "Termine vom 28. Dezember 2026 bis 10. Januar 2027"),
        ("2027-01-25", "Termine vom 25. Januar bis 7. Februar 2027"),
    ],
)
def test_the_heading_names_month_and_year_once_if_they_are_the_same(
    gruenau, first_day: str, heading: str
) -> None:
    assert notice(gruenau, datetime.date.fromisoformat(first_day)).heading == heading


def test_it_shows_the_dates_of_fourteen_days_as_the_table_has_them(gruenau) -> None:
    make_hour(gruenau, repeats="weekly", nths=[], weekdays=[0, 3])
    make_event(gruenau, "Am letzten Tag", first_day=datetime.date(2026, 12, 20))
    make_event(gruenau, "Danach", first_day=datetime.date(2026, 12, 21))
    shown = [
        (day.words, date.time, date.title) for day in notice(gruenau).days for date in day.dates
    ]
    rows = Occurrence.objects.filter(starts_at__gte=at(MONDAY), starts_at__lt=at("2026-12-21"))
    names = {7: "Montag", 10: "Donnerstag", 14: "Montag", 17: "Donnerstag", 20: "Sonntag"}
    assert shown == [
        (
            f"{names[starts.day]}, {starts.day}. Dezember",
            f"{starts.hour}–{local(row.ends_at).hour} Uhr",
            row.title,
        )
        for row in rows
        for starts in [local(row.starts_at)]
    ]
    assert len(shown) == 5


def test_what_is_past_leaves_at_its_minute(gruenau) -> None:
    make_event(gruenau, starts_at=datetime.time(8), ends_at=datetime.time(10))
    assert notice(gruenau, now=at(MONDAY, "09:59")).days
    assert not notice(gruenau, now=at(MONDAY, "10:00")).days


def test_a_date_says_where_it_is_who_gets_in_and_what_it_costs(gruenau) -> None:
    place = make_place(
        gruenau, "KOMM-Haus", address="Selliner Straße 17\n04207 Leipzig", step_free="yes"
    )
    make_event(
        gruenau,
        "Stadtteilforum",
        place,
        is_free=False,
        cost="2 Euro",
        meeting_point="Haupteingang",
        registration="Bitte anrufen.",
        registration_url="https://example.org/anmelden/",
        audience="Kinder ab 6",
        accessibility="Mit Gebärdensprache",
        organisers="Heimatverein",
    )
    assert only(notice(gruenau)).details == (
        "KOMM-Haus, Selliner Straße 17, 04207 Leipzig",
        "Treffpunkt: Haupteingang",
        "ohne Stufen erreichbar · 2 Euro · für: Kinder ab 6",
        "Mit Gebärdensprache",
        "Anmeldung: Bitte anrufen. example.org/anmelden",
        "Mit: Heimatverein",
    )


def test_nothing_is_promised_about_steps_that_nobody_knows(gruenau) -> None:
    make_event(gruenau, "Stadtteilforum", make_place(gruenau, "KOMM-Haus"))
    assert only(notice(gruenau)).details == ("KOMM-Haus", "kostenlos")


def test_a_consultation_hour_says_what_for_and_whether_to_make_an_appointment(gruenau) -> None:
    place = make_place(gruenau, "Bibliothek", step_free="no")
    make_hour(
        gruenau,
        place,
        purpose="Fragen zum Viertel.",
        appointment="needed",
        appointment_contact="0341 1234",
    )
    first, *_ = (date for day in notice(gruenau).days for date in day.dates)
    assert first.details == (
        "Fragen zum Viertel.",
        "Bibliothek",
        "nur über Stufen erreichbar · nur mit Termin: 0341 1234",
    )


def test_a_cancelled_date_is_struck_through_and_says_so(gruenau) -> None:
    event = make_event(gruenau)
    change(event, ChangeKind.CANCELLED, MONDAY, note="Die Referentin ist krank.")
    date = only(notice(gruenau))
    assert (date.is_struck, date.state) == (True, "fällt aus: Die Referentin ist krank.")


def test_a_moved_date_stands_in_both_places(gruenau) -> None:
    event = make_event(gruenau)
    change(event, ChangeKind.MOVED, MONDAY, new_day=datetime.date(2026, 12, 9))
    away, here = (date for day in notice(gruenau).days for date in day.dates)
    assert (away.is_struck, away.state, away.details) == (
        True,
        "verlegt auf Mittwoch, 9. Dezember, 18–20 Uhr",
        (),
    )
    assert (here.is_struck, here.state) == (False, "verlegt vom Montag, 7. Dezember")


def test_a_date_moved_within_its_day_says_so_without_naming_the_day(gruenau) -> None:
    event = make_event(gruenau)
    change(event, ChangeKind.MOVED, MONDAY, new_starts_at=datetime.time(19))
    assert {date.state for day in notice(gruenau).days for date in day.dates} == {
        "verlegt auf 19 Uhr",
        "geändert: neue Zeit oder neuer Ort",
    }


def test_an_additional_date_says_so(gruenau) -> None:
    hour = make_hour(gruenau)
    day = datetime.date(2026, 12, 8)
    DateChange.objects.create(hour=hour, kind=ChangeKind.EXTRA, day=day)
    refresh_hour(hour)
    extra = next(day for day in notice(gruenau).days if day.words == "Dienstag, 8. Dezember")
    assert extra.dates[0].state == "zusätzlicher Termin"


@pytest.mark.parametrize(
    ("first_day", "time", "detail"),
    [
        ("2026-12-11", "ab 14 Uhr", "bis Sonntag, 13. Dezember, 20 Uhr"),
        (
            "2026-12-12",
            "ganztägig",
            "seit Freitag, 11. Dezember, bis Sonntag, 13. Dezember, 20 Uhr",
        ),
        ("2026-12-13", "bis 20 Uhr", "seit Freitag, 11. Dezember, bis Sonntag, 13. Dezember"),
    ],
)
def test_what_lasts_several_days_stands_at_its_first_day_or_the_notices(
    gruenau, first_day: str, time: str, detail: str
) -> None:
    make_event(
        gruenau,
        first_day=datetime.date(2026, 12, 11),
        last_day=datetime.date(2026, 12, 13),
        starts_at=datetime.time(14),
        ends_at=datetime.time(20),
    )
    sheet = notice(gruenau, datetime.date.fromisoformat(first_day))
    assert len(sheet.days) == 1
    assert (only(sheet).time, only(sheet).details[0]) == (time, detail)


def test_whole_days_have_no_time_and_end_at_their_own_midnight(gruenau) -> None:
    make_event(gruenau, starts_at=None, ends_at=None)
    date = only(notice(gruenau))
    assert (date.time, date.details) == ("ganztägig", ("kostenlos",))


def test_a_closure_in_these_days_is_announced_with_reason_and_deputy(gruenau) -> None:
    make_closure(
        gruenau, at("2026-12-20"), at("2026-12-24"), reason="Umzug", deputy="Paunsdorf,\n0341 99"
    )
    make_closure(gruenau, at("2026-12-24"), at("2026-12-25"))
    (closure,) = notice(gruenau).closures
    assert closure.title == "Geschlossen"
    assert closure.lines == (
        "Sonntag, 20. Dezember bis Mittwoch, 23. Dezember: Umzug",
        "In dieser Zeit: Paunsdorf, 0341 99",
    )


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (at("2026-12-08"), at("2026-12-09"), "Dienstag, 8. Dezember"),
        (
            at("2026-12-08", "12:00"),
            at("2026-12-08", "16:30"),
            "Dienstag, 8. Dezember, 12–16:30 Uhr",
        ),
        (
            at("2026-12-08", "12:00"),
            at("2026-12-10", "09:00"),
            "Dienstag, 8. Dezember, 12 Uhr bis Donnerstag, 10. Dezember, 9 Uhr",
        ),
    ],
)
def test_a_closure_names_times_only_where_it_has_some(gruenau, starts, ends, words) -> None:
    make_closure(gruenau, starts, ends, kind=Closure.Kind.SHORT_STAFFED)
    (closure,) = notice(gruenau).closures
    assert (closure.title, closure.lines) == ("Weniger Personal als sonst", (words,))


def test_a_closure_that_is_over_is_not_announced(gruenau) -> None:
    make_closure(gruenau, at("2026-12-01"), NOW)
    assert notice(gruenau).closures == ()


def test_without_dates_it_tells_the_rule_of_the_consultation_hour(gruenau) -> None:
    places = make_place(gruenau, "Café"), make_place(gruenau, "Bibliothek")
    make_hour(gruenau, *places)
    make_hour(gruenau, title="Beendet", until=datetime.date(2026, 11, 30))
    Occurrence.objects.all().delete()
    sheet = notice(gruenau)
    assert sheet.days == ()
    assert sheet.hours == (
        "Sprechstunde: jeden 1. und 3. Montag im Monat, 14–16 Uhr, nicht an Feiertagen. "
        "Wo: Café, im Wechsel mit Bibliothek",
    )


def test_it_says_who_holds_a_date_together_with_others(gruenau, paunsdorf) -> None:
    event = make_event(paunsdorf)
    asked = Participation.objects.create(event=event, management=gruenau)
    assert notice(gruenau).days == ()
    asked.state = Participation.State.ACCEPTED
    asked.save()
    for management in (gruenau, paunsdorf, None):
        assert only(notice(management)).owner == "Paunsdorf, Gruenau"


def test_the_citys_notice_names_every_management_and_its_own_site(gruenau, paunsdorf) -> None:
    make_event(gruenau, "Eins", starts_at=datetime.time(8))
    make_event(paunsdorf, "Zwei", starts_at=datetime.time(9))
    make_event(None, "Drei", starts_at=datetime.time(10))
    make_closure(paunsdorf, at("2026-12-08"), at("2026-12-09"))
    sheet = notice(None)
    assert [(date.title, date.owner) for day in sheet.days for date in day.dates] == [
        ("Eins", "Gruenau"),
        ("Zwei", "Paunsdorf"),
        ("Drei", "Leipziger Quartiere"),
    ]
    assert [closure.title for closure in sheet.closures] == ["Paunsdorf: Geschlossen"]
    assert sheet.file_name == "aushang-leipzig-2026-12-07.pdf"


def test_what_is_not_public_stands_on_no_notice(gruenau, make_management) -> None:
    hidden = make_management("verborgen", is_public=False)
    make_event(hidden, "Geheim")
    make_closure(hidden, at("2026-12-08"), at("2026-12-09"))
    event = make_event(gruenau, "Gemeinsam")
    Participation.objects.create(event=event, management=hidden, state=Participation.State.ACCEPTED)
    make_event(gruenau, "Entwurf", is_live=False)
    sheet = notice(None)
    assert only(sheet).title == "Gemeinsam"
    assert only(sheet).owner == "Gruenau"
    assert sheet.closures == ()


def test_it_carries_the_funding_notice_that_is_valid_on_the_day_it_is_made(gruenau) -> None:
    FundingNotice.objects.all().delete()
    FundingNotice.objects.create(
        management=gruenau, text="Eins\nzwei\n\nDrei", valid_until=datetime.date(2026, 12, 7)
    )
    FundingNotice.objects.create(
        management=gruenau, text="Später", valid_from=datetime.date(2026, 12, 8)
    )
    assert notice(gruenau).sender.funding == (("Eins", "zwei"), ("Drei",))
    assert notice(gruenau, now=at("2026-12-08")).sender.funding == (("Später",),)


@pytest.mark.once
@pytest.mark.parametrize("is_the_citys", [False, True])
def test_it_needs_as_many_queries_for_two_dates_as_for_twenty(
    gruenau, paunsdorf, is_the_citys: bool
) -> None:
    notice(None)  # the sites' addresses are kept from here on
    counts = []
    for number in (2, 18):
        for turn in range(number):
            place = make_place(gruenau, f"Ort {number} {turn}")
            event = make_event(gruenau, f"Treffen {number} {turn}", place)
            Participation.objects.create(
                event=event, management=paunsdorf, state=Participation.State.ACCEPTED
            )
            # The first two at midnight and at one o'clock, the others in the hours after.
            hour = turn if number == 2 else turn + 2
            make_closure(
                gruenau, at("2026-12-08", f"{hour:02}:00"), at("2026-12-08", f"{hour:02}:30")
            )
        with CaptureQueriesContext(connection) as queries:
            sheet = notice(None if is_the_citys else gruenau)
        assert all(day.dates for day in sheet.days)
        counts.append(len(queries))
    # The city's pages have a notice of their own.
    expected = 8 if is_the_citys else 7
    assert counts == [expected, expected]
