"""People search on a telephone, with a keyboard, without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.looking import RULES
from tests.browser.test_dates import OpenContext

pytestmark = [pytest.mark.browser, pytest.mark.once]

PAGES = {
    "nothing asked yet": "/suche/",
    "results": "/suche/?q=Stadtteilforum",
    "many results": "/suche/?q=Leipzig",
    "results of a management": "/leipziger-osten/suche/?q=Praktikum",
    "nothing found": "/leipziger-osten/suche/?q=xyzzy",
    "wrong address": "/leipziger-osten/gibt-es-nicht/",
}


def test_somebody_with_a_telephone_finds_an_answer_by_keyboard_without_javascript(
    new_context: OpenContext,
) -> None:
    phone = new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, has_touch=True
    )
    page = phone.new_page()
    page.goto("/leipziger-osten/")
    link = page.get_by_role("link", name="Suche: Leipziger Osten")
    box = link.bounding_box()
    assert box["width"] >= 44
    assert box["height"] >= 44
    link.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("searchbox", name="Suche: Leipziger Osten")
    field.focus()
    page.keyboard.type("xyzzy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Nichts gefunden")
    page.get_by_role("searchbox").fill("Praktikum")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suche nach „Praktikum“")
    first = page.locator(".hit").first
    expect(first).to_contain_text("Auskunft")
    first.get_by_role("link", name="Praktikum").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/leipziger-osten/anliegen/praktikum/")
    page.go_back()
    page.get_by_role("link", name="In allen Quartieren suchen").click()
    expect(page).to_have_url("/suche/?q=Praktikum")
    assert not phone.cookies()


def test_a_wide_screen_has_the_search_in_its_head(new_context: OpenContext) -> None:
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/gruenau/")
    page.get_by_role("searchbox", name="Suche: Grünau").fill("Quartiersrat")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/gruenau/suche/?q=Quartiersrat")
    expect(page.locator(".hit").first).to_contain_text("Quartiersrat")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_about_the_search(new_context: OpenContext, path: str) -> None:
    for width, scheme in ((360, "light"), (1280, "dark")):
        page = new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        ).new_page()
        page.goto(path)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
    page = new_context(viewport={"width": 320, "height": 640}).new_page()
    page.goto(path)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, "the page scrolls sideways"
    small = page.locator(
        ".hit__title a, .search-form:visible button, .search-form:visible input, .filters__choice"
    ).evaluate_all(
        "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)"
        ".map(one => one.outerHTML)"
    )
    assert small == []
