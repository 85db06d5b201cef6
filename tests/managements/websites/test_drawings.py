"""Emblems and icons of a site: their addresses, and what stands there."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from PIL import Image

from managements.models import Management
from managements.models.colour import CITY_ACCENT, WHITE, Palette
from managements.models.emblem import NEUTRAL_EMBLEM
from managements.tenancy.provisioning import repair_management
from managements.typesetting import press
from managements.websites.drawings import Drawing, drawing_url
from tests.builders import logged_in

pytestmark = pytest.mark.once

OWN_HOST = "gruenau.example"


def choose(management: Management, **facts: str) -> None:
    for name, value in facts.items():
        setattr(management, name, value)
    management.save()


@pytest.fixture
def gruenau(gruenau: Management) -> Management:
    choose(gruenau, accent="#3C7A3A", emblem="gruenau")
    return gruenau


def head(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser").head


def icon(client: Client, url: str, kind: str) -> str:
    """Return the address of an icon: “svg”, “png” or “touch”."""
    selector = {
        "svg": "link[rel=icon][type='image/svg+xml']",
        "png": "link[rel=icon][type='image/png']",
        "touch": "link[rel=apple-touch-icon]",
    }[kind]
    return str(head(client, url).select_one(selector)["href"])


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def hero(client: Client, url: str) -> str:
    html = BeautifulSoup(client.get(url).content, "html.parser")
    return str(html.select_one(".hero__emblem, .masthead__emblem")["src"])


def test_one_change_of_the_record_reaches_head_cards_icons_styles_and_shared_pictures(
    client, gruenau, paunsdorf
) -> None:
    def seen() -> dict[str, str]:
        page = head(client, "/gruenau/")
        own = f".{gruenau.accent_class} img[src^='/stil/bild/']"
        lists = [
            BeautifulSoup(client.get(url).content, "html.parser") for url in ("/", "/paunsdorf/")
        ]
        return {
            "head": hero(client, "/gruenau/"),
            "small head": hero(client, "/gruenau/impressum/"),
            "city": str(lists[0].select_one(own)["src"]),
            "neighbour": str(lists[1].select_one(own)["src"]),
            "tab": icon(client, "/gruenau/", "svg"),
            "small icon": icon(client, "/gruenau/", "png"),
            "telephone": icon(client, "/gruenau/", "touch"),
            "theme": str(page.select_one("meta[name=theme-color]")["content"]),
            "styles": str(page.select_one("link[href^='/stil/quartiere.css']")["href"]),
            "shared picture": str(page.select_one("meta[property='og:image']")["content"]),
        }

    before = seen()
    choose(gruenau, accent="#7A4BA3", emblem="mockau")
    after = seen()
    assert {name for name in before if before[name] == after[name]} == set()
    # Its picture follows the colour alone, too.
    choose(gruenau, accent="#1F6FA8")
    assert hero(client, "/gruenau/") != after["head"]


def test_an_emblem_is_painted_in_the_colour_of_its_management(client, gruenau) -> None:
    response = client.get(hero(client, "/gruenau/"))
    assert response["Content-Type"] == "image/svg+xml"
    assert 'fill="#3C7A3A"' in response.content.decode()
    assert "immutable" in response["Cache-Control"]
    assert "style-src 'unsafe-inline'" in response["Content-Security-Policy"]


def test_a_management_without_a_picture_shows_a_street_everywhere(client, gruenau) -> None:
    choose(gruenau, emblem="")
    for url in (hero(client, "/gruenau/"), icon(client, "/gruenau/", "svg")):
        assert f"/{NEUTRAL_EMBLEM}-3C7A3A-" in url
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(("kind", "size"), [("png", 32), ("touch", 180)])
def test_icons_for_what_draws_no_svg(client, gruenau, kind: str, size: int) -> None:
    response = client.get(icon(client, "/gruenau/", kind))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    with Image.open(BytesIO(response.content)) as picture:
        assert picture.size == (size, size)
        corner = picture.convert("RGBA").getpixel((0, 0))
        edge = picture.convert("RGBA").getpixel((size // 2, 1))
    # Telephones round the corners off themselves; in a tab they are round.
    assert corner[3] == (255 if kind == "touch" else 0)
    assert max(abs(a - b) for a, b in zip(edge[:3], rgb("#3C7A3A"), strict=True)) < 6
    assert len(response.content) < 5_000


def test_the_city_has_its_own_icons(client, city) -> None:
    assert icon(client, "/", "svg").endswith(".svg")
    touch = client.get(icon(client, "/", "touch"))
    with Image.open(BytesIO(touch.content)) as picture:
        assert picture.convert("RGB").getpixel((0, 0)) == rgb(WHITE)
    themes = [meta["content"] for meta in head(client, "/").select("meta[name=theme-color]")]
    assert themes == [CITY_ACCENT, Palette(CITY_ACCENT).dark_tint]


def test_every_page_has_the_icons_of_whoever_it_belongs_to(client, gruenau) -> None:
    own = icon(client, "/gruenau/", "svg")
    for url in ("/gruenau/impressum/", "/gruenau/anliegen/", "/gruenau/gibt-es-nicht/"):
        assert icon(client, url, "svg") == own
    assert icon(client, "/gibt-es-nicht/", "svg") == icon(client, "/", "svg") != own


def test_an_old_mark_leads_to_the_drawing_of_today(client, gruenau) -> None:
    today = icon(client, "/gruenau/", "png")
    response = client.get("/stil/zeichen/gruenau-3C7A3A-0123456789ab-32.png")
    assert (response.status_code, response["Location"]) == (302, today)
    assert "max-age=300" in response["Cache-Control"]
    emblem = client.get("/stil/bild/gruenau-3C7A3A-0123456789ab.svg")
    assert emblem["Location"] == hero(client, "/gruenau/")


@pytest.mark.parametrize(
    "url",
    [
        "/stil/bild/gruenau-FF0000-0123456789ab.svg",
        "/stil/bild/mockau-3C7A3A-0123456789ab.svg",
        "/stil/zeichen/gruenau-FF0000-0123456789ab-180.png",
        "/stil/zeichen/leipzig-FF0000-0123456789ab-32.png",
        "/stil/zeichen/gruenau-3C7A3A-0123456789ab-31.png",
        "/stil/bild/gruenau-3C7A3A-0123456789ab-32.png",
        "/stil/bild/nirgends-3C7A3A-0123456789ab.svg",
        "/stil/bild/..%2f..%2fsite-3C7A3A-0123456789ab.svg",
    ],
)
def test_nobody_has_colours_painted_that_no_page_shows(client, gruenau, url: str) -> None:
    assert client.get(url).status_code == 404


def test_a_mark_holds_for_its_own_drawing_alone(client, gruenau) -> None:
    mark = drawing_url(Drawing.EMBLEM, "gruenau", "#3C7A3A").rsplit("-", 1)[1]
    assert client.get(f"/stil/bild/gruenau-FF0000-{mark}").status_code == 404
    assert client.get(f"/stil/zeichen/gruenau-3C7A3A-{mark}").status_code == 302


def test_a_site_in_preparation_shows_its_icons_to_those_who_see_its_pages(
    client, make_management, editor_of
) -> None:
    hidden = make_management("verborgen", is_public=False)
    choose(hidden, accent="#8A5A44", emblem="mockau")
    assert client.get("/stil/bild/mockau-8A5A44-0123456789ab.svg").status_code == 404
    url = icon(logged_in(editor_of(hidden)), "/verborgen/", "svg")
    assert client.get(url).status_code == 200


def test_an_icon_is_set_once(client, gruenau, monkeypatch) -> None:
    caches["share_images"].clear()
    made = []
    typeset = press._typeset
    monkeypatch.setattr(press, "_typeset", lambda *a, **k: made.append(1) or typeset(*a, **k))
    url = icon(client, "/gruenau/", "png")
    for _turn in range(3):
        assert client.get(url).status_code == 200
    assert len(made) == 1


def test_while_the_press_is_busy_programs_are_asked_to_wait(client, gruenau, monkeypatch) -> None:
    caches["share_images"].clear()
    url = icon(client, "/gruenau/", "png")
    places = [press._QUEUE.acquire(blocking=False) for _place in range(2)]
    try:
        for address in (url, "/favicon.ico"):
            response = client.get(address)
            assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
            assert "Retry-After" in response
    finally:
        for _place in filter(None, places):
            press._QUEUE.release()


def test_what_browsers_ask_for_of_their_own_accord_is_there(client, gruenau) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Content-Type"]) == (200, "image/x-icon")
    with Image.open(BytesIO(response.content)) as picture:
        assert picture.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert "max-age=86400" in response["Cache-Control"]


def test_on_an_own_hostname_it_is_the_managements(client, gruenau) -> None:
    choose(gruenau, hostname=OWN_HOST)
    repair_management(gruenau)
    own = Client(SERVER_NAME=OWN_HOST).get("/favicon.ico").content
    assert own != client.get("/favicon.ico").content
    with Image.open(BytesIO(own)) as picture:
        edge = picture.convert("RGBA").getpixel((24, 1))
    assert max(abs(a - b) for a, b in zip(edge[:3], rgb("#3C7A3A"), strict=True)) < 6
