"""Every answer has one address: canonical, in the site map, and led to from every other one."""

import re
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from managements.models import Management
from managements.referrals.standings import State
from managements.tenancy.provisioning import repair_management
from tests.builders import CITY_HOST

pytestmark = pytest.mark.once

OWN_HOST = "gruenau.example"
PAGE = "/gruenau/anliegen/praktikum/"


def set_hostname(management: Management, hostname: str | None) -> None:
    management.hostname = hostname
    management.save()
    repair_management(management)


@pytest.fixture
def own_host(gruenau: Management, ask) -> Client:
    """A visitor on the hostname that Grünau now has, where people ask for internships."""
    ask()
    set_hostname(gruenau, OWN_HOST)
    return Client(SERVER_NAME=OWN_HOST)


def soup(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def canonical(response: Any) -> str:
    return str(soup(response).select_one("link[rel=canonical]")["href"])


def test_the_window_names_the_enquiry_the_page_and_the_quarter(client, gruenau, ask) -> None:
    ask()
    title = soup(client.get(PAGE)).title.get_text().strip()
    assert title == "Praktikum – Anliegen – Gruenau – Leipziger Quartiere"
    title = soup(client.get("/gruenau/anliegen/")).title.get_text().strip()
    assert title == "Anliegen – Gruenau – Leipziger Quartiere"


def test_search_engines_and_shared_links_read_the_answer_itself(
    client, gruenau, ask, answer
) -> None:
    enquiry = ask()
    description = "meta[name=description]"
    assert soup(client.get(PAGE)).select_one(description)["content"] == (
        "Praktikum – Quartiersmanagement Gruenau: Bitte fragen Sie nach."
    )
    answer(gruenau, enquiry, State.YES, reason="Ab drei Wochen.")
    assert soup(client.get(PAGE)).select_one(description)["content"] == (
        "Praktikum – Quartiersmanagement Gruenau: Ja, das machen wir. Ab drei Wochen."
    )


def test_the_breadcrumb_leads_from_the_city_to_the_list_of_answers(client, gruenau, ask) -> None:
    ask()
    crumbs = soup(client.get(PAGE)).select("nav.breadcrumb a, .breadcrumb a")
    assert [one["href"] for one in crumbs] == ["/", "/gruenau/", "/gruenau/anliegen/"]
    crumbs = soup(client.get("/gruenau/anliegen/")).select("nav.breadcrumb a, .breadcrumb a")
    assert [one["href"] for one in crumbs] == ["/", "/gruenau/"]


def test_the_menu_marks_the_list_as_current_there_and_as_open_on_an_answer(
    client, gruenau, ask
) -> None:
    ask()
    link = '.menu--quarter a[href="/gruenau/anliegen/"]'
    assert soup(client.get("/gruenau/anliegen/")).select_one(link)["aria-current"] == "page"
    assert soup(client.get(PAGE)).select_one(link)["aria-current"] == "true"


def test_an_answer_names_its_one_address(client, gruenau, ask) -> None:
    ask()
    assert canonical(client.get(PAGE)) == "http://quartiere.test/gruenau/anliegen/praktikum/"
    assert canonical(client.get(f"{PAGE}?utm=x")) == canonical(client.get(PAGE))
    narrowed = client.get("/gruenau/anliegen/?q=praktikum")
    assert canonical(narrowed) == "http://quartiere.test/gruenau/anliegen/"


def test_an_answer_can_be_passed_on_by_mail_with_its_one_address(client, own_host, gruenau) -> None:
    link = soup(own_host.get("/anliegen/praktikum/")).select_one('a[href^="mailto:?subject="]')
    assert "body=http%3A//gruenau.example/anliegen/praktikum/" in link["href"]
    assert "subject=Praktikum%20%E2%80%93%20Gruenau" in link["href"]


def test_the_site_map_lists_every_answer_that_people_may_ask_for(
    client, gruenau, paunsdorf, make_management, ask
) -> None:
    make_management("verborgen", is_public=False)
    ask()
    ask("Raum")
    ask("Versteckt", is_offered=False)
    addresses = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    expected = {
        f"http://quartiere.test{site}/anliegen/{slug}/"
        for site in ("", "/gruenau", "/paunsdorf")
        for slug in ("praktikum", "raum")
    }
    answers = [one for one in addresses if one.endswith(("/praktikum/", "/raum/"))]
    assert set(answers) == expected
    assert len(answers) == len(expected), "an address stands in the site map twice"
    assert not [one for one in addresses if "versteckt" in one or "verborgen" in one]
    for address in addresses:
        assert client.get(address.removeprefix("http://quartiere.test")).status_code == 200, address


def test_the_site_map_of_an_own_host_lists_its_answers_and_the_citys_does_not(
    client, own_host
) -> None:
    own = own_host.get("/sitemap.xml").content.decode()
    assert "<loc>http://gruenau.example/anliegen/praktikum/</loc>" in own
    city = client.get("/sitemap.xml").content.decode()
    assert "gruenau" not in city
    assert "<loc>http://quartiere.test/anliegen/praktikum/</loc>" in city


def test_with_a_hostname_the_answer_stands_there(client, own_host, paunsdorf, answer) -> None:
    response = own_host.get("/anliegen/praktikum/")
    assert canonical(response) == "http://gruenau.example/anliegen/praktikum/"
    main = soup(own_host.get("/anliegen/")).select_one("main")
    assert main.select_one('a[href="/anliegen/praktikum/"]')


def test_referrals_lead_from_host_to_host(
    client, own_host, gruenau, paunsdorf, ask, answer
) -> None:
    room = ask("Raum")
    answer(gruenau, room, State.YES)
    main = soup(client.get("/paunsdorf/anliegen/raum/")).select_one("main")
    assert main.select_one('a[href="http://gruenau.example/anliegen/raum/"]')
    tools = ask("Werkzeug")
    answer(paunsdorf, tools, State.YES)
    main = soup(own_host.get("/anliegen/werkzeug/")).select_one("main")
    assert main.select_one('a[href="http://quartiere.test/paunsdorf/anliegen/werkzeug/"]')
    assert main.select_one('a[href="http://quartiere.test/anliegen/werkzeug/"]')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/gruenau/", "/"),
        ("/gruenau/anliegen/", "/anliegen/"),
        ("/gruenau/anliegen/?q=M%C3%BCll%20%26%20x", "/anliegen/?q=M%C3%BCll%20%26%20x"),
        (PAGE, "/anliegen/praktikum/"),
        (f"{PAGE}?a=1&b=%2F%2Ffremd.example", "/anliegen/praktikum/?a=1&b=%2F%2Ffremd.example"),
    ],
)
def test_the_other_address_of_an_answer_leads_to_it_with_part_and_query(
    client, own_host, old: str, new: str
) -> None:
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == f"http://{OWN_HOST}{new}"
    assert response["Cache-Control"] == "public, max-age=300"
    assert own_host.get(new).status_code == 200


