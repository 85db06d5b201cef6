"""What is coming, as a management's calendar and the city's list it."""

import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from managements.events.models import DateChange, EventPage, Occurrence, Participation
from managements.events.refreshing import refresh_event, refresh_hour
from managements.models import Management
from managements.schedules.dates import ChangeKind
from managements.schedules.rules import Repeats
from managements.schedules.sentences import unbroken
from managements.tenancy.provisioning import repair_management
from tests.builders import logged_in
from tests.dates import at, make_closure, make_event, make_hour, make_place
from tests.managements.events.seen import days, entry, main, page, titles, words

THURSDAY = datetime.date(2026, 11, 26)
URL, CITY_URL = "/gruenau/termine/", "/termine/"


@pytest.fixture(autouse=True)
def _on_a_thursday_at_noon():
    with time_machine.travel(at(THURSDAY, "12:00"), tick=False):
        yield


def on(day: str, time: str = "18:00", until: str | None = "20:00") -> dict[str, object]:
    return {
        "first_day": datetime.date.fromisoformat(day),
        "starts_at": datetime.time.fromisoformat(time),
        "ends_at": datetime.time.fromisoformat(until) if until else None,
    }


def test_dates_stand_below_their_days_and_today_and_tomorrow_are_named(client, gruenau) -> None:
    make_event(gruenau, "Forum", **on("2026-11-26"))
    make_event(gruenau, "Basteln", **on("2026-11-27"))
    make_event(gruenau, "Adventsmarkt", **on("2026-12-07", "15:00"))
    make_event(gruenau, "Neujahr", **on("2027-01-04"))
    make_event(gruenau, "Chor", **on("2026-12-07", "10:30", None))
    assert days(page(client, URL)) == {
        "Heute, Donnerstag, 26. November": ["Forum"],
        "Morgen, Freitag, 27. November": ["Basteln"],
        "Montag, 7. Dezember": ["Chor", "Adventsmarkt"],
        "Montag, 4. Januar 2027": ["Neujahr"],
    }
    assert words(entry(page(client, URL), "Chor").time) == "ab 10:30 Uhr"


def test_a_date_is_past_at_the_minute_at_which_it_ends(client, gruenau) -> None:
    make_event(gruenau, "Forum", **on("2026-11-26", "18:00", "20:00"))
    with time_machine.travel(at(THURSDAY, "19:59"), tick=False):
        assert titles(page(client, URL)) == ["Forum"]
        assert "Forum" not in main(page(client, f"{URL}archiv/"))
    with time_machine.travel(at(THURSDAY, "20:00"), tick=False):
        assert titles(page(client, URL)) == []
        assert titles(page(client, f"{URL}archiv/")) == ["Forum"]


def test_what_has_no_known_end_is_past_when_its_day_is(client, gruenau) -> None:
    make_event(gruenau, "Rundgang", **on("2026-11-26", "10:00", None))
    with time_machine.travel(at(THURSDAY, "23:59"), tick=False):
        assert titles(page(client, URL)) == ["Rundgang"]
    with time_machine.travel(at("2026-11-27"), tick=False):
        assert titles(page(client, URL)) == []


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026-10-25", "Sonntag, 25. Oktober"), ("2027-03-28", "Sonntag, 28. März")],
)
def test_on_the_days_that_clocks_change_dates_stand_below_their_own_day(
    client, gruenau, day: str, shown: str
) -> None:
    with time_machine.travel(at(day, "00:00"), tick=False):
        make_event(gruenau, "Nacht", **on(day, "00:30", "23:30"))
        assert days(page(client, URL)) == {f"Heute, {shown}": ["Nacht"]}
        assert words(entry(page(client, URL), "Nacht").time) == "0:30–23:30 Uhr"
    with time_machine.travel(at(day, "23:30"), tick=False):
        assert titles(page(client, URL)) == []


def test_what_lasts_several_days_stands_at_its_first_one_and_then_under_today(
    client, gruenau
) -> None:
    make_event(
        gruenau,
        "Bunter Sommer",
        first_day=datetime.date(2026, 12, 11),
        last_day=datetime.date(2026, 12, 13),
        starts_at=datetime.time(15),
        ends_at=datetime.time(18),
    )
    assert list(days(page(client, URL))) == ["Freitag, 11. Dezember"]
    assert words(entry(page(client, URL), "Bunter Sommer").time) == (
        "ab 15 Uhr, bis Sonntag, 13. Dezember, 18 Uhr"
    )
    with time_machine.travel(at("2026-12-13", "17:59"), tick=False):
        assert list(days(page(client, URL))) == ["Heute, Sonntag, 13. Dezember"]
        assert words(entry(page(client, URL), "Bunter Sommer").time) == (
            "seit Freitag, 11. Dezember, bis Sonntag, 13. Dezember, 18 Uhr"
        )
    with time_machine.travel(at("2026-12-13", "18:00"), tick=False):
        assert titles(page(client, URL)) == []


