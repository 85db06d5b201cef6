"""Pictures of shared pages under their addresses: for anyone, and not made more often than needed."""

import pytest
import time_machine
import typst
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from managements.funding.models import FundingNotice
from managements.models import Management
from managements.referrals.models import Answer, Enquiry
from managements.tenancy.provisioning import repair_management
from managements.typesetting import press
from tests.builders import content_page, logged_in
from tests.dates import at, make_event

pytestmark = pytest.mark.once

OWN_HOST = "gruenau.example"
CITY = "http://quartiere.test"


@pytest.fixture(autouse=True)
def _first_of_december():
    with time_machine.travel(at("2026-12-01", "09:00"), tick=False):
        yield


@pytest.fixture
def page(gruenau: Management) -> Page:
    return content_page(gruenau.page, "Projekte", slug="projekte", introduction="Was wir tun.")


def metadata(client: Client, url: str) -> dict[str, str]:
    """Return what a page says to networks, by property or name."""
    html = BeautifulSoup(client.get(url).content, "html.parser")
    return {
        tag.get("property") or tag["name"]: tag["content"]
        for tag in html.find_all("meta", content=True)
    }


def picture_url(client: Client, url: str) -> str:
    return metadata(client, url)["og:image"]


def move_to_own_host(management: Management) -> None:
    management.hostname = OWN_HOST
    management.save()
    repair_management(management)


def test_a_page_tells_networks_all_they_want_to_know(client, page) -> None:
    found = metadata(client, "/gruenau/projekte/")
    image = found.pop("og:image")
    assert image.startswith(f"{CITY}/teilen/{page.pk}-")
    assert image.endswith(".png")
    assert {name: text for name, text in found.items() if name[:3] in {"og:", "twi"}} == {
        "og:title": "Projekte – Gruenau",
        "og:description": "Was wir tun.",
        "og:url": f"{CITY}/gruenau/projekte/",
        "og:type": "website",
        "og:site_name": "Leipziger Quartiere",
        "og:locale": "de_DE",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Projekte – Quartiersmanagement Gruenau",
        "twitter:card": "summary_large_image",
    }


def test_the_text_of_the_picture_names_the_date(client, gruenau) -> None:
    make_event(gruenau, "Forum")
    assert metadata(client, "/gruenau/termine/forum/")["og:image:alt"] == (
        "Forum – Montag, 7. Dezember 2026, 18–20 Uhr – Quartiersmanagement Gruenau"
    )


def test_anyone_gets_the_picture_and_may_keep_it_for_a_year(client, page) -> None:
    response = client.get(picture_url(client, "/gruenau/projekte/"))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content.startswith(b"\x89PNG")
    assert not response.cookies
    assert "Vary" not in response


def test_programs_may_fetch_it(client, page) -> None:
    forbidden = [
        line.partition(": ")[2]
        for line in client.get("/robots.txt").content.decode().splitlines()
        if line.startswith("Disallow")
    ]
    path = picture_url(client, "/gruenau/projekte/").removeprefix(CITY)
    assert not path.startswith(tuple(forbidden))


