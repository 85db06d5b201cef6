"""What visitors read in a statement."""

import datetime

import pytest
from bs4 import BeautifulSoup

from managements.accessibility.models import StatementGap
from tests.builders import finish_statement, statement_of

# Gaps are to be done by days that are still to come.
pytestmark = [pytest.mark.once, pytest.mark.usefixtures("_at_noon")]


@pytest.fixture
def partial(gruenau):
    day = datetime.date(2026, 3, 2)
    finish_statement(
        gruenau, status="partial", assessment="external", assessed_by="Prüfstelle", assessed_on=day,
        created_on=day, reviewed_on=day,
    )  # fmt: skip
    page = statement_of(gruenau)
    page.gaps = [
        StatementGap(
            what="PDF ohne Struktur", reason="in_progress", instead="Fragen Sie uns.",
            until=datetime.date(2027, 1, 31),
        )
    ]  # fmt: skip
    page.save_revision().publish()
    return page


def read(client, url: str = "/gruenau/barrierefreiheit/") -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def words(html: BeautifulSoup) -> str:
    return " ".join(html.main.get_text(" ").split())


def test_the_status_comes_first_then_the_gaps(client, partial) -> None:
    html = read(client)
    assert "teilweise vereinbar" in html.select_one(".page-head .lead").text
    entry = " ".join(html.select_one(".gap-list li").get_text(" ").split())
    assert entry == (
        "PDF ohne Struktur Wir arbeiten daran. Behoben sein soll es bis zum 31. Januar 2027. "
        "Bis dahin: Fragen Sie uns."
    )
    text = words(html)
    assert "Die Seiten hat am 2. März 2026 geprüft: Prüfstelle." in text
    assert "Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung" in text


def test_the_way_to_the_form_is_a_button_and_the_enforcement_body_a_card(client, partial) -> None:
    html = read(client)
    button = html.select_one("main a.kern-btn")
    assert (button.get_text(strip=True), button["href"]) == (
        "Barriere melden",
        "/gruenau/barrierefreiheit/melden/",
    )
    card = html.select_one(".contact-card")
    assert "Landesbeauftragter für Inklusion" in card.text
    assert card.select_one("a")["href"] == "mailto:info.inklusionsbeauftragter@sk.sachsen.de"


def test_without_contact_the_form_alone_is_named(client, gruenau) -> None:
    html = read(client)
    assert html.select("main .contact-details a[href^=tel]") == []
    gruenau.page.contact_phone = "0341 1"
    gruenau.page.save_revision().publish()
    assert read(client).select_one("main a[href^=tel]")["href"] == "tel:+493411"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/gruenau/", "/gruenau/barrierefreiheit/melden/?seite=%2Fgruenau%2F"),
        ("/", "/barrierefreiheit/melden/?seite=%2F"),
        ("/gruenau/fehlt/?q=x", "/gruenau/barrierefreiheit/melden/?seite=%2Fgruenau%2Ffehlt%2F"),
        ("/fehlt/", "/barrierefreiheit/melden/?seite=%2Ffehlt%2F"),
    ],
)
def test_every_page_leads_to_the_form_and_says_which_it_is(client, gruenau, path, expected) -> None:
    link = read(client, path).footer.find("a", string="Barriere melden")
    assert link["href"] == expected


def test_a_site_without_a_public_statement_leads_to_the_citys_form(client, gruenau) -> None:
    finish_statement(gruenau, live=False)
    link = read(client, "/gruenau/").footer.find("a", string="Barriere melden")
    assert link["href"] == "/barrierefreiheit/melden/?seite=%2Fgruenau%2F"
    finish_statement(None, live=False)
    assert read(client, "/gruenau/").footer.find("a", string="Barriere melden") is None


def test_on_a_host_of_its_own_the_form_is_there_too(client, make_management) -> None:
    make_management("eigen", hostname="eigen.example.org")
    response = client.get("/barrierefreiheit/", headers={"host": "eigen.example.org"})
    assert response.status_code == 200
    form = client.get("/barrierefreiheit/melden/", headers={"host": "eigen.example.org"})
    assert form.status_code == 200
    assert form.context["page"].management.slug == "eigen"


@pytest.fixture
def closed(gruenau):
    """A management that has ended; all of its mailboxes are dead."""
    finish_statement(gruenau, feedback_email="alt@example.org", feedback_phone="0341 111111")
    gruenau.page.contact_email, gruenau.page.contact_phone = "alt@example.org", "0341 111111"
    gruenau.page.contact_address = "Altes Büro"
    gruenau.page.save_revision().publish()
    gruenau.status = "closed"
    gruenau.save()
    return gruenau


CLOSED_PAGES = (
    "/gruenau/barrierefreiheit/",
    "/gruenau/barrierefreiheit/melden/",
    "/gruenau/ueber-uns/",
)


def test_a_management_that_has_ended_offers_none_of_its_mailboxes(client, closed) -> None:
    for url in CLOSED_PAGES:
        html = read(client, url)
        assert "alt@example.org" not in str(html)
        assert "111111" not in str(html)
        assert html.select_one("footer address a")["href"] == "tel:115"
        assert "Bürgertelefon der Stadt Leipzig" in html.select_one("footer address").text
    for url in CLOSED_PAGES[:2]:
        assert read(client, url).main.select_one("a[href='tel:115']")


def test_for_a_management_that_has_ended_the_city_is_named(client, closed) -> None:
    finish_statement(None, feedback_email="stadt@example.org")
    for url in CLOSED_PAGES[:2]:
        html = read(client, url)
        assert "Jetzt antwortet: Stadt Leipzig." in words(html)
        assert html.main.select_one("a[href='mailto:stadt@example.org']")


def test_for_a_management_that_has_ended_its_successor_is_named(client, closed, paunsdorf) -> None:
    paunsdorf.page.contact_email = "neu@example.org"
    paunsdorf.page.save_revision().publish()
    closed.successor = paunsdorf
    closed.save()
    for url in CLOSED_PAGES:
        html = read(client, url)
        assert "alt@example.org" not in str(html)
        contact = html.select_one("footer address")
        assert paunsdorf.name in contact.text
        assert contact.select_one("a")["href"] == "mailto:neu@example.org"
    for url in CLOSED_PAGES[:2]:
        assert f"Jetzt antwortet: {paunsdorf.name}." in words(read(client, url))
    # What the successor says in its own statement is nearer.
    finish_statement(paunsdorf, feedback_email="barrieren@example.org")
    for url in CLOSED_PAGES[:2]:
        assert read(client, url).main.select_one("a[href='mailto:barrieren@example.org']")


@pytest.mark.parametrize("reason", ["burden", "out_of_scope"])
def test_what_stays_as_it_is_promises_no_later(client, partial, reason: str) -> None:
    StatementGap.objects.filter(page=partial).update(reason=reason, until=None)
    entry = " ".join(read(client).select_one(".gap-list li").get_text(" ").split())
    assert entry.endswith("Stattdessen: Fragen Sie uns.")
    assert "Bis dahin" not in entry