def test_given_up_the_hostname_leads_back_with_part_and_query(own_host, client, gruenau) -> None:
    set_hostname(gruenau, None)
    response = own_host.get("/anliegen/praktikum/?a=1")
    assert (response.status_code, response["Location"]) == (
        301,
        "http://quartiere.test/gruenau/anliegen/praktikum/?a=1",
    )
    assert client.get(PAGE).status_code == 200


def test_an_enquiry_whose_address_has_umlauts_is_led_on_as_well(client, own_host, ask) -> None:
    ask("Müll", slug="müll")
    response = client.get("/gruenau/anliegen/m%C3%BCll/")
    if response.status_code == 301:
        assert response["Location"] == f"http://{OWN_HOST}/anliegen/m%C3%BCll/"
    else:
        assert response.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/gruenau/anliegen//fremd.example/",
        "/gruenau/anliegen/%2F%2Ffremd.example/",
        "/gruenau/anliegen/%5C%5Cfremd.example/",
        "/gruenau/anliegen/@fremd.example/",
        "/gruenau/anliegen/https:/fremd.example/",
        "//fremd.example/gruenau/anliegen/praktikum/",
        "//fremd/",
        "//fremd",
        "/gruenau/anliegen/praktikum//fremd/",
        "/gruenau/anliegen//fremd/",
        "/gruenau//anliegen/praktikum/",
        "/gruenau/anliegen/a%0D%0ASet-Cookie:x=1/",
        "/gruenau/anliegen/praktikum/..%2F..%2Ffremd/",
        "/gruenau/anliegen/gibt-es-nicht/",
        "/gruenau/anliegen/%3Fa=1/",
    ],
)
def test_no_address_leads_to_anybody_elses_host(client, own_host, path: str) -> None:
    """As a browser sends it: the test client would take two slashes for a host."""
    response = client.generic("GET", "/", PATH_INFO=decoded(path))
    assert response.status_code in {301, 302, 404}
    if response.has_header("Location"):
        location = response["Location"]
        assert location.startswith((f"http://{OWN_HOST}/", "/")), location
        assert not location.startswith(("//", "/\\")), location
        assert "\n" not in location
    assert not response.cookies


def decoded(path: str) -> str:
    """Return a path as a server gives it to the application."""
    return unquote_to_bytes(path).decode("latin-1")


def test_an_unknown_part_leads_to_a_helpful_page_on_the_own_host(client, own_host) -> None:
    response = client.get("/gruenau/anliegen/gibt-es-nicht/", follow=True)
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.content.decode()
    assert Client(SERVER_NAME=CITY_HOST).get("/gruenau/gibt-es-nicht/").status_code == 404