def test_a_night_belongs_to_its_evening(client, gruenau) -> None:
    make_event(
        gruenau,
        "Silvester",
        first_day=datetime.date(2026, 12, 31),
        last_day=datetime.date(2027, 1, 1),
        starts_at=datetime.time(21),
        ends_at=datetime.time(1),
    )
    assert words(entry(page(client, URL), "Silvester").time) == "21–1 Uhr"


def test_a_cancelled_date_is_struck_through_and_says_so(client, gruenau) -> None:
    event = make_event(gruenau, "Forum", **on("2026-12-07"))
    DateChange.objects.create(
        event=event, kind=ChangeKind.CANCELLED, day=event.first_day, note="Der Saal ist gesperrt"
    )
    refresh_event(event)
    shown = entry(page(client, URL), "Forum")
    assert words(shown.h3.s) == "Forum"
    assert "Fällt aus : Der Saal ist gesperrt" in words(shown)
    assert "kostenlos" not in words(shown)


def test_a_moved_date_stands_in_both_places(client, gruenau) -> None:
    event = make_event(gruenau, "Forum", **on("2026-12-07"))
    DateChange.objects.create(
        event=event,
        kind=ChangeKind.MOVED,
        day=event.first_day,
        new_day=datetime.date(2026, 12, 9),
    )
    refresh_event(event)
    html = page(client, URL)
    before, after = html.find_all("li", class_="date-entry")
    assert words(before.h3.s) == "Forum"
    assert "Verlegt auf Mittwoch, 9. Dezember, 18–20 Uhr" in words(before)
    assert after.s is None
    assert "Verlegt vom Montag, 7. Dezember" in words(after)


def test_a_moved_date_says_at_what_time_and_where_it_is_now(client, gruenau) -> None:
    library, cafe = make_place(gruenau, "Bibliothek"), make_place(gruenau, "Café")
    event = make_event(gruenau, "Forum", library, **on("2026-12-07"))
    DateChange.objects.create(
        event=event, kind=ChangeKind.MOVED, day=event.first_day, place=cafe,
        new_day=datetime.date(2026, 12, 10), new_starts_at=datetime.time(17, 30),
    )  # fmt: skip
    refresh_event(event)
    told = "Verlegt auf Donnerstag, 10. Dezember, ab 17:30 Uhr, Café"
    for url in (URL, f"{URL}monat/2026-12/"):
        assert told in main(page(client, url))


def test_what_has_moved_and_is_cancelled_then_says_both(client, gruenau) -> None:
    hour = make_hour(gruenau)
    DateChange.objects.create(
        hour=hour, kind=ChangeKind.MOVED, day=datetime.date(2026, 12, 7),
        new_day=datetime.date(2026, 12, 9),
    )  # fmt: skip
    refresh_hour(hour)
    make_closure(gruenau, at("2026-12-09"), at("2026-12-10"))
    assert "Verlegt auf Mittwoch, 9. Dezember, 14–16 Uhr, fällt aber auch dann aus" in main(
        page(client, URL)
    )


def test_moved_dates_cost_one_query_however_many_they_are(client, gruenau) -> None:
    hour = make_hour(gruenau, repeats=Repeats.WEEKLY, nths=[])

    def cost() -> int:
        client.get(URL)
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    costs = [cost()]
    for days_after in (0, 7, 14):
        day = datetime.date(2026, 12, 7) + datetime.timedelta(days=days_after)
        DateChange.objects.create(
            hour=hour, kind=ChangeKind.MOVED, day=day, new_day=day + datetime.timedelta(days=1)
        )
        refresh_hour(hour)
        costs.append(cost())
    assert costs == [costs[0], *[costs[0] + 1] * 3]


def test_an_additional_date_says_that_it_is_one(client, gruenau) -> None:
    hour = make_hour(gruenau)
    DateChange.objects.create(hour=hour, kind=ChangeKind.EXTRA, day=datetime.date(2026, 12, 10))
    refresh_hour(hour)
    assert [
        words(day.find(class_="date-state"))
        for day in page(client, URL).select("section.day:has(.date-state)")
    ] == ["Zusätzlicher Termin"]


def test_a_consultation_hour_leads_to_where_the_start_page_says_when_and_where(
    client, gruenau
) -> None:
    library = make_place(gruenau, "Bibliothek", step_free="yes")
    make_hour(gruenau, library)
    shown = page(client, URL).find("li", class_="date-entry")
    assert shown.a["href"] == "/gruenau/#wann-und-wo"
    assert "Bibliothek" in words(shown)
    assert [words(tag) for tag in shown.find_all("li")] == ["ohne Anmeldung", "stufenlos"]