def test_it_is_not_compressed_again(client, page) -> None:
    url = picture_url(client, "/gruenau/projekte/")
    plain, response = client.get(url), client.get(url, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in response
    assert response.content == plain.content
    html = client.get("/gruenau/projekte/", headers={"Accept-Encoding": "gzip"})
    assert html["Content-Encoding"] == "gzip"


def test_it_is_set_once_whatever_is_asked_behind_it(client, page, monkeypatch) -> None:
    url = picture_url(client, "/gruenau/projekte/")
    first = client.get(url)
    monkeypatch.setattr(typst, "compile", None)
    for query in ("", "?v=2", "?fbclid=abc"):
        again = client.get(f"{url}{query}")
        assert (again.status_code, again.content) == (200, first.content)


def test_pages_are_shown_without_the_press(client, page, monkeypatch) -> None:
    monkeypatch.setattr(typst, "compile", None)
    assert picture_url(client, "/gruenau/projekte/")


def test_finished_pictures_are_kept_in_a_shelf_of_their_own_with_few_places() -> None:
    shelf = caches["share_images"]
    assert shelf._max_entries <= 200
    for number in range(300):
        shelf.set(f"picture{number}", b"", 60)
    assert sum(shelf.has_key(f"picture{number}") for number in range(300)) <= 200
    assert not caches["default"].has_key("picture299")


def test_who_has_it_already_does_not_get_it_again(client, page, monkeypatch) -> None:
    url = picture_url(client, "/gruenau/projekte/")
    etag = client.get(url)["ETag"]
    caches["share_images"].clear()
    monkeypatch.setattr(typst, "compile", None)
    response = client.get(url, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_it_can_only_be_read(client, page) -> None:
    url = picture_url(client, "/gruenau/projekte/")
    assert client.post(url).status_code == 405
    response = client.head(url)
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Type"] == "image/png"


def test_an_old_mark_leads_to_the_picture_of_today(client, page, gruenau, monkeypatch) -> None:
    old = picture_url(client, "/gruenau/projekte/")
    FundingNotice.objects.create(management=gruenau, text="Gefördert.")
    monkeypatch.setattr(typst, "compile", None)
    response = client.get(f"{old}?x=1")
    assert response.status_code == 302
    new = picture_url(client, "/gruenau/projekte/")
    assert new != old
    assert response["Location"] == new
    assert response["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("mark", ["0", "f" * 64, "0123456789abcdef"])
def test_a_mark_that_never_was_leads_there_too(client, page, mark: str) -> None:
    for number in (page.pk, f"000{page.pk}"):
        response = client.get(f"/teilen/{number}-{mark}.png")
        assert response["Location"] == picture_url(client, "/gruenau/projekte/")


@pytest.mark.parametrize(
    "path",
    ["1-0", "0-0", "999999999-0", f"{'9' * 18}-0", f"{'9' * 30}-0", "x-0", "-0", "1-", "1-xyz"],
)
def test_where_no_page_is_there_is_no_picture(client, page, path: str) -> None:
    assert client.get(f"/teilen/{path}.png").status_code == 404


def test_what_is_not_public_has_no_picture(
    client, gruenau, page, make_management, editor_of, admin_client
) -> None:
    draft = gruenau.page.add_child(instance=type(page)(title="Entwurf", live=False))
    secret = content_page(gruenau.page, "Geheim")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    hidden = make_management("verborgen", is_public=False)
    hidden_page = content_page(hidden.page, "Noch nicht")
    old = picture_url(client, "/gruenau/projekte/")
    page.unpublish()
    editor = logged_in(editor_of(hidden))
    for one in (draft, secret, hidden.page, hidden_page, page):
        for visitor in (client, editor, admin_client):
            assert visitor.get(f"/teilen/{one.pk}-0.png").status_code == 404, one
    assert client.get(old).status_code == 404
    # The phase alone is enough, whatever became of the restriction that follows from it.
    PageViewRestriction.objects.all().delete()
    assert client.get(f"/teilen/{hidden_page.pk}-0.png").status_code == 404
    assert "og:image" not in metadata(editor, hidden_page.url)


def test_a_page_that_went_to_the_trash_has_no_picture(client, admin_client, page) -> None:
    url = picture_url(client, "/gruenau/projekte/")
    admin_client.post(f"/admin/pages/{page.pk}/delete/")
    assert client.get("/gruenau/projekte/").status_code == 404
    assert client.get(url).status_code == 404


def test_wrong_addresses_and_previews_have_none(client, gruenau, page, admin_client) -> None:
    assert "og:image" not in metadata(client, "/gruenau/gibt-es-nicht/")
    page.save_revision()
    preview = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert preview.status_code == 200
    assert "og:title" in preview.content.decode()
    assert "og:image" not in preview.content.decode()


def test_a_part_of_a_page_has_the_pages_picture_and_its_own_title(client, gruenau) -> None:
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    Answer.objects.create(management=gruenau, enquiry=enquiry, state="yes")
    for page, part in [
        ("/gruenau/anliegen/", "/gruenau/anliegen/praktikum/"),
        ("/gruenau/termine/", "/gruenau/termine/monat/2026-12/"),
    ]:
        whole, found = metadata(client, page), metadata(client, part)
        assert found["og:image"] == whole["og:image"]
        assert found["og:title"] != whole["og:title"]
        assert found["og:url"] == f"{CITY}{part}"


def test_on_a_hostname_of_its_own_a_management_has_its_pictures_there(client, gruenau) -> None:
    page = content_page(gruenau.page, "Projekte", slug="projekte")
    move_to_own_host(gruenau)
    own = Client(SERVER_NAME=OWN_HOST)
    url = picture_url(own, "/projekte/")
    assert url.startswith(f"http://{OWN_HOST}/teilen/{page.pk}-")
    path = url.removeprefix(f"http://{OWN_HOST}")
    assert own.get(path).status_code == 200
    for response in (client.get(path), client.get(f"/teilen/{page.pk}-0.png")):
        assert (response.status_code, response["Location"]) == (302, url)


def test_the_city_has_its_own_on_its_own_host(client, gruenau, city) -> None:
    move_to_own_host(gruenau)
    path = picture_url(client, "/").removeprefix(CITY)
    assert client.get(path).status_code == 200
    response = Client(SERVER_NAME=OWN_HOST).get(path)
    assert response["Location"] == f"{CITY}{path}"


def test_where_too_many_ask_one_is_asked_to_wait(client, gruenau, page, monkeypatch) -> None:
    known = picture_url(client, "/gruenau/")
    kept = client.get(known)
    monkeypatch.setattr(press, "_PATIENCE", 0.01)
    url = picture_url(client, "/gruenau/projekte/")
    with press.at_the_press():
        response = client.get(url)
        assert response.status_code == 503
        assert response["Retry-After"] == "10"
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response or response["ETag"] != f'"{url[-20:-4]}"'
        assert "Das Bild braucht einen Moment" in response.content.decode()
        # What is made already is handed out meanwhile.
        assert client.get(known).content == kept.content
    assert client.get(url).status_code == 200
