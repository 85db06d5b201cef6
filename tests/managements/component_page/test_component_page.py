"""Where the examples are shown: in the CMS alone, in the public style, in anybody's colours."""

import pytest
from django.test import Client

from managements.component_page.groups import GROUPS
from managements.component_page.rendering import rendered
from managements.component_page.style import Scheme, in_scheme, public_style
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import logged_in

pytestmark = pytest.mark.once

PAGE = "/admin/bausteine/"
ADDRESSES = [PAGE, f"{PAGE}stil.css", f"{PAGE}rahmen/", f"{PAGE}rahmen/1/"]


@pytest.fixture
def browser(editor_of, gruenau: Management) -> Client:
    return logged_in(editor_of(gruenau))


def failure_address() -> str:
    [one] = [one for group in GROUPS[:1] for one in rendered(group) if one.is_document]
    return f"{PAGE}{GROUPS[0].slug}/{one.number}/"


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_sees_it_without_logging_in(address: str, client: Client, city) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert "/login/" in response.headers["Location"]


def test_every_editor_may_look_at_it(browser: Client) -> None:
    html = browser.get(PAGE).content.decode()
    assert "Bausteine" in html
    assert f'src="{PAGE}rahmen/"' in html


@pytest.mark.parametrize("group", [group.slug for group in GROUPS])
def test_every_group_is_a_page_in_the_public_style(group: str, browser: Client) -> None:
    response = browser.get(f"{PAGE}{group}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "css/site.css" in html
    assert "quartiere.css" in html
    assert html.count('class="example__state"') > 10


def test_the_page_around_may_show_it_in_a_frame_and_nobody_else(browser: Client) -> None:
    response = browser.get(f"{PAGE}rahmen/")
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_a_whole_page_stands_in_a_frame_of_its_own(browser: Client) -> None:
    address = failure_address()
    assert f'src="{address}"' in browser.get(f"{PAGE}rahmen/").content.decode()
    html = browser.get(address).content.decode()
    assert html.lstrip().startswith("<!doctype html>")


@pytest.mark.parametrize(
    "address", [f"{PAGE}gibt-es-nicht/", f"{PAGE}rahmen/1/", f"{PAGE}rahmen/999999/"]
)
def test_what_there_is_not_is_not_found(address: str, browser: Client) -> None:
    assert browser.get(address).status_code == 404


def test_it_wears_the_colour_of_the_quarter_that_somebody_chooses(
    browser: Client, paunsdorf
) -> None:
    assert (
        "gruppe=termine"
        in browser.get(f"{PAGE}?gruppe=termine&quartier=paunsdorf").content.decode()
    )
    html = browser.get(f"{PAGE}termine/?quartier=paunsdorf").content.decode()
    assert '<body class="quartier-paunsdorf">' in html


def test_a_quarter_in_preparation_is_not_offered(browser: Client, make_management) -> None:
    make_management("verborgen", is_public=False)
    assert "verborgen" not in browser.get(PAGE).content.decode()
    assert (
        "quartier-verborgen"
        not in browser.get(f"{PAGE}termine/?quartier=verborgen").content.decode()
    )


@pytest.mark.parametrize(
    "query",
    ["?gruppe=x&quartier=x&farben=x&breite=x", "?farben=%FF&farben=hell", "?breite=<script>"],
)
def test_nonsense_in_the_address_changes_nothing(query: str, browser: Client) -> None:
    assert browser.get(f"{PAGE}{query}").status_code == 200
    assert browser.get(f"{PAGE}rahmen/{query}").status_code == 200
    assert browser.get(f"{PAGE}stil.css{query}").status_code == 200


def test_dark_colours_are_shown_whatever_the_device_asks_for(browser: Client) -> None:
    html = browser.get(f"{PAGE}rahmen/?farben=dunkel").content.decode()
    assert f'href="{PAGE}stil.css?farben=dunkel"' in html
    css = browser.get(f"{PAGE}stil.css?farben=dunkel").content.decode()
    assert "prefers-color-scheme" not in css
    assert "color-scheme:dark" in css
    assert ".quartier-gruenau{" in css


def test_a_scheme_is_one_half_of_the_style_sheet() -> None:
    css = "a{}@media (prefers-color-scheme:dark){b{}}:root{color-scheme:light dark}"
    assert in_scheme(css, Scheme.DARK) == "a{}@media all{b{}}:root{color-scheme:dark}"
    assert in_scheme(css, Scheme.LIGHT) == "a{}@media not all{b{}}:root{color-scheme:light}"


def test_fonts_are_found_from_where_the_style_sheet_is_served() -> None:
    css = public_style()
    assert "../" not in css
    assert 'url("/static/fonts/fira-sans-latin-400' in css


def test_the_menu_names_it_to_the_stadtredaktion_alone(browser: Client) -> None:
    assert PAGE not in browser.get("/admin/").content.decode()
    stadt = city_editors().user_set.create(username="stadt", email="stadt@example.org")
    assert PAGE in logged_in(stadt).get("/admin/").content.decode()
