"""Wrong addresses and failures."""

from django.core.cache import cache
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
