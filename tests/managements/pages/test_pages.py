"""What all pages have in common."""

from django.test import RequestFactory

from managements.models import Management
from managements.pages.addresses import page_address
from tests.builders import CITY_HOST, content_page, text


def test_a_published_page_is_read_by_visitors(client, gruenau: Management) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte", body=[text("<p>Ein Garten.</p>")])
    response = client.get("/gruenau/projekte/")
    assert response.status_code == 200
    assert "Ein Garten." in response.content.decode()


def test_a_draft_is_not_read_by_visitors(client, gruenau: Management) -> None:
    assert client.get("/gruenau/ueber-uns/").status_code == 404


def test_a_page_lists_the_published_pages_below_it(client, gruenau: Management) -> None:
    parent = content_page(gruenau.page, "Projekte", slug="projekte")
    content_page(parent, "Ein Garten", introduction="Gemeinsam gießen.")
    content_page(parent, "Noch nicht fertig").unpublish()
    html = client.get("/gruenau/projekte/").content.decode()
    assert "Ein Garten" in html
    assert "Gemeinsam gießen." in html
    assert "Noch nicht fertig" not in html


def test_a_page_outside_all_sites_has_no_address(gruenau: Management) -> None:
    root = gruenau.page.get_ancestors().first()
    assert page_address(root, RequestFactory(SERVER_NAME=CITY_HOST).get("/")) == ""


def test_visitors_get_no_cookie(client, gruenau: Management) -> None:
    response = client.get("/gruenau/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_content_security_policy_of_public_pages_allows_nothing_inline(client, gruenau) -> None:
    policy = client.get("/gruenau/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_cms_has_a_policy_of_its_own_without_eval(admin_client, city) -> None:
    policy = admin_client.get("/admin/")["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src-attr 'none'" in policy
