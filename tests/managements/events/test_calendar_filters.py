"""Narrowing a calendar by plain links."""

import datetime

import pytest
import time_machine

from managements.events.models import Participation
from managements.models import District, FieldOfAction
from tests.dates import at, make_event, make_hour, make_place
from tests.managements.events.seen import choices, main, page, titles

THURSDAY = datetime.date(2026, 11, 26)
URL, CITY_URL = "/gruenau/termine/", "/termine/"


@pytest.fixture(autouse=True)
def _on_a_thursday_at_noon():
    with time_machine.travel(at(THURSDAY, "12:00"), tick=False):
        yield


@pytest.fixture
def dates(gruenau, paunsdorf) -> None:
    """Three dates of two managements that differ in all that one may choose."""
    nord = District.objects.create(name="Grünau-Nord", slug="gruenau-nord")
    alt = District.objects.create(name="Alt-Paunsdorf", slug="alt-paunsdorf")
    steps = make_place(gruenau, "Keller", district=nord, step_free="no")
    level = make_place(paunsdorf, "Saal", district=alt, step_free="yes")
    health = FieldOfAction.objects.get(slug="bildung-gesundheit")
    living = FieldOfAction.objects.get(slug="wohnen-wohnumfeld")
    day = datetime.date
    make_event(gruenau, "Kino", steps, first_day=day(2026, 11, 28), topics=[living], is_free=False)
    make_event(gruenau, "Gesundheit", first_day=day(2026, 12, 7), topics=[health])
    make_event(paunsdorf, "Markt", level, first_day=day(2026, 11, 27), topics=[living])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("quartier=gruenau", ["Kino", "Gesundheit"]),
        ("ort=alt-paunsdorf", ["Markt"]),
        ("thema=wohnen-wohnumfeld", ["Markt", "Kino"]),
        ("barrierefrei=ja", ["Markt"]),
        ("kostenlos=ja", ["Markt", "Gesundheit"]),
        ("wann=woche", ["Markt", "Kino"]),
        ("wann=wochenende", ["Kino"]),
        ("thema=wohnen-wohnumfeld&kostenlos=ja&wann=woche", ["Markt"]),
        ("quartier=gruenau&barrierefrei=ja", []),
    ],
)
def test_a_calendar_shows_what_fits_the_selection(client, dates, query: str, expected) -> None:
    assert titles(page(client, f"{CITY_URL}?{query}")) == expected


def test_a_link_adds_a_choice_and_keeps_the_others(client, dates) -> None:
    found = choices(page(client, f"{CITY_URL}?kostenlos=ja&seite=1"))
    assert found["Aufheben: kostenlos"] == CITY_URL
    assert found["Nur Termine: diese Woche"] == f"{CITY_URL}?kostenlos=ja&wann=woche"
    assert found["Nur Termine dieses Quartiers: Gruenau"] == (
        f"{CITY_URL}?quartier=gruenau&kostenlos=ja"
    )
    assert found["Nur Termine zu diesem Thema: Wohnen und Wohnumfeld"] == (
        f"{CITY_URL}?thema=wohnen-wohnumfeld&kostenlos=ja"
    )
    assert found["Alle Termine zeigen"] == CITY_URL


def test_a_choice_is_taken_back_without_the_others(client, dates) -> None:
    found = choices(page(client, f"{CITY_URL}?quartier=gruenau&wann=woche"))
    assert found["Aufheben: Gruenau"] == f"{CITY_URL}?wann=woche"
    assert found["Aufheben: diese Woche"] == f"{CITY_URL}?quartier=gruenau"


def test_only_what_leads_somewhere_is_offered(client, dates, make_management) -> None:
    make_management("mockau")
    everything = choices(page(client, CITY_URL))
    assert not any("Mockau" in name for name in everything)
    assert not any("Ordnung" in name for name in everything)
    of_gruenau = choices(page(client, f"{CITY_URL}?quartier=gruenau"))
    assert not any("stufenlos" in name for name in of_gruenau)
    for query in (CITY_URL, f"{CITY_URL}?quartier=gruenau", f"{CITY_URL}?kostenlos=ja"):
        for name, url in choices(page(client, query)).items():
            assert titles(page(client, url)), name


