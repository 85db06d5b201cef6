"""What stands around every page."""

from html.parser import HTMLParser

import pytest

from managements.models import Management
from managements.pages.addresses import REDIRECT_CACHING
from managements.tenancy.provisioning import repair_management
from managements.websites.others import MOST_NAMED
from tests.builders import content_page
from tests.many import make_many_managements

pytestmark = pytest.mark.once


class Links(HTMLParser):
    """Collects the links of a part of a page, with what they say of themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "a":
            self.found[str(attributes.get("href"))] = attributes.get("aria-current")


def links_of(html: str) -> dict[str, str | None]:
    parser = Links()
    parser.feed(html)
    return parser.found


def part(html: str, start: str, end: str) -> str:
    return html.split(start, 1)[1].split(end, 1)[0]


@pytest.fixture
def page(gruenau: Management):
    projects = content_page(gruenau.page, "Projekte", slug="projekte", show_in_menus=True)
    content_page(gruenau.page, "Nicht im Menü", slug="versteckt", show_in_menus=False)
    return content_page(projects, "Ein Garten", slug="garten")


def test_the_menu_comes_from_the_page_tree(client, page) -> None:
    html = client.get("/gruenau/projekte/").content.decode()
    menu = links_of(part(html, 'class="menu menu--quarter"', "</nav>"))
    assert menu == {
        "/gruenau/": None,
        "/gruenau/anliegen/": None,
        "/gruenau/termine/": None,
        "/gruenau/aktuelles/": None,
        "/gruenau/projekte/": "page",
    }


def test_the_menu_shows_under_which_page_one_is(client, page) -> None:
    html = client.get("/gruenau/projekte/garten/").content.decode()
    menu = links_of(part(html, 'class="menu menu--quarter"', "</nav>"))
    assert menu["/gruenau/projekte/"] == "true"
    assert menu["/gruenau/"] is None


def test_the_breadcrumb_leads_back_to_the_city(client, page) -> None:
    html = client.get("/gruenau/projekte/garten/").content.decode()
    crumbs = list(links_of(part(html, 'class="breadcrumb', "</nav>")))
    assert crumbs == ["/", "/gruenau/", "/gruenau/projekte/"]


def test_the_footer_leads_to_the_legal_pages_of_the_own_site(client, page) -> None:
    footer = links_of(client.get("/gruenau/projekte/").content.decode().split("<footer")[1])
    assert {"/gruenau/impressum/", "/gruenau/datenschutz/", "/gruenau/barrierefreiheit/"} <= set(
        footer
    )
    assert "/impressum/" not in footer


def test_the_citys_pages_lead_to_the_citys_legal_pages(client, city) -> None:
    footer = links_of(client.get("/").content.decode().split("<footer")[1])
    assert {"/impressum/", "/datenschutz/", "/barrierefreiheit/"} <= set(footer)


def test_the_footer_leads_to_the_other_managements(client, gruenau, paunsdorf) -> None:
    footer = links_of(client.get("/gruenau/").content.decode().split("<footer")[1])
    assert "/paunsdorf/" in footer


def test_of_many_managements_the_footer_names_the_nearest_and_leads_to_the_others(
    client, make_management
) -> None:
    own = make_management("mitte", latitude=51.3, longitude=12.3)
    make_many_managements(range(1, MOST_NAMED + 1))
    footer = client.get(own.page.url).content.decode().split("<footer")[1]
    assert "Alle Quartiere" not in footer
    far = make_management("a-weit-weg", latitude=51.59, longitude=12.79)
    for url, names_far in ((own.page.url, False), ("/", True)):
        footer = client.get(url).content.decode().split("<footer")[1]
        named = part(footer, "site-footer__others", "</nav>")
        assert len(links_of(named)) == MOST_NAMED + 1, url
        assert '<a href="/">Alle Quartiere</a>' in named
        assert (far.short_name in named) is names_far, url


def test_the_title_leads_from_the_page_to_the_city(client, page) -> None:
    html = client.get("/gruenau/projekte/").content.decode()
    assert "<title>Projekte – Gruenau – Leipziger Quartiere</title>" in html
    assert "<title>Leipziger Quartiere</title>" in client.get("/").content.decode()


def test_the_contact_stands_in_the_footer_with_a_number_that_dials(client, gruenau) -> None:
    gruenau.page.contact_phone = "0341 1"
    gruenau.page.save_revision().publish()
    footer = client.get("/gruenau/impressum/").content.decode().split("<footer")[1]
    assert 'href="tel:+493411"' in footer


def test_two_numbers_in_one_field_stand_in_the_footer_without_a_dead_link(client, gruenau) -> None:
    gruenau.page.contact_phone = "0341 1 oder 0341 2"
    gruenau.page.save_revision().publish()
    footer = client.get("/gruenau/impressum/").content.decode().split("<footer")[1]
    assert "<p>Telefon 0341 1 oder 0341 2</p>" in footer
    assert 'href=""' not in footer


def test_a_management_without_contact_shows_no_empty_box(client, gruenau) -> None:
    footer = client.get("/gruenau/").content.decode().split("<footer")[1]
    assert "<address" not in footer


def test_the_demonstration_says_so_on_every_page(client, page, settings) -> None:
    urls = ["/", "/impressum/", "/gruenau/", "/gruenau/projekte/garten/", "/gibt-es-nicht/"]
    for is_demo in (True, False):
        settings.DEMO = is_demo
        for url in urls:
            shown = "Dies ist eine Demonstration." in client.get(url).content.decode()
            assert shown is is_demo, url


@pytest.mark.parametrize(
    ("status", "words"), [("winding_down", "endet bald"), ("closed", "Archiv")]
)
def test_a_management_that_ends_says_so_and_names_its_successor(
    client, gruenau, paunsdorf, status: str, words: str
) -> None:
    gruenau.status, gruenau.successor = status, paunsdorf
    gruenau.save()
    repair_management(gruenau)
    html = client.get("/gruenau/impressum/").content.decode().split("<footer")[0]
    assert words in html
    assert 'href="/paunsdorf/"' in html


def test_a_closed_management_stays_readable_but_leaves_the_lists(
    client, gruenau, paunsdorf
) -> None:
    gruenau.status = Management.Status.CLOSED
    gruenau.save()
    repair_management(gruenau)
    assert client.get("/gruenau/").status_code == 200
    assert "/gruenau/" not in links_of(client.get("/").content.decode())
    assert "/gruenau/" not in links_of(client.get("/paunsdorf/").content.decode())


def test_the_accents_are_a_style_sheet_whose_address_changes_with_them(client, gruenau) -> None:
    def address() -> str:
        return part(client.get("/gruenau/").content.decode(), 'href="/stil/quartiere.css', '"')

    before = address()
    styles = client.get(f"/stil/quartiere.css{before}")
    assert ".quartier-gruenau{--accent:#1F4E8C" in styles.content.decode()
    assert "immutable" in styles["Cache-Control"]
    gruenau.accent = "#3C7A3A"
    gruenau.save()
    assert address() != before
    # Whoever still has the former address gets today's colours, and does not keep them under it.
    later = client.get(f"/stil/quartiere.css{before}")
    assert "--accent:#3C7A3A" in later.content.decode()
    assert later["Cache-Control"] == REDIRECT_CACHING


def test_people_are_sent_to_the_next_management_that_is_open(client, make_management) -> None:
    first, second, third = (make_management(slug) for slug in ("eins", "zwei", "drei"))
    for management, successor in ((first, second), (second, third)):
        management.status, management.successor = Management.Status.CLOSED, successor
        management.save()
    html = client.get("/eins/").content.decode().split("<main")[0]
    assert 'href="/drei/"' in html
    assert 'href="/zwei/"' not in html


def test_the_breadcrumb_names_no_draft(client, gruenau) -> None:
    draft = content_page(gruenau.page, "Noch geheim", slug="bereich")
    content_page(draft, "Kind", slug="kind")
    draft.unpublish()
    html = client.get("/gruenau/bereich/kind/").content.decode()
    assert "Kind" in html
    assert "Noch geheim" not in html
