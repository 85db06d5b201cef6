"""Everything that the public may see, for everybody: with a mouse, with keys, by ear, with a finger,
enlarged, in the dark, with a system's colours, without motion, without scripts, and on paper."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from managements.demo.facts import QUARTERS
from tests.browser.conftest import PATIENCE, OpenContext, PreparedDemo
from tests.browser.looking import PHONE, WIDE, ask, look_narrow, look_wide, open_eyes
from tests.browser.test_funding_notice import squeezed
from tests.drawn_codes import modules_of
from tests.examples import SHOWN

pytestmark = [pytest.mark.browser, pytest.mark.once]

everything = pytest.mark.parametrize("path", SHOWN.values(), ids=SHOWN.keys())


@pytest.fixture(scope="module")
def demo(prepared_demo: PreparedDemo) -> str:
    """Stands in for the demonstration of all browser tests."""
    return prepared_demo.base_url


@pytest.fixture(scope="module")
def open_window(browser: Browser, demo: str) -> Iterator[OpenContext]:
    """Open windows that all tests look through, one after the other; opening one takes its time."""
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        # axe runs inside of the page, which the page's own policy would forbid.
        context = browser.new_context(
            base_url=demo, locale="de-DE", reduced_motion="reduce", bypass_csp=True, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def wide(open_window: OpenContext) -> Page:
    """Somebody at a desk."""
    return open_eyes(open_window(viewport=WIDE))


@pytest.fixture(scope="module")
def narrow(open_window: OpenContext) -> Page:
    """Somebody with a telephone."""
    return open_eyes(open_window(viewport=PHONE, has_touch=True, is_mobile=True))


@pytest.fixture(scope="module")
def paper(open_window: OpenContext) -> Page:
    """Somebody who prints a page in the evening."""
    page = open_eyes(open_window(viewport={"width": 700, "height": 1000}))
    page.emulate_media(media="print", color_scheme="dark")
    return page


@everything
def test_everybody_at_a_desk_can_use(wide: Page, path: str) -> None:
    wide.goto(path)
    assert look_wide(wide) == []


@everything
def test_everybody_with_a_telephone_can_use(narrow: Page, path: str) -> None:
    narrow.goto(path)
    assert look_narrow(narrow) == []


@everything
def test_paper_is_white_holds_everything_and_leads_back(paper: Page, path: str) -> None:
    paper.goto(path)
    assert ask(paper, "paper") == []
    address = paper.locator("link[rel=canonical]")
    code = paper.locator(".print-address__code svg")
    if address.count() == 0:
        expect(code).to_have_count(0)
        return
    # Without the words that somebody looked for.
    url = (address.get_attribute("href") or "").partition("?")[0]
    assert url
    expect(paper.locator(".print-address__words")).to_contain_text(url)
    assert _modules_in(code.screenshot()) == modules_of(url)


def test_everybody_can_use_the_map_with_outlines(
    prepared_demo: PreparedDemo, wide: Page, narrow: Page
) -> None:
    """Not among the examples: a map is either this one or our own drawing."""
    prepared_demo.run("tests.prepared_demo:draw_outlines_of_all")
    try:
        for window, look in ((wide, look_wide), (narrow, look_narrow)):
            window.goto(SHOWN["city"])
            assert window.locator(".city-map__areas a").count() > 5
            assert look(window) == []
    finally:
        prepared_demo.run("tests.prepared_demo:forget_outlines")


# Of every management the start page, and pages of one that end near the end of a sheet.
PRINTED = (
    *(f"/{quarter.slug}/" for quarter in QUARTERS),
    "/",
    "/leipziger-osten/ueber-uns/",
    "/leipziger-osten/anliegen/muell/",
)


@pytest.mark.parametrize("path", PRINTED)
def test_no_sheet_is_spent_on_the_head_or_the_foot_alone(paper: Page, path: str) -> None:
    paper.goto(path)
    lines = paper.locator("main").inner_text().split("\n")
    last = next(line for line in reversed(lines) if line.strip())
    sheets = [
        squeezed(sheet.extract_text())
        for sheet in PdfReader(BytesIO(paper.pdf(format="A4", print_background=False))).pages
    ]
    assert squeezed(last) in sheets[-1], "the foot of the page is alone on its sheet"
    if paper.locator("#wann-und-wo").count():
        assert squeezed("Wann und wo?") in sheets[0], "the first sheet is left blank"


def _modules_in(picture: bytes) -> list[list[bool]]:
    """Return the dark squares of a code as it is printed, without the white around it."""
    grey = Image.open(BytesIO(picture)).convert("L")
    dark = grey.point(lambda one: 255 if one < 128 else 0).getbbox()
    assert dark, "nothing is printed"
    left, top, right, _bottom = dark
    # The first pattern is seven modules wide.
    row = [grey.getpixel((x, top + 1)) < 128 for x in range(left, right)]  # type: ignore[operator]
    size = round((right - left) / (row.index(False) / 7))
    size = 17 + 4 * round((size - 17) / 4)
    step = (right - left) / size
    return [
        [
            grey.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))) < 128  # type: ignore[operator]
            for x in range(size)
        ]
        for y in range(size)
    ]


def test_the_first_key_leads_past_the_menus_to_the_content(wide: Page) -> None:
    wide.goto(SHOWN["page"])
    wide.keyboard.press("Tab")
    expect(wide.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    wide.keyboard.press("Enter")
    assert wide.evaluate("document.activeElement.id") == "inhalt"
    # From here on the keys walk through the content.
    wide.keyboard.press("Tab")
    assert wide.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.fixture
def without_scripts(new_context: OpenContext) -> Page:
    """Somebody whose telephone runs no scripts."""
    return new_context(viewport=PHONE, java_script_enabled=False).new_page()


def test_the_menu_works_without_scripts(without_scripts: Page) -> None:
    without_scripts.goto(SHOWN["management"])
    menu = without_scripts.get_by_role("navigation", name="Quartiersmanagement Leipziger Osten")
    menu.get_by_text("Menü").click()
    menu.get_by_role("link", name="Über uns").click()
    without_scripts.wait_for_url("**/leipziger-osten/ueber-uns/")


def test_the_finder_works_without_scripts(without_scripts: Page) -> None:
    without_scripts.goto(SHOWN["finder"])
    form = without_scripts.locator("form.finder").first
    form.locator("input[name=anliegen]").fill("Praktikum")
    form.locator("input[name=ort]").fill("Volkmarsdorf")
    form.get_by_role("button").click()
    without_scripts.wait_for_url("**/leipziger-osten/anliegen/praktikum/")


def test_filters_of_news_work_without_scripts(without_scripts: Page) -> None:
    without_scripts.goto("/aktuelles/")
    filters = without_scripts.locator("nav.filters")
    filters.locator("summary").first.click()
    filters.locator("details details summary").first.click()
    filters.locator("details details a").first.click()
    without_scripts.wait_for_url("**/aktuelles/?*")
    expect(filters.get_by_text("Ihre Auswahl")).to_be_visible()


def test_the_longest_name_of_a_management_keeps_to_320_pixels(narrow: Page) -> None:
    narrow.goto(SHOWN["imprint, long name"])
    narrow.set_viewport_size({"width": 320, "height": 640})
    narrow.evaluate(
        "document.querySelector('.masthead__name').append('-Abtnaundorf-und-Kleingartenwesensviertel')"
    )
    assert narrow.evaluate("window.audit.sideways()") == []
    narrow.set_viewport_size(PHONE)  # type: ignore[arg-type]
