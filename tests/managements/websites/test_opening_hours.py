"""What search engines read of an office."""

import json
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from managements.models import Management
from managements.websites.opening_hours import postal_address
from tests.dates import at, make_closure, make_hour, make_place

pytestmark = pytest.mark.once

NOON = at("2026-11-30", "12:00")
OFFICE = "Wurzner Straße 70\n04315 Leipzig"


@pytest.fixture
def office(gruenau: Management) -> Management:
    page = gruenau.page
    page.contact_address, page.contact_phone = OFFICE, "0341 35137912"
    page.contact_email, page.introduction = "qm@example.org", "</script><b>Wir hören zu</b>"
    page.save_revision().publish()
    return gruenau


def data(client: Client) -> list[dict[str, Any]]:
    with time_machine.travel(NOON, tick=False):
        page = BeautifulSoup(client.get("/gruenau/").content, "html.parser")
    blocks = page.find_all("script", type="application/ld+json")
    return [json.loads(block.string) for block in blocks]


def test_an_office_says_who_it_is_and_how_to_reach_it(client: Client, office: Management) -> None:
    (found,) = data(client)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "GovernmentOffice"
    assert found["name"] == office.name
    assert found["url"].endswith("/gruenau/")
    assert (found["telephone"], found["email"]) == ("0341 35137912", "qm@example.org")
    assert found["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Wurzner Straße 70",
        "postalCode": "04315",
        "addressLocality": "Leipzig",
        "addressCountry": "DE",
    }
    assert found["description"] == "</script><b>Wir hören zu</b>"
    assert found["contactPoint"] == {
        "@type": "ContactPoint",
        "contactType": "Auskunft",
        "telephone": "0341 35137912",
        "email": "qm@example.org",
        "availableLanguage": "de",
    }
    # What is not known is not there.
    assert "openingHoursSpecification" not in found


def test_where_nothing_is_known_it_is_no_place_and_cannot_be_called(
    client: Client, gruenau: Management
) -> None:
    (found,) = data(client)
    assert found["@type"] == "GovernmentOrganization"
    assert not {"address", "telephone", "email", "contactPoint", "areaServed"} & set(found)


def test_coming_hours_stand_there_day_by_day_and_cancelled_ones_do_not(
    client: Client, office: Management
) -> None:
    with time_machine.travel(NOON, tick=False):
        make_hour(office, make_place(office, "Büro", address="Wurzner Straße 70, 04315 Leipzig"))
        make_closure(office, at("2026-12-07", "12:00"), at("2026-12-10"))
    (found,) = data(client)
    first = found["openingHoursSpecification"][0]
    assert first == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "14:00",
        "closes": "16:00",
        "validFrom": "2026-12-21",
        "validThrough": "2026-12-21",
    }
    assert len(found["openingHoursSpecification"]) > 5
    # The first of its days is not a whole one.
    assert found["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": "2026-12-08",
            "validThrough": "2026-12-09",
        }
    ]
    assert "location" not in found


def test_hours_that_are_held_elsewhere_stand_at_that_place(
    client: Client, office: Management
) -> None:
    library = make_place(
        office, "Bibliothek", address="Torgauer Platz 3", latitude=51.35, longitude=12.41
    )
    with time_machine.travel(NOON, tick=False):
        make_hour(office, library)
    (found,) = data(client)
    assert "openingHoursSpecification" not in found
    (place,) = found["location"]
    assert (place["@type"], place["name"]) == ("Place", "Bibliothek")
    assert place["address"] == "Torgauer Platz 3"
    assert place["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 51.35,
        "longitude": 12.41,
    }
    assert place["openingHoursSpecification"][0]["validFrom"] == "2026-12-07"


def test_being_short_of_people_is_no_closure_and_an_hour_without_an_end_no_opening(
    client: Client, office: Management
) -> None:
    with time_machine.travel(NOON, tick=False):
        make_hour(office, ends_at=None)
        make_closure(office, at("2027-01-01"), at("2027-01-10"), kind="short_staffed")
    (found,) = data(client)
    assert not {"openingHoursSpecification", "specialOpeningHoursSpecification"} & set(found)


def test_a_management_that_has_ended_says_nothing(client: Client, office: Management) -> None:
    office.status = Management.Status.CLOSED
    office.save()
    assert data(client) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("Marktplatz Paunsdorf", "Marktplatz Paunsdorf"),
        ("Stuttgarter Allee 19, 04209 Leipzig", ("Stuttgarter Allee 19", "04209", "Leipzig")),
        (
            "Stadtteilhaus\nWurzner Straße 70\n04315 Leipzig\n",
            ("Stadtteilhaus, Wurzner Straße 70", "04315", "Leipzig"),
        ),
        ("٠٤٣١٥ Leipzig", "٠٤٣١٥ Leipzig"),
    ],
)
def test_an_address_is_taken_apart_where_a_postcode_stands_in_it(written: str, read) -> None:
    found = postal_address(written)
    if isinstance(found, dict):
        found = (found["streetAddress"], found["postalCode"], found["addressLocality"])
    assert found == read
