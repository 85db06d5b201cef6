"""What visitors meet, on a small phone and without anything that breaks."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.once]

PAGES = {
    "city": "/",
    "management": "/leipziger-osten/",
    "content": "/leipziger-osten/in-eigener-sache/",
    "table": "/leipziger-osten/ueber-uns/",
    "accordion": "/leipziger-osten/verfuegungsfonds/",
    "legal": "/moeckern-gohlis-nord/barrierefreiheit/",
    "not found": "/leipziger-osten/gibt-es-nicht/",
}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(new_context, path: str, scheme: str) -> None:
    # axe runs inside the page, which the page's own policy would forbid.
    page = new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True
    ).new_page()
    page.goto(path)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_nothing_scrolls_sideways_at_320_pixels(new_context, path: str) -> None:
    page = new_context(viewport={"width": 320, "height": 640}).new_page()
    page.goto(path)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_level_of_headings_is_skipped_and_there_is_one_title(visitor: Page, path: str) -> None:
    visitor.goto(path)
    levels = visitor.evaluate(
        "Array.from(document.querySelectorAll('h1,h2,h3,h4,h5,h6')).map(h => Number(h.tagName[1]))"
    )
    assert levels.count(1) == 1
    below = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(below))


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_the_browser_has_nothing_to_complain_about(visitor: Page, path: str) -> None:
    complaints: list[str] = []
    visitor.on("console", lambda message: complaints.append(message.text))
    visitor.on("pageerror", lambda error: complaints.append(str(error)))
    response = visitor.goto(path)
    expected = [] if response and response.ok else ["404"]
    assert all(any(word in text for word in expected) for text in complaints), complaints
    assert visitor.context.cookies() == []
    assert visitor.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_menu_works_without_javascript(new_context) -> None:
    page = new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    page.goto("/leipziger-osten/")
    menu = page.get_by_role("navigation", name="Quartiersmanagement Leipziger Osten")
    menu.get_by_text("Menü").click()
    menu.get_by_role("link", name="Über uns").click()
    page.wait_for_url("**/leipziger-osten/ueber-uns/")


def test_the_keyboard_reaches_the_content_first(visitor: Page) -> None:
    visitor.goto("/leipziger-osten/ueber-uns/")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "inhalt"