def test_a_management_that_takes_part_is_offered_and_found(client, gruenau, paunsdorf) -> None:
    event = make_event(gruenau, "Spielplatzfest")
    Participation.objects.create(event=event, management=paunsdorf, state="accepted")
    found = choices(page(client, CITY_URL))
    url = found["Nur Termine dieses Quartiers: Paunsdorf"]
    assert titles(page(client, url)) == ["Spielplatzfest"]


def test_a_selection_that_nothing_fits_says_so_and_leads_to_all(client, dates) -> None:
    html = page(client, f"{CITY_URL}?quartier=gruenau&barrierefrei=ja")
    assert "Kein Termin passt zu Ihrer Auswahl." in main(html)
    assert html.find(class_="empty").a["href"] == CITY_URL


@pytest.mark.parametrize(
    "query",
    [
        "quartier=gibtsnicht",
        "quartier=verborgen",
        "ort=%27%20OR%201=1",
        "thema=" + "x" * 3000,
        "thema=%ff%fe",
        "barrierefrei=1",
        "kostenlos=nein",
        "wann=2026",
        "wann=²",
    ],
)
def test_what_an_address_asks_for_in_vain_is_left_out_with_a_sentence(
    client, dates, make_management, query: str
) -> None:
    make_management("verborgen", is_public=False)
    html = page(client, f"{CITY_URL}?{query}")
    assert "In dieser Adresse steht etwas, das wir nicht kennen." in main(html)
    assert titles(html) == ["Markt", "Kino", "Gesundheit"]


def test_what_others_put_behind_addresses_is_nobodys_business(client, dates) -> None:
    html = page(client, f"{CITY_URL}?utm_source=zeitung&fbclid=1")
    assert "das wir nicht kennen" not in main(html)


def test_the_quarter_is_no_choice_within_a_management(client, dates) -> None:
    html = page(client, f"{URL}?quartier=paunsdorf")
    assert titles(html) == ["Kino", "Gesundheit"]
    assert "das wir nicht kennen" in main(html)


@pytest.mark.parametrize(
    ("today", "week", "weekend"),
    [
        ("2026-11-30", ["Montag", "Samstag", "Sonntag"], ["Samstag", "Sonntag"]),
        ("2026-12-05", ["Samstag", "Sonntag"], ["Samstag", "Sonntag"]),
        ("2026-12-06", ["Sonntag"], ["Sonntag"]),
    ],
)
def test_the_week_and_the_weekend_end_on_sunday_night(
    client, gruenau, today: str, week: list[str], weekend: list[str]
) -> None:
    days = {"Montag": 30, "Samstag": 35, "Sonntag": 36, "Nächster Montag": 37}
    for title, count in days.items():
        day = datetime.date(2026, 11, 1) + datetime.timedelta(days=count - 1)
        make_event(gruenau, title, first_day=day, ends_at=datetime.time(23, 59))
    with time_machine.travel(at(today, "00:00"), tick=False):
        assert titles(page(client, f"{URL}?wann=woche")) == week
        assert titles(page(client, f"{URL}?wann=wochenende")) == weekend


def test_what_goes_on_over_the_weekend_stands_at_its_saturday(client, gruenau) -> None:
    make_event(
        gruenau,
        "Ausstellung",
        first_day=datetime.date(2026, 11, 20),
        last_day=datetime.date(2026, 12, 20),
        starts_at=None,
        ends_at=None,
    )
    html = page(client, f"{URL}?wann=wochenende")
    title = html.find("h2", class_="day__title").get_text(strip=True)
    assert title == "Samstag, 28.\N{NO-BREAK SPACE}November"


def test_a_month_keeps_the_selection_and_has_no_week(client, dates) -> None:
    html = page(client, f"{CITY_URL}monat/2026-11/?quartier=gruenau&wann=woche")
    assert "Kino" in main(html)
    assert "Markt" not in main(html)
    assert "das wir nicht kennen" not in main(html)
    found = choices(html)
    assert found["Aufheben: Gruenau"] == f"{CITY_URL}monat/2026-11/"
    assert not any("Woche" in name for name in found)
    following = html.find("a", rel="next")
    assert following["href"] == f"{CITY_URL}monat/2026-12/?quartier=gruenau"


def test_a_consultation_hour_is_free_and_counts_for_its_place(client, gruenau) -> None:
    make_hour(gruenau, make_place(gruenau, "Bibliothek", step_free="yes"))
    assert titles(page(client, f"{URL}?kostenlos=ja&barrierefrei=ja"))[0] == "Sprechstunde"