def test_a_closure_strikes_out_the_hours_of_its_time(client, gruenau) -> None:
    make_hour(gruenau, repeats=Repeats.WEEKLY, nths=[])
    make_closure(gruenau, at("2026-11-30"), at("2026-12-01"), reason="Umzug")
    first, second = page(client, URL).find_all("li", class_="date-entry")[:2]
    assert first.s is not None
    assert "Umzug" in words(first)
    assert second.s is None


def test_an_event_of_several_stands_in_all_their_calendars_under_one_address(
    client, gruenau, paunsdorf, make_management
) -> None:
    mockau = make_management("mockau")
    event = make_event(gruenau, "Spielplatzfest", **on("2026-12-07"))
    Participation.objects.create(event=event, management=paunsdorf, state="accepted")
    Participation.objects.create(event=event, management=mockau, state="asked")
    for url in (URL, "/paunsdorf/termine/", CITY_URL):
        html = page(client, url)
        assert titles(html) == ["Spielplatzfest"], url
        assert entry(html, "Spielplatzfest").a["href"] == "/gruenau/termine/spielplatzfest/"
    assert "Gruenau" in words(entry(page(client, "/paunsdorf/termine/"), "Spielplatzfest"))
    assert titles(page(client, "/mockau/termine/")) == []


def test_the_citys_calendar_has_the_dates_of_all_and_its_own(
    client, gruenau, paunsdorf, city
) -> None:
    make_event(gruenau, "Forum", **on("2026-12-07"))
    make_event(paunsdorf, "Markt", **on("2026-12-08"))
    make_event(None, "Tag der Städtebauförderung", **on("2026-12-09"))
    html = page(client, CITY_URL)
    assert titles(html) == ["Forum", "Markt", "Tag der Städtebauförderung"]
    assert "Ganz Leipzig" in words(entry(html, "Tag der Städtebauförderung"))
    assert titles(page(client, URL)) == ["Forum"]


def test_nobody_sees_dates_of_a_management_in_preparation_nor_unpublished_events(
    client, gruenau, make_management
) -> None:
    hidden = make_management("verborgen", is_public=False)
    make_event(hidden, "Geheim", **on("2026-12-07"))
    make_hour(hidden, title="Geheime Sprechstunde")
    make_event(gruenau, "Entwurf", is_live=False, **on("2026-12-07"))
    withdrawn = make_event(gruenau, "Zurückgezogen", **on("2026-12-08"))
    withdrawn.unpublish()
    for url in (CITY_URL, f"{CITY_URL}monat/2026-12/", URL, "/"):
        text = page(client, url).text
        for title in ("Geheim", "Entwurf", "Zurückgezogen"):
            assert title not in text, (url, title)
    assert client.get("/verborgen/termine/").status_code == 404


def test_a_site_in_preparation_is_whole_for_its_own_people(make_management, editor_of) -> None:
    hidden = make_management("verborgen", is_public=False)
    make_event(hidden, "Eröffnung", **on("2026-12-07"))
    browser = logged_in(editor_of(hidden))
    assert titles(page(browser, "/verborgen/termine/")) == ["Eröffnung"]


def test_a_management_that_has_ended_has_its_archive_and_nothing_to_come(
    client, gruenau: Management
) -> None:
    make_event(gruenau, "Damals", **on("2026-11-02"))
    make_event(gruenau, "Künftig", **on("2026-12-07"))
    make_hour(gruenau)
    Management.objects.filter(pk=gruenau.pk).update(status=Management.Status.CLOSED)
    html = page(client, URL)
    assert titles(html) == []
    assert "Hier finden keine Termine mehr statt." in main(html)
    assert "Damals" in titles(page(client, f"{URL}archiv/"))
    assert "Künftig" not in main(page(client, f"{URL}monat/2026-12/"))
    assert "Künftig" not in main(page(client, CITY_URL))
    assert "Damals" in titles(page(client, f"{CITY_URL}archiv/"))


def test_a_calendar_without_dates_says_by_which_rule_the_hours_are(client, gruenau) -> None:
    html = page(client, URL)
    assert "Zurzeit ist kein Termin eingetragen." in main(html)
    hour = make_hour(gruenau, title="Sprechstunde")
    Occurrence.objects.filter(hour=hour).delete()
    text = main(page(client, URL))
    assert "Sprechstunde: jeden 1. und 3. Montag im Monat, 14–16 Uhr" in text


