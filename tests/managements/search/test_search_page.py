"""The page on which people search: without JavaScript, without a cookie, without a trace."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from managements.search.models import SearchEntry, SearchPage
from managements.search.models.finding import PAGE_SIZE
from managements.tenancy.provisioning import provision_management
from tests.builders import CITY_HOST, content_page, logged_in
from tests.conftest import make_public
from tests.managements.search.seen import results_of, words_in
from tests.posts import make_post

pytestmark = pytest.mark.once


@pytest.fixture
def _many_pages(gruenau) -> None:
    for number in range(PAGE_SIZE + 3):
        content_page(gruenau.page, f"Zucchini {number}", slug=f"z-{number}")


def test_every_site_has_its_search_and_no_menu_names_it(city, gruenau) -> None:
    for root in (city, gruenau.page):
        page = SearchPage.objects.child_of(root).live().get()
        assert (page.slug, page.title) == ("suche", "Suche")
        assert not page.show_in_menus


def test_the_command_after_a_release_gives_every_site_its_search(city, gruenau, paunsdorf) -> None:
    for page in SearchPage.objects.all():
        Page.objects.get(pk=page.pk).delete()
    for _again in range(2):
        call_command("provision_city", verbosity=0)
        assert SearchPage.objects.live().count() == 3


@pytest.mark.parametrize("act", ["delete", "move", "copy", "unpublish"])
def test_the_search_is_not_taken_away(gruenau, editor_of, act) -> None:
    page = SearchPage.objects.child_of(gruenau.page).get()
    browser = logged_in(editor_of(gruenau))
    address = reverse(f"wagtailadmin_pages:{act}", args=[page.pk])
    browser.post(address)
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("asked", [{}, {"q": "Zucchini"}])
def test_the_field_says_where_one_looks(client, gruenau, asked: dict[str, str]) -> None:
    for url, label in (("/gruenau/suche/", "Suche: Gruenau"), ("/suche/", "Suche: alle Quartiere")):
        html = results_of(client.get(url, asked)).html
        field = html.select_one("main input[name=q]")
        assert words_in(html.select_one(f"label[for={field['id']}]")) == label


def test_results_say_what_was_looked_for_and_are_not_for_robots(client, gruenau) -> None:
    content_page(gruenau.page, "Zucchini", slug="z")
    response = client.get("/gruenau/suche/", {"q": "Zucchini"})
    results = results_of(response)
    assert results.heading == "Suche nach „Zucchini“"
    assert results.html.title.text.startswith("Suche nach „Zucchini“ – Suche – Gruenau")
    assert results.html.select_one('meta[name="robots"]')["content"] == "noindex"
    assert words_in(results.html.select_one(".search__count")) == "Ein Treffer"
    assert results.html.select_one("main input[name=q]")["value"] == "Zucchini"
    assert not response.cookies


def test_before_anything_was_asked_the_page_invites(client, gruenau) -> None:
    for address in ("/suche/", "/gruenau/suche/", "/suche/?q=", "/suche/?q=%20%20"):
        results = results_of(client.get(address))
        assert results.status == 200
        assert results.heading == "Suche"
        assert not results.html.select_one('meta[name="robots"]')
        assert "Ein Wort genügt" in results.text


def test_where_nothing_is_found_the_page_helps(client, search, gruenau) -> None:
    results = search("xyzzy", "/gruenau/suche/")
    assert "Nichts gefunden" in results.text
    assert results.link("In allen Quartieren suchen") == "/suche/?q=xyzzy"
    assert results.link("Wer hilft wobei?") == "/anliegen/?anliegen=xyzzy"
    assert results.html.select_one('main a[href="tel:115"]')
    for heading in results.html.select("main h2"):
        assert heading.text.strip()
    assert client.get(results.link("Wer hilft wobei?")).status_code == 200


def test_words_of_every_text_are_explained(search, gruenau) -> None:
    assert "Diese Wörter stehen auf jeder Seite" in search("und die").text


def test_a_long_text_is_cut_with_a_sentence(search, gruenau) -> None:
    content_page(gruenau.page, "Zucchini", slug="z")
    results = search("Zucchini " * 40)
    assert results.titles == ["Zucchini"]
    assert "Wir haben nach den ersten gesucht" in results.text
    assert "Wir haben nach den ersten gesucht" not in search("Zucchini").text


@pytest.mark.usefixtures("_many_pages")
def test_many_results_come_a_page_at_a_time(client) -> None:
    first = results_of(client.get("/suche/", {"q": "Zucchini"}))
    assert len(first.found) == PAGE_SIZE
    assert f"{PAGE_SIZE + 3} Treffer" in first.text
    second = results_of(client.get(f"{first.link('Weitere Treffer')}"))
    assert len(second.found) == 3
    assert second.html.title.text.startswith("Seite 2 – Suche nach „Zucchini“ – ")
    address = second.html.find("link", rel="canonical")["href"]
    assert address.endswith("/suche/?q=Zucchini&seite=2")
    assert second.html.select_one("ol.hits")["start"] == str(PAGE_SIZE + 1)
    assert not set(first.urls) & set(second.urls)
    assert second.link("Vorherige Treffer") == "/suche/?q=Zucchini"
    beyond = results_of(client.get("/suche/", {"q": "Zucchini", "seite": "3"}))
    assert beyond.status == 404
    assert beyond.link("Zu den ersten Treffern") == "/suche/?q=Zucchini"


def test_kinds_of_results_are_plain_links(search, gruenau) -> None:
    content_page(gruenau.page, "Zucchini", slug="z")
    make_post(gruenau, "Die Zucchini ist reif")
    results = search("Zucchini")
    assert results.link("Beiträge (1)") == "/suche/?q=Zucchini&art=beitrag"
    narrowed = search("Zucchini", art="beitrag")
    assert narrowed.titles == ["Die Zucchini ist reif"]
    assert words_in(narrowed.html.select_one('[aria-current="true"].filters__choice--active')) == (
        "Beiträge (1)"
    )
    assert narrowed.link("Alle (2)") == "/suche/?q=Zucchini"
    empty = search("Zucchini", art="termin")
    assert empty.status == 200
    assert "2 Treffer Darunter sind keine Termine." in empty.text
    assert empty.link("Alle 2 Treffer zeigen") == "/suche/?q=Zucchini"
    assert "Nichts gefunden" not in empty.text
    assert "Zu den ersten Treffern" not in empty.text
    nothing = search("Papaya", art="termin")
    assert "Nichts gefunden" in nothing.text
    assert "Darunter" not in nothing.text


@pytest.mark.parametrize("query", ["art=quatsch", "seite=x", "seite=-1", "seite=²"])
def test_what_nobody_knows_in_an_address_is_left_out_with_a_sentence(
    client, gruenau, query
) -> None:
    content_page(gruenau.page, "Zucchini", slug="z")
    results = results_of(client.get(f"/suche/?q=Zucchini&{query}"))
    assert results.titles == ["Zucchini"]
    assert "weggelassen" in results.text


def test_a_management_with_a_hostname_is_searched_there(search, city) -> None:
    management = provision_management(
        name="Quartiersmanagement Insel", short_name="Insel", slug="insel",
        kind="quartiersmanagement", hostname="insel.example.org",
    )  # fmt: skip
    make_public(management)
    content_page(management.page, "Zucchini", slug="z")
    own = search("Zucchini", host="insel.example.org")
    assert own.urls == ["/z/"]
    assert own.html.select_one("main form")["action"] == "/suche/"
    everywhere = own.link("In allen Quartieren suchen")
    assert everywhere == "http://quartiere.test/suche/?q=Zucchini"
    assert search("Zucchini").urls == ["http://insel.example.org/z/"]


def test_nothing_is_sent_to_the_search(gruenau) -> None:
    strict = Client(SERVER_NAME=CITY_HOST)
    assert strict.post("/suche/", {"q": "Zucchini"}).status_code == 405
    assert strict.head("/suche/").status_code == 200


def test_the_search_is_in_no_site_map_and_in_no_result(client, search, gruenau) -> None:
    assert "/suche/" not in client.get("/sitemap.xml").content.decode()
    assert not any("/suche/" in url for url in search("Suche").urls)


def test_the_index_is_made_anew_by_a_command(search, gruenau, capsys) -> None:
    content_page(gruenau.page, "Zucchini", slug="z")
    SearchEntry.objects.all().delete()
    assert not search("Zucchini").found
    for _again in range(2):
        call_command("rebuild_search")
        assert search("Zucchini").titles == ["Zucchini"]
    assert "can be found" in capsys.readouterr().out


def test_a_server_that_starts_again_does_not_make_the_index_anew(gruenau, capsys) -> None:
    call_command("rebuild_search")
    capsys.readouterr()
    call_command("rebuild_search", "--if-needed")
    assert not capsys.readouterr().out


def test_the_first_start_of_a_release_makes_the_index_whole(search, gruenau, monkeypatch) -> None:
    content_page(gruenau.page, "Zucchini", slug="z")
    # An older release knew no search; then a command published something.
    SearchEntry.objects.all().delete()
    content_page(gruenau.page, "Nachzügler", slug="n")
    assert search("Nachzügler").found
    assert not search("Zucchini").found
    call_command("rebuild_search", "--if-needed", verbosity=0)
    assert search("Zucchini").titles == ["Zucchini"]
    # Another release compares words in another way.
    SearchEntry.objects.all().delete()
    call_command("rebuild_search", "--if-needed", verbosity=0)
    assert not search("Zucchini").found
    monkeypatch.setattr("managements.search.indexing.FORM", 99)
    call_command("rebuild_search", "--if-needed", verbosity=0)
    assert search("Zucchini").titles == ["Zucchini"]
