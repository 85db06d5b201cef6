"""Wrong addresses and failures."""

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client

from managements.models import FormerHostname, Management
from tests.builders import CITY_HOST, content_page


def test_a_wrong_address_is_helped_on(client, gruenau: Management) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte")
    response = client.get("/gruenau/projekte/gibt-es-nicht/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "<h1" in html
    assert 'href="/gruenau/projekte/"' in html, "the nearest page above"
    assert 'href="tel:115"' in html
    assert "/gruenau/impressum/" in html, "the frame of the site"
    assert '<meta name="robots" content="noindex">' in html
    assert "og:title" not in html, "nobody shares it"
    assert "noindex" not in client.get("/gruenau/projekte/").content.decode()


def test_a_wrong_address_of_the_city_is_helped_on(client, gruenau: Management) -> None:
    response = client.get("/gibt-es-nicht/")
    assert response.status_code == 404
    assert 'href="/gruenau/"' in response.content.decode()


def test_a_wrong_address_tells_nothing_of_drafts(client, gruenau: Management) -> None:
    html = client.get("/gruenau/ueber-uns/gibt-es-nicht/").content.decode()
    assert "/gruenau/ueber-uns/" not in html


def test_odd_addresses_never_fail(client, gruenau: Management) -> None:
    for path in ("/%00/", "/gruenau/%F0%9F%8C%B3/", "/%2e%2e/", "/gruenau//x/", "/" + "a" * 3000):
        assert client.get(path).status_code in {301, 400, 404}, path


def test_a_failure_is_a_page_that_needs_no_database(gruenau: Management, monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("managements.websites.models.ManagementPage.get_context", fail)
    client = Client(SERVER_NAME=CITY_HOST, raise_request_exception=False)
    response = client.get("/gruenau/")
    html = response.content.decode()
    assert response.status_code == 500
    assert '<html lang="de"' in html
    assert "out of order" not in html


def test_an_unknown_host_reads_a_sentence(db) -> None:
    response = Client(SERVER_NAME="fremd.example").get("/")
    assert response.status_code == 400
    assert '<html lang="de"' in response.content.decode()


def test_a_nul_is_refused_wherever_it_stands(client, gruenau: Management) -> None:
    assert client.get("/stil/quartiere.css?mit=%00").status_code == 400


def test_refused_requests_have_a_policy_too(db) -> None:
    response = Client(SERVER_NAME="fremd.example").get("/")
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_management_without_a_start_page_takes_nobody_else_down(
    client, gruenau: Management, paunsdorf: Management
) -> None:
    FormerHostname.objects.create(management=paunsdorf, hostname="alt.example")
    paunsdorf.page.delete()
    cache.clear()
    for url in ("/", "/gruenau/", "/gruenau/impressum/", "/sitemap.xml", "/robots.txt"):
        assert client.get(url).status_code == 200, url


def test_a_wrong_address_offers_to_search_for_its_words(client, gruenau: Management) -> None:
    for path, action, words in (
        ("/gruenau/alte-seite_2.html/", "/gruenau/suche/", "alte seite 2"),
        ("/alte-seite/", "/suche/", "alte seite"),
        ("/gruenau/%22%3E%3Cb%3E/", "/gruenau/suche/", '"><b>'),
    ):
        html = BeautifulSoup(client.get(path).content, "html.parser")
        form = html.select_one("main form[role=search]")
        assert form["action"] == action
        assert form.select_one("input[name=q]")["value"] == words


def test_every_page_leads_to_the_search_of_its_site(client, gruenau: Management) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte")
    for path, action in (
        ("/", "/suche/"), ("/gruenau/", "/gruenau/suche/"),
        ("/gruenau/projekte/", "/gruenau/suche/"), ("/gruenau/nichts/", "/gruenau/suche/"),
        ("/nichts/", "/suche/"), ("/impressum/", "/suche/"),
    ):  # fmt: skip
        header = BeautifulSoup(client.get(path).content, "html.parser").header
        form = header.select_one("form[role=search]")
        assert form["action"] == action, path
        assert form.label["for"] == form.input["id"]
        assert header.select_one("a.search-link")["href"] == action
    header = BeautifulSoup(client.get("/gruenau/suche/").content, "html.parser").header
    assert not header.select("form, a.search-link"), "one is there already"


def test_a_form_that_nobody_opened_is_refused_in_german(gruenau: Management) -> None:
    strict = Client(SERVER_NAME=CITY_HOST, enforce_csrf_checks=True)
    for path in ("/gruenau/", "/admin/login/"):
        response = strict.post(path, {"name": "x"})
        html = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 403
        assert html.html["lang"] == "de"
        assert html.h1.text == "Das wurde nicht gesendet"
        assert "laden Sie die Seite neu" in html.text
        assert "CSRF" not in html.text
        assert html.select_one('a[href="/"]')


def test_failures_of_every_kind_look_alike(gruenau: Management) -> None:
    for name in ("400.html", "500.html", "403_csrf.html"):
        html = BeautifulSoup(get_template(name).render(), "html.parser")
        assert html.select_one("header .brand"), name
        assert len(html.select("main h1")) == 1
        assert html.select_one('footer a[href="tel:115"]')
        assert html.title.text == f"{html.h1.text} – Leipziger Quartiere"
