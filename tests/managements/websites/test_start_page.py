"""The start page of a management: what it does and what not, and where people find it."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from managements.models import Management
from managements.referrals.models import Answer, AnswerCount, Enquiry
from managements.referrals.most_asked import MOST_IN_A_COLUMN
from managements.referrals.standings import State
from managements.websites.where_to_find import map_url
from tests.dates import at, make_event, make_hour, make_place

pytestmark = pytest.mark.once

NOON = at("2026-11-30", "12:00")


def start_page(client: Client) -> BeautifulSoup:
    with time_machine.travel(NOON, tick=False):
        response = client.get("/gruenau/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag: BeautifulSoup | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def ask(name: str, management: Management | None = None, state: str = "", **facts) -> Enquiry:
    enquiry = Enquiry.objects.create(
        name=name, slug=name.lower(), sort_order=Enquiry.objects.count()
    )
    if management:
        Answer.objects.create(management=management, enquiry=enquiry, state=state, **facts)
    return enquiry


def names(column: BeautifulSoup) -> list[str]:
    return [words(link) for link in column.select(".honest-brief__name a")]


def test_two_columns_say_what_it_does_and_what_it_does_not(
    client: Client, gruenau: Management
) -> None:
    ask("Fest", gruenau, State.YES, reason="Schicken Sie uns den Termin.")
    ask("Geld", gruenau, State.ADVICE)
    ask("Praktikum", gruenau, State.NOT_NOW, until=datetime.date(2027, 3, 31))
    ask("Wohnung", gruenau, State.NOT_OUR_TASK)
    ask("Unbekannt")
    page = start_page(client)
    does, does_not = page.select(".honest-brief")
    assert names(does) == ["Fest", "Geld"]
    assert "Schicken Sie uns den Termin." in words(does)
    assert "Nur Beratung" in words(does)
    assert names(does_not) == ["Praktikum", "Wohnung"]
    assert "31. März 2027" in words(does_not)
    assert does.select_one("a")["href"] == "/gruenau/anliegen/fest/"
    section = page.find(id="titel-auskuenfte").find_parent("section")
    assert section.find("a", href="/gruenau/anliegen/") is not None


def test_what_people_ask_for_most_comes_first_and_only_a_few_are_shown(
    client: Client, gruenau: Management, make_management
) -> None:
    asked = [ask(f"Frage{number}", gruenau, State.YES) for number in range(7)]
    other = make_management("osten")
    for management, enquiry, month, shown in [
        (gruenau, asked[6], datetime.date(2026, 10, 1), 5),
        (gruenau, asked[5], datetime.date(2026, 10, 1), 9),
        (gruenau, asked[4], datetime.date(2024, 1, 1), 900),
        (other, asked[3], datetime.date(2026, 10, 1), 900),
    ]:
        AnswerCount.objects.create(
            management=management, enquiry=enquiry, month=month, standing="yes", shown=shown
        )
    [does, _not] = start_page(client).select(".honest-brief")
    assert names(does) == ["Frage5", "Frage6", "Frage0", "Frage1"][:MOST_IN_A_COLUMN]


def test_where_nothing_is_answered_yet_people_are_asked_what_it_is_about(
    client: Client, gruenau: Management
) -> None:
    ask("Praktikum")
    page = start_page(client)
    assert page.select(".honest-brief") == []
    assert page.find("a", href="/gruenau/anliegen/praktikum/") is not None
    assert "Worum geht es?" in words(page.find(id="titel-auskuenfte"))


def test_without_enquiries_there_are_no_columns(client: Client, gruenau: Management) -> None:
    assert start_page(client).find(id="titel-auskuenfte") is None


def test_a_management_that_has_ended_promises_nothing(
    client: Client, gruenau: Management, make_management
) -> None:
    ask("Fest", gruenau, State.YES)
    gruenau.page.contact_phone = "0341 1"
    gruenau.page.save()
    gruenau.status = Management.Status.CLOSED
    gruenau.successor = make_management("osten")
    gruenau.save()
    page = start_page(client)
    assert page.select(".honest-brief") == []
    contact = page.find(id="titel-kontakt").find_parent("section")
    assert contact.find("a", href="/osten/") is not None
    assert "0341 1" not in words(contact)
    gruenau.successor = None
    gruenau.save()
    contact = start_page(client).find(id="titel-kontakt").find_parent("section")
    assert contact.find("a", href="tel:115") is not None


def test_who_has_no_address_yet_names_the_hotline(client: Client, gruenau: Management) -> None:
    page = start_page(client)
    contact = page.find(id="titel-kontakt").find_parent("section")
    assert contact.find("a", href="tel:115") is not None
    assert page.find(id="titel-orte") is None


def test_the_office_and_further_places_say_who_gets_in(client: Client, gruenau: Management) -> None:
    gruenau.page.contact_address = "Stadtteilladen\nStuttgarter Allee 19\n04209 Leipzig"
    gruenau.page.save()
    make_place(
        gruenau, "Stadtteilladen", address="Stuttgarter Allee 19, 04209 Leipzig", step_free="yes"
    )
    library, cafe = make_place(gruenau, "Bibliothek"), make_place(gruenau, "Café", step_free="no")
    with time_machine.travel(NOON, tick=False):
        make_hour(gruenau, library, cafe, first_day=datetime.date(2026, 12, 1))
    page = start_page(client)
    found = [words(place) for place in page.select(".places__list > div")]
    assert len(found) == 2
    assert "Unser Büro" in found[0]
    assert "Ohne Stufen: ja" in found[0]
    # The library is where the next hour is: it stands in the card above.
    assert "Café" in found[1]
    assert "Ohne Stufen: nein" in found[1]


def test_a_map_is_a_link_and_nothing_of_it_is_loaded(client: Client, gruenau: Management) -> None:
    gruenau.page.contact_address = "Stadtteilladen\nStuttgarter Allee 19\n04209 Leipzig"
    gruenau.page.save()
    page = start_page(client)
    [link] = page.select("a.map-link")
    assert link["href"] == (
        "https://www.openstreetmap.org/search?query=Stuttgarter+Allee+19%2C+04209+Leipzig"
    )
    assert page.select("iframe, img[src^='http']") == []


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("Am Platz 1", "search?query=Am+Platz+1%2C+Leipzig"),
        ("Am Platz 1\nLeipzig", "search?query=Am+Platz+1%2C+Leipzig"),
        ("", ""),
        ("Im Stadtteilhaus", ""),
    ],
)
def test_a_map_is_asked_for_a_street(address: str, end: str) -> None:
    assert map_url(address) == (f"https://www.openstreetmap.org/{end}" if end else "")


def test_a_map_shows_a_point_if_it_is_known(gruenau: Management) -> None:
    place = make_place(gruenau, "Laden", latitude=51.3194, longitude=12.2903)
    assert map_url("Am Platz 1", place) == (
        "https://www.openstreetmap.org/?mlat=51.31940&mlon=12.29030#map=18/51.31940/12.29030"
    )


def test_dates_on_the_start_page_are_events_for_the_hours_stand_above(
    client: Client, gruenau: Management
) -> None:
    with time_machine.travel(NOON, tick=False):
        make_hour(gruenau, first_day=datetime.date(2026, 12, 1))
        make_event(gruenau, "Winterfest")
    for url in ("/gruenau/", "/"):
        with time_machine.travel(NOON, tick=False):
            page = BeautifulSoup(client.get(url).content, "html.parser")
        assert [words(one) for one in page.select(".next-dates h3")] == ["Winterfest"], url
