"""Colour and picture of managements: the Stadtredaktion chooses, editors look."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from managements.accounts.models import User
from managements.models import Management
from managements.models.colour import is_readable, is_too_pale, nearest_accent
from managements.models.painting import Surroundings
from managements.tenancy.roles import city_editors
from managements.websites.faces.looks import figures, resemblances
from managements.websites.faces.styles import accent_in, styles_in
from tests.builders import logged_in

pytestmark = pytest.mark.once

FACE = "/admin/gesicht/gruenau/"
PREVIEW = f"{FACE}vorschau/"
SCENE = f"{FACE}szene/"
colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@pytest.fixture
def city_editor(city) -> Client:
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return logged_in(user)


@pytest.fixture
def gruenau(gruenau: Management) -> Management:
    gruenau.accent, gruenau.emblem = "#3C7A3A", "gruenau"
    gruenau.save()
    return gruenau


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def stored(management: Management) -> tuple[str, str]:
    management.refresh_from_db()
    return management.accent, management.emblem


def test_the_stadtredaktion_stores_colour_and_picture_and_it_is_logged(
    city_editor, gruenau
) -> None:
    response = city_editor.post(FACE, {"accent": "#1F6FA8", "emblem": "mockau"}, follow=True)
    assert "gespeichert und überall zu sehen" in response.content.decode()
    assert stored(gruenau) == ("#1F6FA8", "mockau")
    entry = ModelLogEntry.objects.for_instance(gruenau).get(action="wagtail.edit")
    assert entry.user_id == int(city_editor.session["_auth_user_id"])


def test_what_did_not_change_is_neither_stored_nor_logged(city_editor, gruenau) -> None:
    response = city_editor.post(FACE, {"accent": "#3C7A3A", "emblem": "gruenau"}, follow=True)
    assert "Es hat sich nichts geändert" in response.content.decode()
    assert not ModelLogEntry.objects.for_instance(gruenau).filter(action="wagtail.edit").exists()


@pytest.mark.parametrize(
    "typed", ["#1f6fa8", "1F6FA8", " #1F6FA8 ", "#16a", "16A"], ids=lambda typed: typed.strip()
)
def test_a_colour_is_read_however_it_is_typed(city_editor, gruenau, typed: str) -> None:
    city_editor.post(FACE, {"accent": typed, "emblem": "gruenau"})
    assert stored(gruenau)[0] in {"#1F6FA8", "#1166AA"}


@pytest.mark.parametrize(
    ("accent", "sentence"),
    [
        ("#FFD400", "zu blass"),
        ("#7A8288", "schwer zu lesen"),
        ("rot", "Bitte geben Sie die Farbe"),
        ("", "Bitte wählen Sie eine Farbe."),
        ("#" * 500, "Zeichen"),
        ("\x00", ""),
    ],
)
def test_a_colour_that_does_not_work_is_refused_with_a_sentence(
    city_editor, gruenau, accent: str, sentence: str
) -> None:
    html = soup(city_editor.post(FACE, {"accent": accent, "emblem": "mockau"}))
    assert sentence in html.select_one(".face__problem").get_text()
    assert html.select_one("input[name=accent]")["aria-invalid"] == "true"
    assert stored(gruenau) == ("#3C7A3A", "gruenau")


def test_an_unknown_picture_is_refused(city_editor, gruenau) -> None:
    html = soup(city_editor.post(FACE, {"accent": "#3C7A3A", "emblem": "../../geheim"}))
    assert "Bitte wählen Sie eines der Bilder." in html.get_text()
    assert stored(gruenau) == ("#3C7A3A", "gruenau")


def test_no_picture_is_a_choice_and_no_answer_leaves_the_one_that_is_stored(
    city_editor, gruenau
) -> None:
    city_editor.post(FACE, {"accent": "#1F6FA8"})
    assert stored(gruenau) == ("#1F6FA8", "gruenau")
    shown = soup(city_editor.post(FACE, {"accent": "#7A4BA3", "preview": "1"}))
    assert shown.select_one("input[name=emblem][checked]")["value"] == "gruenau"
    previewed = soup(city_editor.get(PREVIEW, {"accent": "#7A4BA3"}))
    assert "emblem=gruenau" in previewed.iframe["src"]
    city_editor.post(FACE, {"accent": "#1F6FA8", "emblem": ""})
    assert stored(gruenau) == ("#1F6FA8", "")


def test_enter_stores_what_was_typed_and_not_what_is_suggested(city_editor, gruenau) -> None:
    refused = soup(city_editor.post(FACE, {"accent": "#FFD400", "emblem": "mockau"}))
    form = refused.select_one("form[data-face]")
    assert form.select_one("button[name=suggestion]")
    # Browsers press the first button of the form.
    first = form.select_one("button")
    assert (first["type"], first.get("name"), first["tabindex"]) == ("submit", None, "-1")
    assert not first.has_attr("hidden")


def test_a_suggestion_is_taken_by_one_button_without_a_script(city_editor, gruenau) -> None:
    refused = soup(city_editor.post(FACE, {"accent": "#FFD400", "emblem": "mockau"}))
    button = refused.select_one("button[name=suggestion]")
    assert button["value"] == nearest_accent("#FFD400")
    taken = soup(
        city_editor.post(
            FACE, {"accent": "#FFD400", "emblem": "mockau", "suggestion": button["value"]}
        )
    )
    assert taken.select_one("input[name=accent]")["value"] == button["value"]
    assert taken.select_one("input[name=emblem][checked]")["value"] == "mockau"
    assert taken.select_one(".face__problem") is None
    assert stored(gruenau) == ("#3C7A3A", "gruenau")


def test_a_button_shows_the_preview_without_a_script_and_stores_nothing(
    city_editor, gruenau
) -> None:
    html = soup(city_editor.post(FACE, {"accent": "#1F6FA8", "emblem": "", "preview": "1"}))
    assert html.select_one("input[name=accent]")["value"] == "#1F6FA8"
    assert all("accent=%231F6FA8" in frame["src"] for frame in html.find_all("iframe"))
    assert stored(gruenau) == ("#3C7A3A", "gruenau")


def test_the_preview_says_the_contrast_in_words_and_shows_both_lights(city_editor, gruenau) -> None:
    html = soup(city_editor.get(PREVIEW, {"accent": "#1F6FA8", "emblem": "mockau"}))
    words = " ".join(html.get_text(" ").split())
    assert "Schrift auf der Farbe: sie ist weiß 5,3 : 1 – gut lesbar" in words
    assert [frame["src"].rsplit("=", 1)[1] for frame in html.find_all("iframe")] == [
        "hell",
        "dunkel",
    ]
    images = [image["src"] for image in html.find_all("img")]
    assert "/admin/gesicht/zeichen/hell/mockau-1F6FA8.svg" in images
    for url in images:
        assert city_editor.get(url).status_code == 200, url


def test_a_refused_colour_is_previewed_as_its_suggestion(city_editor, gruenau) -> None:
    html = soup(city_editor.get(PREVIEW, {"accent": "#FFD400", "emblem": "mockau"}))
    assert nearest_accent("#FFD400") in html.select_one(".face__figures caption").get_text()
    assert "zu blass" in html.select_one(".face__problem").get_text()


@pytest.mark.parametrize("accent", ["rot", "", "#12", "<script>", "#3C7A3A;}"])
def test_what_is_no_colour_leaves_the_preview_as_it_is_stored(
    city_editor, gruenau, accent: str
) -> None:
    html = soup(city_editor.get(PREVIEW, {"accent": accent, "emblem": "nirgends"}))
    assert "#3C7A3A" in html.select_one(".face__figures caption").get_text()
    assert html.select_one(".face__problem")
    assert "<script" not in str(html)


def test_nearly_the_same_colour_and_the_same_picture_are_named_but_not_refused(
    city_editor, gruenau, paunsdorf
) -> None:
    paunsdorf.accent, paunsdorf.emblem = "#3D7B3C", "mockau"
    paunsdorf.save()
    chosen = {"accent": "#3C7A3A", "emblem": "mockau"}
    words = soup(city_editor.get(PREVIEW, chosen)).get_text()
    assert "Paunsdorf hat fast dieselbe Farbe." in words
    assert "Paunsdorf hat dasselbe Bild." in words
    city_editor.post(FACE, chosen)
    assert stored(gruenau) == ("#3C7A3A", "mockau")


def test_colours_that_are_far_apart_and_no_picture_at_all_are_no_resemblance() -> None:
    mine, other = Management(pk=1), Management(pk=2, short_name="B", accent="#7A4BA3")
    assert resemblances(mine, "#3C7A3A", "", [mine, other]) == []


def test_the_pictures_say_who_has_them(city_editor, gruenau, paunsdorf) -> None:
    paunsdorf.emblem = "paunsdorf"
    paunsdorf.save()
    html = soup(city_editor.get(FACE))
    labels = [label for label in html.select(".face__emblem") if "Paunsdorf" in label.get_text()]
    assert [label.input["value"] for label in labels] == ["paunsdorf"]
    assert len(html.select("input[name=emblem]")) == 8
    assert html.select_one("input[name=emblem][checked]")["value"] == "gruenau"


@pytest.mark.parametrize("light", ["hell", "dunkel", "sonst"])
def test_the_page_in_the_frame_shows_colour_picture_menu_card_and_date(
    city_editor, gruenau, light: str
) -> None:
    response = city_editor.get(SCENE, {"accent": "#1F6FA8", "emblem": "mockau", "licht": light})
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    html = soup(response)
    for part in (".hero__emblem", ".quarter-bar", ".date-block", ".quarter-card"):
        assert html.select_one(part), part
    shown = "hell" if light == "sonst" else light
    assert html.select_one(".hero__emblem")["src"] == (
        f"/admin/gesicht/bild/{shown}/mockau-1F6FA8.svg"
    )
    for link in html.find_all("link"):
        assert city_editor.get(link["href"])["Content-Type"] == "text/css"
    # Nothing on it can be reached: it is a picture of a page.
    assert html.body.has_attr("inert")


@pytest.mark.parametrize(
    ("light", "other"), [(Surroundings.LIGHT, "dark"), (Surroundings.DARK, "light")]
)
def test_the_style_sheet_of_the_frame_asks_nobody_for_the_light(
    light: Surroundings, other: str
) -> None:
    sheet = styles_in(light)
    assert "prefers-color-scheme" not in sheet
    assert "url(../" not in sheet
    assert "/static/fonts/" in sheet
    assert f"color-scheme:light {other}" not in sheet
    assert "--accent:#1F6FA8" in accent_in(light, "#1F6FA8")


def test_the_picture_of_shared_links_is_that_of_the_colour_that_is_tried(
    city_editor, gruenau
) -> None:
    url = f"{FACE}teilen.png"
    before = city_editor.get(url)
    assert before["Content-Type"] == "image/png"
    after = city_editor.get(url, {"accent": "#7A4BA3", "emblem": "mockau"})
    assert before.content != after.content
    assert stored(gruenau) == ("#3C7A3A", "gruenau")


@pytest.mark.parametrize(
    "path",
    [
        "stil/hell.css",
        "stil/hell-3C7A3A.css",
        "bild/hell/gruenau-3C7A3A.svg",
        "gruenau/teilen.png",
    ],
)
def test_nothing_that_the_cms_shows_of_a_face_is_kept(city_editor, gruenau, path: str) -> None:
    response = city_editor.get(f"/admin/gesicht/{path}")
    assert response.status_code == 200
    kept = {words.strip() for words in response["Cache-Control"].split(",")}
    assert {"private", "no-store", "max-age=0"} <= kept
    assert "public" not in kept


def test_a_site_in_preparation_has_a_preview_too(city_editor, make_management) -> None:
    make_management("neu", is_public=False)
    for part in ("", "vorschau/", "szene/", "teilen.png"):
        assert city_editor.get(f"/admin/gesicht/neu/{part}").status_code == 200


def test_an_editor_sees_the_own_face_and_changes_nothing(gruenau, paunsdorf, editor_of) -> None:
    client = logged_in(editor_of(gruenau))
    assert client.get("/admin/gesicht/")["Location"] == FACE
    html = soup(client.get(FACE))
    assert "Ihre Farbe ist #3C7A3A." in " ".join(html.get_text().split())
    assert html.select_one("input[name=accent]") is None
    asked = client.get(SCENE, {"accent": "#7A4BA3", "emblem": "mockau"})
    assert "gruenau-3C7A3A" in soup(asked).select_one(".hero__emblem")["src"]
    assert client.post(FACE, {"accent": "#7A4BA3", "emblem": "mockau"}).status_code in {302, 403}
    assert client.get(PREVIEW, {"accent": "#7A4BA3"}).status_code in {302, 403}
    assert stored(gruenau) == ("#3C7A3A", "gruenau")


@pytest.mark.parametrize("part", ["", "vorschau/", "szene/", "teilen.png"])
def test_an_editor_does_not_see_another_managements_face(
    gruenau, paunsdorf, editor_of, part: str
) -> None:
    client = logged_in(editor_of(gruenau))
    assert client.get(f"/admin/gesicht/paunsdorf/{part}").status_code in {302, 404}


def test_the_list_shows_all_faces_to_the_stadtredaktion(city_editor, gruenau, paunsdorf) -> None:
    html = soup(city_editor.get("/admin/gesicht/"))
    links = [link["href"] for link in html.select(".faces a")]
    assert links == ["/admin/gesicht/gruenau/", "/admin/gesicht/paunsdorf/"]
    for image in html.select(".faces img"):
        assert city_editor.get(image["src"]).status_code == 200


@given(colours)
def test_every_accepted_colour_is_said_to_be_good_enough(colour: str) -> None:
    if is_too_pale(colour) or not is_readable(colour):
        return
    assert all(figure.is_enough for figure in figures(colour))


def test_what_is_stored_can_be_mixed_up_as_well(city_editor, gruenau, paunsdorf) -> None:
    for one in (gruenau, paunsdorf):
        one.emblem = "mockau"
        one.save()
    assert (
        f"{paunsdorf.short_name} hat dasselbe Bild."
        in city_editor.get("/admin/gesicht/gruenau/").content.decode()
    )