def test_forty_dates_stand_on_a_page_and_the_others_on_the_next_ones(client, gruenau) -> None:
    make_hour(
        gruenau, repeats=Repeats.WEEKLY, nths=[], weekdays=[0, 2], skips_public_holidays=False
    )
    first = page(client, URL)
    assert len(titles(first)) == 40
    assert first.find("a", rel="prev") is None
    second = page(client, f"{URL}{first.find('a', rel='next')['href'].removeprefix(URL)}")
    assert first.find("a", rel="next")["href"] == f"{URL}?seite=2"
    assert not set(days(first)) & set(days(second))
    assert second.find("a", rel="prev")["href"] == URL
    assert second.find("link", rel="canonical")["href"].endswith(f"{URL}?seite=2")
    assert second.title.text.startswith("Seite 2 – Termine – ")


@pytest.mark.parametrize(
    "number", ["²", "٣", "0", "-1", "1.5", "abc", "99999999999999999999", "%00x"]
)
def test_a_page_number_that_makes_no_sense_is_left_out_with_a_sentence(
    client, gruenau, number: str
) -> None:
    make_event(gruenau, "Forum", **on("2026-12-07"))
    if number == "%00x":
        assert client.get(f"{URL}?seite={number}").status_code == 400
        return
    for url in (URL, f"{URL}archiv/", f"{URL}tag/2026-12-07/"):
        html = page(client, f"{url}?seite={number}")
        assert "In dieser Adresse steht etwas, das wir nicht kennen." in main(html)
    assert titles(page(client, f"{URL}?seite={number}")) == ["Forum"]


@pytest.mark.parametrize("path", ["", "archiv/", "tag/2026-11-30/"])
def test_a_page_after_the_last_one_leads_back(client, gruenau, path: str) -> None:
    html = page(client, f"{URL}{path}?seite=9999", status=404)
    assert "So viele Termine gibt es nicht." in main(html)
    assert html.main.find("a", href=f"{URL}{path}") is not None


def test_a_draft_of_an_event_changes_nothing_that_people_see(client, gruenau) -> None:
    event = make_event(gruenau, "Forum", **on("2026-12-07"))
    event.title, event.first_day = "Neuer Titel", datetime.date(2026, 12, 8)
    event.save_revision()
    assert days(page(client, URL)) == {"Montag, 7. Dezember": ["Forum"]}


def test_a_calendar_on_a_hostname_of_its_own_keeps_one_address_per_event(client, gruenau) -> None:
    gruenau.hostname = "gruenau.example"
    gruenau.save()
    repair_management(gruenau)
    make_event(gruenau, "Forum", **on("2026-12-07"))
    shown = entry(page(client, CITY_URL), "Forum")
    assert urlsplit(shown.a["href"]).hostname == "gruenau.example"
    assert urlsplit(shown.a["href"]).path == "/termine/forum/"
    own = BeautifulSoup(
        client.get("/termine/", headers={"host": "gruenau.example"}).content, "html.parser"
    )
    assert entry(own, "Forum").a["href"] == "/termine/forum/"


def test_every_view_of_a_calendar_says_its_title_and_its_one_address(client, gruenau) -> None:
    make_event(gruenau, "Forum", **on("2026-11-02"))
    for path, title in {
        "": "Termine",
        "archiv/": "Archiv",
        "archiv/2026/": "Archiv 2026",
        "monat/2026-12/": "Dezember 2026",
        "tag/2026-11-02/": "Montag, 2. November",
    }.items():
        if path.startswith("monat"):
            make_event(gruenau, "Markt", **on("2026-12-07"))
        html = page(client, f"{URL}{path}?kostenlos=ja")
        assert html.title.text.startswith(title), path
        canonical = html.find("link", rel="canonical")["href"]
        assert canonical.endswith(f"/gruenau/termine/{path}"), path


def test_an_event_cannot_take_an_address_that_the_calendar_needs(gruenau) -> None:
    event = make_event(gruenau, "Archiv", slug="archiv-der-stadt")
    event.slug = "archiv"
    with pytest.raises(ValidationError, match="braucht der Kalender selbst"):
        event.full_clean()
    assert EventPage.objects.get().slug == "archiv-der-stadt"


def test_the_hours_of_a_rule_that_begins_later_are_not_listed_before(client, gruenau) -> None:
    hour = make_hour(gruenau, first_day=datetime.date(2027, 2, 1))
    refresh_hour(hour, now=timezone.now())
    assert next(iter(days(page(client, URL)))) == "Montag, 1. Februar 2027"


def test_no_line_ends_between_a_number_and_what_it_counts() -> None:
    words = unbroken("Montag, 7. Dezember 2026, 14–16 Uhr")
    assert words == "Montag, 7.\N{NO-BREAK SPACE}Dezember 2026, 14–16\N{NO-BREAK SPACE}Uhr"
