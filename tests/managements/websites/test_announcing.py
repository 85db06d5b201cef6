"""What every page tells machines: who stands behind the site, the way to it, what to subscribe to."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client

from managements.models import District, Management, ManagementDistrict
from managements.tenancy.provisioning import repair_management
from tests.builders import content_page, logged_in
from tests.dates import make_event
from tests.schema_org import faults_of

pytestmark = pytest.mark.once

CITY, OWN = "http://quartiere.test", "http://gruenau.example"
NEWS, DATES = "aktuelles/feed.atom", "termine.ics"


def shown(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def data(page: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for block in page.find_all("script", type="application/ld+json"):
        found = json.loads(block.string)
        assert not list(faults_of(found))
        yield found


def feeds(page: BeautifulSoup) -> list[str]:
    return [link["href"] for link in page.find_all("link", rel="alternate")]


@pytest.fixture
def on_own_host(gruenau: Management) -> Client:
    gruenau.hostname = "gruenau.example"
    gruenau.save()
    repair_management(gruenau)
    return Client(SERVER_NAME="gruenau.example")


def test_the_city_says_whose_site_it_is(client, city) -> None:
    (found,) = data(shown(client, "/"))
    office, site = found["@graph"]
    assert office["@type"] == "GovernmentOrganization"
    assert office["name"] == "Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung"
    assert (site["name"], site["url"]) == ("Leipziger Quartiere", f"{CITY}/")
    assert site["publisher"]["@id"] == office["@id"]
    assert finders.find(office["logo"].removeprefix(f"{CITY}/static/"))


def test_a_management_has_a_logo_districts_and_belongs_to_the_citys_office(
    client, gruenau: Management
) -> None:
    for number, name in enumerate(("Grünau-Ost", "Schönau")):
        district = District.objects.create(name=name, slug=f"ort-{number}")
        ManagementDistrict.objects.create(
            management=gruenau, district=district, only_in_part=bool(number)
        )
    (found,) = data(shown(client, "/gruenau/"))
    (city,) = data(shown(client, "/"))
    assert found["parentOrganization"]["@id"] == city["@graph"][0]["@id"]
    areas = [(one["@type"], one["name"]) for one in found["areaServed"]]
    assert areas == [("AdministrativeArea", "Grünau-Ost"), ("Place", "Teile von Schönau")]
    assert found["logo"].startswith(f"{CITY}/")
    assert client.get(found["logo"].removeprefix(CITY))["Content-Type"] == "image/svg+xml"


def test_whom_somebody_else_has_commissioned_belongs_to_them(client, gruenau: Management) -> None:
    Management.objects.filter(pk=gruenau.pk).update(commissioner="Freistaat Sachsen")
    (found,) = data(shown(client, "/gruenau/"))
    assert found["parentOrganization"] == {"@type": "Organization", "name": "Freistaat Sachsen"}


def test_on_a_hostname_of_its_own_a_management_still_belongs_to_the_city(
    on_own_host: Client, gruenau: Management
) -> None:
    (found,) = data(shown(on_own_host, "/"))
    assert (found["url"], found["@id"]) == (f"{OWN}/", f"{OWN}/#buero")
    assert on_own_host.get(found["logo"].removeprefix(OWN))["Content-Type"] == "image/svg+xml"
    assert found["parentOrganization"]["url"] == f"{CITY}/"


def test_the_breadcrumb_is_there_for_machines_with_the_page_itself_at_its_end(
    client, gruenau: Management
) -> None:
    above = content_page(gruenau.page, title="Projekte", slug="projekte")
    content_page(above, title="Ein <b> & mehr", slug="eins")
    (found,) = data(shown(client, "/gruenau/projekte/eins/"))
    steps = [(one["position"], one["name"], one["item"]) for one in found["itemListElement"]]
    assert steps == [
        (1, "Startseite", f"{CITY}/"),
        (2, gruenau.short_name, f"{CITY}/gruenau/"),
        (3, "Projekte", f"{CITY}/gruenau/projekte/"),
        (4, "Ein <b> & mehr", f"{CITY}/gruenau/projekte/eins/"),
    ]


def test_the_breadcrumb_of_a_part_leads_from_the_city_to_the_own_host(
    on_own_host: Client, gruenau: Management
) -> None:
    (found,) = data(shown(on_own_host, "/termine/abonnieren/"))
    items = [one["item"] for one in found["itemListElement"]]
    assert items == [f"{CITY}/", f"{OWN}/", f"{OWN}/termine/", f"{OWN}/termine/abonnieren/"]
    assert found["itemListElement"][-1]["name"] == "In meinen Kalender"


def test_a_wrong_address_has_no_way_that_leads_to_it(client, gruenau: Management) -> None:
    assert list(data(shown(client, "/gruenau/gibt-es-nicht/"))) == []


@pytest.mark.parametrize("path", ["/gruenau/", "/gruenau/impressum/", "/gruenau/gibt-es-nicht/"])
def test_every_page_of_a_site_announces_its_feeds_before_those_of_the_city(
    client, gruenau: Management, paunsdorf: Management, path: str
) -> None:
    found = feeds(shown(client, path))
    assert set(found[:2]) == {f"{CITY}/gruenau/{NEWS}", f"{CITY}/gruenau/{DATES}"}
    assert set(found[2:]) == {f"{CITY}/{NEWS}", f"{CITY}/{DATES}"}


def test_an_event_announces_its_own_dates_first(client, gruenau: Management) -> None:
    event = make_event(gruenau)
    found = feeds(shown(client, event.url))
    assert found[0] == f"{event.full_url.rstrip('/')}.ics"
    assert len(found) == len(set(found)) == 5


def test_on_a_hostname_of_its_own_the_feeds_are_there(on_own_host: Client) -> None:
    found = feeds(shown(on_own_host, "/impressum/"))
    assert {f"{OWN}/{NEWS}", f"{OWN}/{DATES}", f"{CITY}/{NEWS}"} <= set(found)
    assert all(on_own_host.get(url.removeprefix(OWN)).status_code == 200 for url in found[:2])


def test_a_calendar_that_is_offline_or_a_site_in_preparation_announces_nothing(
    client, gruenau: Management, make_management, editor_of
) -> None:
    gruenau.page.get_children().get(slug="termine").specific.unpublish()
    found = feeds(shown(client, "/gruenau/"))
    assert f"{CITY}/gruenau/{NEWS}" in found
    assert f"{CITY}/gruenau/{DATES}" not in found
    hidden = make_management("verborgen", is_public=False)
    html = logged_in(editor_of(hidden)).get("/verborgen/")
    assert html.status_code == 200
    assert "verborgen/aktuelles/feed.atom" not in html.content.decode()


def test_news_on_a_topic_have_a_feed_of_their_own_beside_that_of_all(client, gruenau) -> None:
    found = feeds(shown(client, "/gruenau/aktuelles/?thema=wohnen-wohnumfeld"))
    assert f"{CITY}/gruenau/aktuelles/feed-wohnen-wohnumfeld.atom" in found
    assert found.count(f"{CITY}/gruenau/{NEWS}") == 1
