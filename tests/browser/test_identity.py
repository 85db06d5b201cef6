"""Colour and picture of a management: as the Stadtredaktion chooses them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Error, FrameLocator, Page, expect

from tests.browser.conftest import OpenContext

pytestmark = [pytest.mark.browser, pytest.mark.once]
MOECKERN = "/admin/gesicht/moeckern-gohlis-nord/"


@pytest.fixture
def choosing(stadt: Page) -> Iterator[Page]:
    """The form of a management; what it was is put back, for the tests that share the demonstration."""
    stadt.goto(MOECKERN)
    colour = stadt.locator("[name=accent]").input_value()
    emblem = stadt.locator("[name=emblem]:checked").input_value()
    yield stadt
    stadt.goto(MOECKERN)
    stadt.locator(f"[name=emblem][value='{emblem}']").check()
    stadt.locator("[name=accent]").fill(colour)
    save(stadt)
    expect(stadt.locator(".messages")).to_be_visible()


def save(page: Page) -> None:
    """Store what is chosen, by key: a button may move from under a pointer as the verdict comes."""
    page.get_by_role("button", name="Speichern").press("Enter")


def scene(page: Page, name: str) -> FrameLocator:
    return page.frame_locator(
        f"[data-face-scenes]:not(.face__scenes--next) iframe[title$='{name}']"
    )


def ground_of(page: Page, name: str, selector: str) -> str:
    """Return the background of something in a frame."""
    return str(
        scene(page, name)
        .locator(selector)
        .evaluate("element => getComputedStyle(element).backgroundColor")
    )


def test_the_preview_follows_what_is_typed_and_chosen(choosing: Page) -> None:
    verdict = choosing.locator("#urteil")
    expect(verdict).to_contain_text("gut lesbar")
    # The button is for browsers without scripts.
    expect(choosing.get_by_role("button", name="Vorschau")).to_be_hidden()

    choosing.locator("[name=accent]").fill("#1f6fa8")
    expect(verdict).to_contain_text("Mockau hat fast dieselbe Farbe")
    expect(choosing.locator("[data-face-colour]")).to_have_value("#1f6fa8")
    bar = scene(choosing, "Bei Tag").locator(".quarter-bar")
    expect(bar).to_have_css("background-color", "rgb(31, 111, 168)")
    by_day = ground_of(choosing, "Bei Tag", ".hero")
    in_the_evening = ground_of(choosing, "Am Abend", ".hero")
    assert by_day != in_the_evening, "both lights at once, whatever the device is set to"

    choosing.get_by_label("Schloss und Läden").check()
    expect(verdict).to_contain_text("Schönefeld hat dasselbe Bild.")
    emblem = scene(choosing, "Am Abend").locator(".hero__emblem")
    expect(emblem).to_have_attribute("src", "/admin/gesicht/bild/dunkel/schoenefeld-1F6FA8.svg")


def test_the_pictures_to_choose_from_take_the_colour_that_is_typed(choosing: Page) -> None:
    choosing.locator("[name=accent]").fill("#1f6fa8")
    pictures = choosing.locator(".face__emblem img")
    expect(pictures.first).to_have_attribute("src", re.compile(r"-1F6FA8\.svg$"))
    assert pictures.count() > 5
    for picture in pictures.all():
        expect(picture).to_have_attribute("src", re.compile(r"-1F6FA8\.svg$"))


def test_half_a_colour_is_no_mistake_until_the_field_is_left(choosing: Page) -> None:
    said = choosing.locator("[data-face-said]")
    asked: list[str] = []
    choosing.on("request", lambda one: asked.append(one.url) if "/vorschau/" in one.url else None)
    text = choosing.locator("[name=accent]")
    choosing.clock.install()
    text.fill("")
    text.press_sequentially("#12")
    # Milliseconds: longer than the script waits for somebody to go on.
    choosing.clock.run_for(600)
    assert asked == []
    expect(said).to_be_empty()
    expect(text).not_to_have_attribute("aria-invalid", "true")
    text.press("Tab")
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(said).not_to_be_empty()


def test_the_small_pictures_do_not_touch_each_other(choosing: Page) -> None:
    for width in (768, 1280, 1600):
        choosing.set_viewport_size({"width": width, "height": 900})
        # All at one moment: the menu of the CMS takes its time to make room.
        boxes = choosing.locator(".face__small :is(.face__tab, img[width='60'])").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().toJSON())"
        )
        tab, *_, symbol = boxes
        is_beside = tab["y"] < symbol["y"] + symbol["height"] and symbol["y"] < tab["y"] + 99
        assert not is_beside or symbol["x"] - tab["x"] - tab["width"] >= 16, f"at {width} px"


def test_a_refused_colour_is_replaced_by_one_click_and_then_seen_everywhere(
    choosing: Page,
) -> None:
    text = choosing.locator("[name=accent]")
    text.fill("#FFD400")
    expect(choosing.locator("#urteil")).to_contain_text("zu blass")
    expect(text).to_have_attribute("aria-invalid", "true")
    suggestion = choosing.get_by_role("button", name="nehmen")
    colour = suggestion.get_attribute("value")
    suggestion.click()
    expect(text).to_have_value(colour)
    expect(choosing.locator("#urteil")).not_to_contain_text("zu blass")
    expect(text).to_have_attribute("aria-invalid", "false")

    save(choosing)
    expect(choosing.locator(".messages")).to_contain_text("überall zu sehen")
    choosing.goto("/moeckern-gohlis-nord/")
    expect(choosing.locator("meta[name=theme-color]").first).to_have_attribute("content", colour)
    for image in choosing.locator(".hero__emblem").all():
        assert image.evaluate("image => image.naturalWidth") == 480


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_enter_stores_what_was_typed_though_another_colour_is_suggested(
    choosing: Page, new_context: OpenContext, scripts: bool
) -> None:
    logged_in = choosing.context.storage_state()
    page = new_context(java_script_enabled=scripts, storage_state=logged_in).new_page()
    page.goto(MOECKERN)
    text = page.locator("[name=accent]")
    text.fill("#FFD400")
    text.press("Enter")
    expect(page.get_by_role("button", name="nehmen")).to_be_visible()
    text.fill("#1F6FA8")
    text.press("Enter")
    expect(page.locator(".messages")).to_contain_text("überall zu sehen")
    expect(text).to_have_value("#1F6FA8")


def test_the_pictures_are_chosen_with_the_keyboard(choosing: Page) -> None:
    choosing.locator("[name=emblem]:checked").focus()
    before = choosing.locator("[name=emblem]:checked").input_value()
    choosing.keyboard.press("ArrowDown")
    chosen = choosing.locator("[name=emblem]:checked")
    expect(chosen).to_be_focused()
    assert chosen.input_value() != before
    expect(scene(choosing, "Bei Tag").locator(".hero__emblem")).to_have_attribute(
        "src", "/admin/gesicht/bild/hell/quartier-8A5A44.svg"
    )


def test_every_picture_of_the_preview_can_be_seen(choosing: Page) -> None:
    for image in choosing.locator(".face img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0


def open_and_wait(page: Page) -> None:
    """Open the form, and wait until Wagtail has taken note of what stands in it."""
    page.goto(MOECKERN)
    expect(page.locator("html[data-watched]")).to_be_attached(timeout=20_000)


def test_whoever_leaves_is_asked_if_something_is_not_stored(choosing: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page = choosing
    page.on("dialog", stay)
    page.add_init_script(
        "addEventListener('w-unsaved:watch-edits', () => document.documentElement.dataset.watched = '')"
    )
    open_and_wait(page)
    colour = page.locator("[name=accent]")
    stored = colour.input_value()
    words = page.get_by_text("ungespeicherte Änderungen")
    expect(words).to_be_hidden()
    colour.click()
    page.goto("/admin/")
    assert asked == [], "nothing was changed"

    open_and_wait(page)
    colour.click()
    colour.fill("#F5D76E")
    expect(words).to_be_visible()
    with pytest.raises(Error):
        page.goto("/admin/")
    assert asked == ["beforeunload"]
    assert page.url.endswith(MOECKERN)

    # What a script puts into the field counts, and so does what is there again as it was.
    page.locator("[data-face-suggestion]").click()
    expect(colour).not_to_have_value("#F5D76E")
    with pytest.raises(Error):
        page.goto("/admin/")
    colour.fill(stored)
    expect(words).to_be_hidden()
    page.goto("/admin/")
    assert asked == ["beforeunload"] * 2

    open_and_wait(page)
    colour.fill("#1F6FA8")
    expect(words).to_be_visible()
    save(page)
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto("/admin/")
    assert asked == ["beforeunload"] * 2, "what is stored is not lost"


def test_what_was_refused_is_not_left_without_a_question(choosing: Page) -> None:
    asked: list[str] = []
    colour = choosing.locator("[name=accent]")
    colour.fill("#zzz")
    save(choosing)
    expect(choosing.locator(".messages .error")).to_be_visible()
    expect(choosing.get_by_text("ungespeicherte Änderungen")).to_be_visible()
    choosing.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    colour.click()
    choosing.goto("/admin/")
    assert asked == ["beforeunload"]


def test_the_whole_page_of_the_preview_is_in_sight(choosing: Page) -> None:
    for width in (360, 1280, 1700):
        choosing.set_viewport_size({"width": width, "height": 900})
        for name in ("Bei Tag", "Am Abend"):
            card = scene(choosing, name).locator(".quarter-card")
            hidden = card.evaluate("one => one.getBoundingClientRect().bottom - innerHeight")
            assert hidden <= 0, f"{width}: {hidden} pixels of the card are cut off"
