"""One address per page, with and without a hostname of its own."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from managements.models import FormerHostname, Management
from managements.pages.addresses import REDIRECT_CACHING
from managements.tenancy.provisioning import repair_management
from tests.builders import CITY_HOST, block, content_page, text

OWN_HOST = "gruenau.example"


def set_hostname(management: Management, hostname: str | None) -> None:
    management.hostname = hostname
    management.full_clean(exclude=["collection", "editors"])
    management.save()
    repair_management(management)


@pytest.fixture
def own_host(gruenau: Management) -> Client:
    """A visitor on the hostname that Grünau now has."""
    set_hostname(gruenau, OWN_HOST)
    return Client(SERVER_NAME=OWN_HOST)


def test_without_a_hostname_a_management_lives_below_the_city(client, gruenau) -> None:
    assert gruenau.page.full_url == "http://quartiere.test/gruenau/"
    assert client.get("/gruenau/").status_code == 200


def test_with_a_hostname_the_site_stands_at_its_root(own_host: Client, gruenau) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte")
    assert own_host.get("/").status_code == 200
    assert own_host.get("/projekte/").status_code == 200
    assert gruenau.page.full_url == "http://gruenau.example/"


def test_the_old_address_redirects_for_good_and_keeps_the_query(
    client, own_host: Client, gruenau
) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte")
    response = client.get("/gruenau/projekte/?seite=2&q=a%20b")
    assert response.status_code == 301
    assert response["Location"] == "http://gruenau.example/projekte/?seite=2&q=a%20b"


def test_links_from_everywhere_lead_to_the_own_hostname(
    client, own_host: Client, gruenau, paunsdorf
) -> None:
    target = content_page(gruenau.page, "Projekte", slug="projekte")
    links = block(
        "links",
        title="Weiter",
        links=[{"page": target.pk, "url": "", "text": "", "description": ""}],
    )
    rich = text(f'<p><a linktype="page" id="{target.pk}">zum Projekt</a></p>')
    content_page(paunsdorf.page, "Nachbarn", slug="nachbarn", body=[links, rich])
    html = client.get("/paunsdorf/nachbarn/").content.decode()
    assert html.count('href="http://gruenau.example/projekte/"') == 2
    assert 'href="/gruenau/' not in html
    assert 'href="http://gruenau.example/"' in client.get("/").content.decode()


def test_links_inside_the_own_site_are_short(own_host: Client, gruenau) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte", show_in_menus=True)
    html = own_host.get("/").content.decode()
    assert 'href="/projekte/"' in html
    assert 'href="http://quartiere.test/"' in html, "the way back to the city"


def test_every_page_names_its_one_address(own_host: Client, client, gruenau, paunsdorf) -> None:
    canonical = '<link rel="canonical" href="{}">'
    assert canonical.format("http://gruenau.example/") in own_host.get("/").content.decode()
    html = client.get("/paunsdorf/").content.decode()
    assert canonical.format("http://quartiere.test/paunsdorf/") in html


def test_the_site_map_lists_a_hosts_own_pages_only(client, own_host: Client, paunsdorf) -> None:
    city_map = client.get("/sitemap.xml").content.decode()
    own_map = own_host.get("/sitemap.xml").content.decode()
    assert "http://quartiere.test/paunsdorf/" in city_map
    assert "gruenau" not in city_map
    assert "http://gruenau.example/impressum/" in own_map
    assert "quartiere.test" not in own_map


def test_robots_are_shown_the_site_map_of_their_host(client, own_host: Client) -> None:
    assert (
        "Sitemap: http://quartiere.test/sitemap.xml" in client.get("/robots.txt").content.decode()
    )
    assert (
        "Sitemap: http://gruenau.example/sitemap.xml"
        in own_host.get("/robots.txt").content.decode()
    )
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()


def test_giving_the_hostname_up_leads_back(client, own_host: Client, gruenau) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte")
    set_hostname(gruenau, None)
    assert client.get("/gruenau/projekte/").status_code == 200
    response = own_host.get("/projekte/?a=1")
    assert response.status_code == 301
    assert response["Location"] == "http://quartiere.test/gruenau/projekte/?a=1"
    assert not Site.objects.filter(hostname=OWN_HOST).exists()


def test_a_changed_hostname_leads_from_the_old_to_the_new(own_host: Client, gruenau) -> None:
    set_hostname(gruenau, "neu.example")
    response = own_host.get("/")
    assert (response.status_code, response["Location"]) == (301, "http://neu.example/")
    assert FormerHostname.objects.get().hostname == OWN_HOST


def test_a_hostname_that_is_taken_back_is_no_former_one(own_host: Client, gruenau) -> None:
    set_hostname(gruenau, None)
    set_hostname(gruenau, OWN_HOST)
    assert own_host.get("/").status_code == 200
    assert not FormerHostname.objects.exists()


@pytest.mark.parametrize("host", ["fremd.example", "127.0.0.1", "quartiere.test.fremd.example", ""])
def test_an_unknown_host_gets_400(city, host: str) -> None:
    assert Client(SERVER_NAME=host).get("/").status_code == 400


@pytest.mark.parametrize("host", ["a b", "x/y", "<script>"])
def test_a_broken_host_gets_400(city, host: str) -> None:
    assert Client(headers={"host": host}).get("/").status_code == 400


def test_a_further_name_of_the_city_leads_to_its_address(city, settings) -> None:
    settings.EXTRA_HOSTS = ["www.quartiere.test"]
    response = Client(SERVER_NAME="www.quartiere.test").get("/a/?b=c")
    assert (response.status_code, response["Location"]) == (301, "http://quartiere.test/a/?b=c")


def test_the_cms_is_at_the_citys_host_only(own_host: Client) -> None:
    response = own_host.get("/admin/login/")
    assert response.status_code == 302
    assert response["Location"] == "http://quartiere.test/admin/login/"
    assert Client(SERVER_NAME=CITY_HOST).get("/admin/login/").status_code == 200


def test_health_is_answered_for_any_host(db) -> None:
    machine = Client(SERVER_NAME="10.0.0.7")
    assert machine.get("/healthz").content == b"ok\n"
    ready = machine.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"database": True, "migrations": True}


def test_not_ready_is_said_with_503(db, monkeypatch) -> None:
    from django.db import DatabaseError

    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("managements.websites.health.MigrationExecutor", fail)
    response = Client(SERVER_NAME="10.0.0.7").get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False


def rename(page: Page, slug: str) -> None:
    page.slug = slug
    page.save_revision().publish()


def test_a_renamed_page_redirects_on_every_host_where_it_had_an_address(
    client, own_host: Client, gruenau, django_capture_on_commit_callbacks
) -> None:
    page = content_page(gruenau.page, "Projekte", slug="projekte")
    content_page(page, "Garten", slug="garten")
    with django_capture_on_commit_callbacks(execute=True):
        rename(page, "vorhaben")
    own = own_host.get("/projekte/garten/")
    assert (own.status_code, own["Location"]) == (301, "http://gruenau.example/vorhaben/garten/")
    assert client.get("/gruenau/projekte/garten/").status_code == 301
    assert client.get("/projekte/").status_code == 404, "the city never had this page"


def test_a_moved_page_redirects(client, gruenau, django_capture_on_commit_callbacks) -> None:
    page = content_page(gruenau.page, "Garten", slug="garten")
    parent = content_page(gruenau.page, "Projekte", slug="projekte")
    with django_capture_on_commit_callbacks(execute=True):
        page.move(parent, pos="last-child")
    response = client.get("/gruenau/garten/")
    assert (response.status_code, response["Location"]) == (301, "/gruenau/projekte/garten/")


def test_a_page_that_gets_its_former_name_back_leads_nobody_in_circles(
    client, gruenau, django_capture_on_commit_callbacks
) -> None:
    page = content_page(gruenau.page, "Projekte", slug="projekte")
    for slug, before in (("vorhaben", "projekte"), ("projekte", "vorhaben")):
        with django_capture_on_commit_callbacks(execute=True):
            rename(page, slug)
        response = client.get(f"/gruenau/{before}/")
        assert (response.status_code, response["Location"]) == (301, f"/gruenau/{slug}/")
        assert response["Cache-Control"] == REDIRECT_CACHING, "browsers keep it for good otherwise"
    assert client.get("/gruenau/projekte/").status_code == 200


def test_a_renamed_page_is_asked_what_its_former_address_was_asked(
    client, gruenau, django_capture_on_commit_callbacks
) -> None:
    page = content_page(gruenau.page, "Projekte", slug="projekte")
    with django_capture_on_commit_callbacks(execute=True):
        rename(page, "vorhaben")
    response = client.get("/gruenau/projekte/?seite=2&thema=arbeit%20x")
    assert response["Location"] == "/gruenau/vorhaben/?seite=2&thema=arbeit%20x"


def test_redirects_outlive_the_hostname(
    client, own_host: Client, gruenau, django_capture_on_commit_callbacks
) -> None:
    page = content_page(gruenau.page, "Projekte", slug="projekte")
    with django_capture_on_commit_callbacks(execute=True):
        rename(page, "vorhaben")
    Redirect.objects.exclude(site__hostname=OWN_HOST).delete()
    set_hostname(gruenau, None)
    assert own_host.get("/projekte/")["Location"] == "http://quartiere.test/gruenau/projekte/"
    response = client.get("/gruenau/projekte/")
    assert (response.status_code, response["Location"]) == (301, "/gruenau/vorhaben/")


def test_a_redirect_to_a_page_that_went_offline_tells_no_address(
    client, gruenau, django_capture_on_commit_callbacks
) -> None:
    page = content_page(gruenau.page, "Projekte", slug="alt")
    with django_capture_on_commit_callbacks(execute=True):
        rename(page, "neu")
    assert client.get("/gruenau/alt/")["Location"] == "/gruenau/neu/"
    page.unpublish()
    assert client.get("/gruenau/alt/").status_code == 404
