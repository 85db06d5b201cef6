"""The card that says when and where people meet a management next."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.events.models import DateChange
from managements.events.refreshing import refresh_hour
from managements.models import Management
from managements.offices.models import ConsultationHour
from managements.schedules.dates import ChangeKind
from tests.dates import at, make_closure, make_hour, make_place

pytestmark = pytest.mark.once

NOON = at("2026-11-30", "12:00")


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    """Let it be noon of a Monday: dates are reckoned when hours and closures are stored."""
    with time_machine.travel(NOON, tick=False):
        yield


def card(client: Client, moment: datetime.datetime = NOON) -> BeautifulSoup:
    with time_machine.travel(moment, tick=False):
        response = client.get("/gruenau/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").find(id="wann-und-wo")


def words(tag: BeautifulSoup | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def further(found: BeautifulSoup) -> list[str]:
    return [words(one) for one in found.select(".meeting__dates > li")]


def next_day(found: BeautifulSoup) -> str:
    return found.select_one(".meeting__next time")["datetime"][:10]


@pytest.fixture
def hour(gruenau: Management) -> ConsultationHour:
    """The 1st and 3rd Monday, in turn in the library and in the café."""
    library = make_place(
        gruenau, "Bibliothek", address="Am Platz 1\n04209 Leipzig", step_free="yes",
        directions="Haltestelle Am Platz",
    )  # fmt: skip
    return make_hour(
        gruenau, library, make_place(gruenau, "Café"), first_day=datetime.date(2026, 12, 1),
        purpose="Kommen Sie mit jeder Frage.",
    )  # fmt: skip


def test_it_says_the_next_date_the_place_the_rule_and_what_for(
    client: Client, hour: ConsultationHour
) -> None:
    found = card(client)
    said = words(found)
    assert "Montag, 7. Dezember, 14–16 Uhr" in said
    assert found.select_one("time")["datetime"] == "2026-12-07T14:00:00+01:00"
    assert "Jeden 1. und 3. Montag im Monat, 14–16 Uhr" in said
    assert "Kommen Sie mit jeder Frage." in said
    assert "Einfach vorbeikommen, ohne Termin" in said
    place = words(found.select_one(".place"))
    assert "Bibliothek" in place
    assert "Am Platz 1 04209 Leipzig" in place
    assert "Haltestelle Am Platz" in place
    assert "Ohne Stufen: ja" in place
    assert "Dazu wissen wir noch nichts: Rollstuhlgerechte Toilette" in place
    assert further(found) == [
        "Montag, 21. Dezember, 14–16 Uhr Café",
        "Montag, 4. Januar 2027, 14–16 Uhr Bibliothek",
        "Montag, 18. Januar 2027, 14–16 Uhr Café",
    ]
    links = [link["href"] for link in found.find_all("a")]
    assert "/gruenau/termine/" in links
    assert f"/gruenau/termine/sprechstunde-{hour.pk}.ics" in links


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (at("2026-12-07", "13:00"), "2026-12-07"),
        (at("2026-12-07", "15:59"), "2026-12-07"),
        (at("2026-12-07", "16:00"), "2026-12-21"),
    ],
)
def test_a_date_leaves_at_its_last_minute(
    client: Client, hour: ConsultationHour, moment: datetime.datetime, day: str
) -> None:
    assert card(client, moment).select_one("time")["datetime"].startswith(day)


def test_what_is_cancelled_is_struck_through_and_says_so(
    client: Client, gruenau: Management, hour: ConsultationHour
) -> None:
    make_closure(gruenau, at("2026-12-07"), at("2026-12-08"), reason="Fortbildung")
    found = card(client)
    assert next_day(found) == "2026-12-21"
    [first] = found.select(".meeting__missed > li")
    assert words(first.find("s")) == "Montag, 7. Dezember, 14–16 Uhr"
    assert "Fällt aus : Fortbildung" in words(first)
    assert "Bibliothek" not in words(first)
    assert further(found) == [
        "Montag, 4. Januar 2027, 14–16 Uhr Bibliothek",
        "Montag, 18. Januar 2027, 14–16 Uhr Café",
        "Montag, 1. Februar 2027, 14–16 Uhr Bibliothek",
    ]


def test_three_further_dates_take_place_and_what_is_cancelled_between_them_says_so(
    client: Client, gruenau: Management, hour: ConsultationHour
) -> None:
    make_closure(gruenau, at("2026-12-21"), at("2026-12-22"))
    found = card(client)
    assert next_day(found) == "2026-12-07"
    assert found.select(".meeting__missed") == []
    assert further(found) == [
        "Montag, 21. Dezember, 14–16 Uhr Fällt aus",
        "Montag, 4. Januar 2027, 14–16 Uhr Bibliothek",
        "Montag, 18. Januar 2027, 14–16 Uhr Café",
        "Montag, 1. Februar 2027, 14–16 Uhr Bibliothek",
    ]


def test_a_moved_date_says_where_it_was(client: Client, hour: ConsultationHour) -> None:
    DateChange.objects.create(
        hour=hour, kind=ChangeKind.MOVED, day=datetime.date(2026, 12, 7),
        new_day=datetime.date(2026, 12, 9),
    )  # fmt: skip
    refresh_hour(hour)
    found = card(client)
    assert next_day(found) == "2026-12-09"
    assert "Montag, 7. Dezember" in words(found.select_one(".meeting__next"))
    [missed] = found.select(".meeting__missed > li")
    assert words(missed.s) == "Montag, 7. Dezember, 14–16 Uhr"
    assert "Verlegt auf Mittwoch, 9. Dezember, 14–16 Uhr" in words(missed)


def test_a_closure_of_many_weeks_still_leads_to_the_next_date_after_it(
    client: Client, gruenau: Management, hour: ConsultationHour
) -> None:
    make_closure(gruenau, at("2026-12-01"), at("2027-09-01"), reason="Umbau")
    found = card(client)
    assert "Montag, 6. September 2027, 14–16 Uhr" in words(found.select_one(".meeting__next"))
    assert len(found.select(".meeting__missed > li")) == 3
    assert [one.split(",")[1].strip() for one in further(found)] == [
        "20. September 2027",
        "4. Oktober 2027",
        "18. Oktober 2027",
    ]


def test_several_hours_say_which_is_which(
    client: Client, gruenau: Management, hour: ConsultationHour
) -> None:
    make_hour(
        gruenau, title="Auf Arabisch", repeats="weekly", nths=[], weekdays=[1],
        appointment="needed", appointment_contact="0341 1",
    )  # fmt: skip
    found = card(client)
    # Tuesday, 1 December comes first.
    assert "Auf Arabisch" in words(found.select_one(".meeting__hour"))
    rules = [words(one) for one in found.select(".meeting__rule")]
    assert rules[0].startswith("Auf Arabisch: jeden Dienstag, 14–16 Uhr")
    assert rules[1].startswith("Sprechstunde: jeden 1. und 3. Montag im Monat")
    assert "Nur mit Termin: 0341 1" in words(found)
    assert "Sprechstunde" in further(found)[0]


def test_without_a_date_it_says_the_rule_or_that_there_is_none(
    client: Client, gruenau: Management
) -> None:
    assert "Zurzeit ist keine Sprechstunde eingetragen." in words(card(client))
    gruenau.page.contact_phone = "0341 1"
    gruenau.page.save()
    hour = make_hour(gruenau)
    make_closure(gruenau, at("2026-11-30"), at("2029-01-01"))
    found = card(client)
    assert "Zurzeit ist kein Termin eingetragen. Die Sprechstunde ist:" in words(found)
    assert "Jeden 1. und 3. Montag im Monat, 14–16 Uhr" in words(found)
    assert found.find("a", href="#titel-kontakt") is not None
    ConsultationHour.objects.filter(pk=hour.pk).update(until=datetime.date(2026, 11, 1))
    assert "Jeden 1." not in words(card(client))


def test_a_management_that_has_ended_has_no_card(client: Client, gruenau: Management) -> None:
    make_hour(gruenau)
    gruenau.status = Management.Status.CLOSED
    gruenau.save()
    assert 'id="wann-und-wo"' not in client.get("/gruenau/").content.decode()


@pytest.mark.once
def test_the_start_page_costs_the_same_with_many_hours_and_closures(
    client: Client, gruenau: Management
) -> None:
    def fill(numbers: range) -> None:
        for number in numbers:
            make_hour(gruenau, make_place(gruenau, f"Ort {number}"), title=f"Stunde {number}")
            day = datetime.date(2027, 1, 1) + datetime.timedelta(days=number)
            make_closure(gruenau, at(day), at(day, "12:00"))

    def cost() -> int:
        client.get("/gruenau/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/gruenau/")
        return len(captured)

    fill(range(1))
    before = cost()
    fill(range(1, 6))
    assert cost() == before
