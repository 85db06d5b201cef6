"""The address on paper: in words, and as a code for telephones."""

import gzip

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Site

from managements.models import Management
from managements.tenancy.provisioning import repair_management
from managements.typesetting.qr_code import qr_code_in_page
from tests.builders import CITY_HOST, content_page
from tests.dates import at
from tests.drawn_codes import drawn_in, modules_of

pytestmark = pytest.mark.once

OWN_HOST = "gruenau.example"


def address_in_words(html: str) -> str:
    words = BeautifulSoup(html, "html.parser").select_one(".print-address__words")
    return words.text.strip() if words else ""


def canonical(html: str) -> str:
    link = BeautifulSoup(html, "html.parser").select_one("link[rel=canonical]")
    return str(link["href"]) if link else ""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/gruenau/",
        "/gruenau/termine/",
        "/gruenau/termine/monat/2026-12/",
        "/gruenau/impressum/",
    ],
)
def test_paper_leads_back_to_the_page_by_words_and_by_a_code(client, gruenau, path: str) -> None:
    # Months that are long past have no page.
    with time_machine.travel(at("2026-11-26", "12:00"), tick=False):
        html = client.get(path).content.decode()
    assert canonical(html).endswith(path)
    assert drawn_in(html) == modules_of(canonical(html))
    assert address_in_words(html) == f"Diese Seite im Internet: {canonical(html)}"


def test_the_code_leads_to_the_host_of_the_managements_own(gruenau: Management) -> None:
    gruenau.hostname = OWN_HOST
    gruenau.save()
    repair_management(gruenau)
    port = Site.objects.get(hostname=OWN_HOST).port
    client = Client(SERVER_NAME=OWN_HOST, SERVER_PORT=str(port))
    html = client.get("/impressum/").content.decode()
    assert OWN_HOST in canonical(html)
    assert CITY_HOST not in canonical(html)
    assert drawn_in(html) == modules_of(canonical(html))


def test_a_query_is_no_part_of_the_address(client, gruenau) -> None:
    html = client.get("/gruenau/termine/?seite=2").content.decode()
    assert drawn_in(html) == modules_of(canonical(html))
    assert "?" not in address_in_words(html)


def test_who_listens_to_the_page_hears_the_address_and_not_the_drawing(client, gruenau) -> None:
    html = BeautifulSoup(client.get("/gruenau/").content, "html.parser")
    assert html.select_one(".print-address__code")["aria-hidden"] == "true"
    assert not html.select_one(".print-address__code").text.strip()


def test_a_wrong_address_is_not_passed_on(client, gruenau) -> None:
    for path in ("/gibt-es-nicht/", "/gruenau/gibt-es-nicht/"):
        html = client.get(path).content.decode()
        assert (drawn_in(html), address_in_words(html)) == (None, "")


def test_a_preview_has_no_address_yet(gruenau) -> None:
    page = content_page(gruenau.page)
    html = page.make_preview_request().content.decode()
    assert page.title in html
    assert (drawn_in(html), address_in_words(html)) == (None, "")


def test_what_no_telephone_reads_from_paper_is_said_in_words_alone() -> None:
    assert qr_code_in_page(f"https://quartiere.example/{'lang/' * 600}") == ""


def test_paper_leads_to_the_search_whatever_somebody_looked_for(client, gruenau) -> None:
    html = client.get("/gruenau/suche/", {"q": "Fest 😀" * 20}).content.decode()
    assert address_in_words(html).endswith("/gruenau/suche/")


def test_a_code_weighs_little_and_is_made_once() -> None:
    address = f"https://quartiere.example/moeckern-gohlis-nord/aktuelles/{'x' * 80}/"
    before = qr_code_in_page.cache_info()
    drawing = qr_code_in_page(address)
    assert qr_code_in_page(address) == drawing
    after = qr_code_in_page.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 1)
    assert len(gzip.compress(drawing.encode())) <= 1500
    # The content security policy allows no style, and a page needs no name space.
    assert "style" not in drawing
    assert "xmlns" not in drawing
