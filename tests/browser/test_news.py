"""News: as editors tell them, and as people find them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.looking import RULES
from tests.browser.test_dates import OpenContext

pytestmark = [pytest.mark.browser, pytest.mark.once]

NEWS = "/leipziger-osten/aktuelles/"


def test_an_editor_tells_something_and_the_next_visitor_reads_it_everywhere(
    editor: Page, visitor: Page
) -> None:
    editor.goto("/admin/")
    editor.get_by_role("link", name="Neuer Beitrag").click()
    editor.get_by_role("textbox", name="Titel").first.fill("Eine neue Bank")
    editor.get_by_role("textbox", name="Einleitung").fill("Beispiel: Setzen Sie sich.")
    editor.get_by_role("checkbox", name="Wohnen und Wohnumfeld").check()
    editor.get_by_role("button", name="Mehr Aktionen").last.click()
    editor.get_by_role("button", name="Veröffentlichen").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    for path in ("/", "/aktuelles/", "/leipziger-osten/", NEWS):
        visitor.goto(path)
        expect(visitor.get_by_role("main")).to_contain_text("Eine neue Bank")
    feed = visitor.request.get(f"{NEWS}feed-wohnen-wohnumfeld.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "Eine neue Bank" in feed.text()


def test_the_list_of_posts_in_the_cms_is_accessible(editor: Page, new_context: OpenContext) -> None:
    page = new_context(storage_state=editor.context.storage_state(), bypass_csp=True).new_page()
    page.goto("/admin/aktuelles/")
    for context in ("#main .listing", "#main header"):
        found = Axe().run(page, context=context, options=RULES)
        assert found.violations_count == 0, found.generate_report()
    page.goto("/admin/")
    found = Axe().run(page, context="#latest-posts-section", options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_paper_says_that_a_post_is_out_of_date(visitor: Page) -> None:
    visitor.goto(NEWS)
    visitor.locator("main .wrap").evaluate(
        "one => one.insertAdjacentHTML('beforeend',"
        '\'<p class="notice-line">Alt.</p><p class="notice-line" role="status">Adresse.</p>\')'
    )
    visitor.emulate_media(media="print")
    expect(visitor.get_by_text("Alt.", exact=True)).to_be_visible()
    expect(visitor.get_by_text("Adresse.", exact=True)).to_be_hidden()
