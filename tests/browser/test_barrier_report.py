"""Somebody reports a barrier: by keyboard alone, without JavaScript, without a cookie."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.looking import RULES, ask, open_eyes
from tests.browser.test_dates import OpenContext

pytestmark = [pytest.mark.browser, pytest.mark.once]

STATEMENT = "/gruenau/barrierefreiheit/"
FORM = f"{STATEMENT}melden/"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def type_into(page: Page, label: str, words: str) -> None:
    """Go on with the keyboard until a field is reached, and write into it."""
    field = page.get_by_label(label)
    for _ in range(60):
        if field.evaluate("one => one === document.activeElement"):
            page.keyboard.type(words)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard never reaches “{label}”.")


def send(page: Page) -> None:
    """Send the form, and once more whenever it says that nobody writes that fast."""
    for _ in range(50):
        with page.expect_event("load"):
            page.get_by_role("button", name="Meldung absenden").press("Enter")
        if "/danke/" in page.url:
            return
    raise AssertionError("The form is not taken in.")


def test_by_keyboard_from_a_page_to_an_answer_and_into_the_cms(
    new_context: OpenContext, editor: Page, stadt: Page
) -> None:
    page = new_context(**PHONE).new_page()
    page.goto("/leipziger-osten/ueber-uns/")
    link = page.get_by_role("contentinfo").get_by_role("link", name="Barriere melden")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/leipziger-osten/barrierefreiheit/melden/\?seite="))
    expect(page.get_by_role("heading", level=1)).to_have_text("Barriere melden")
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value(
        re.compile(r"/leipziger-osten/ueber-uns/$")
    )
    type_into(page, "Was hindert Sie?", "Beispiel: Die Karte hat keinen Text.")
    type_into(page, "Welche Hilfsmittel", "Bildschirmleser")
    type_into(page, "Ihre E-Mail-Adresse", "jemand@example.org")
    send(page)
    main = page.get_by_role("main")
    expect(main).to_contain_text("Ihre Meldung ist angekommen")
    expect(main).to_contain_text("antworten wir Ihnen spätestens am")
    expect(main).to_contain_text("Landesbeauftragter für Inklusion")
    assert page.context.cookies() == []
    # Sent again by going on, nothing happens.
    page.reload()
    expect(main).to_contain_text("Ihre Meldung ist angekommen")

    for person in (editor, stadt):
        person.goto("/admin/barrieren/")
        row = person.get_by_role("row", name=re.compile("Die Karte hat keinen Text"))
        row.get_by_role("link").click()
        expect(person.locator("#main")).to_contain_text("jemand@example.org")
    editor.get_by_role("radio", name="beantwortet").check()
    editor.get_by_role("button", name="Speichern").click()
    expect(editor.locator(".messages .success")).to_contain_text("beantwortet")
    expect(editor.locator("#main")).not_to_contain_text("Die Karte hat keinen Text")


def test_without_javascript_mistakes_are_told_and_nothing_is_lost(new_context: OpenContext) -> None:
    context = new_context(java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(f"{FORM}?seite=/gruenau/")
    page.get_by_label("Auf welcher Seite?").fill("https://example.org/")
    page.get_by_label("Welche Hilfsmittel").fill("Lupe")
    page.get_by_role("button", name="Meldung absenden").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page).to_have_title(re.compile("^Fehler: Barriere melden"))
    summary.get_by_role("link", name="Bitte schreiben Sie, was Sie hindert.").click()
    assert page.url.endswith("#melden-barriere")
    expect(page.get_by_label("Welche Hilfsmittel")).to_have_value("Lupe")
    page.get_by_label("Auf welcher Seite?").fill("")
    page.get_by_label("Was hindert Sie?").fill("Beispiel: ohne Skripte.")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vielen Dank")
    assert context.cookies() == []


@pytest.mark.parametrize("path", [STATEMENT, f"{FORM}?seite=/gruenau/"])
def test_axe_finds_nothing_about_barriers(new_context: OpenContext, path: str) -> None:
    for width, scheme in ((320, "light"), (1280, "dark")):
        context = new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page = open_eyes(context)
        page.goto(path)
        if "melden" in path:
            page.get_by_role("button", name="Meldung absenden").click()
            expect(page.get_by_role("alert")).to_be_focused()
            assert ask(page, "bullets") == []
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, "the page scrolls sideways"


def test_the_lists_in_the_cms_are_accessible(stadt: Page, new_context: OpenContext) -> None:
    page = new_context(storage_state=stadt.context.storage_state(), bypass_csp=True).new_page()
    for path in ("/admin/barrieren/", "/admin/barrierefreiheit/"):
        page.goto(path)
        found = Axe().run(page, context="#main .a11y-list", options=RULES)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("with_script", [True, False])
def test_the_way_back_from_the_page_in_question_loses_no_words(
    new_context: OpenContext, with_script: bool
) -> None:
    page = new_context(java_script_enabled=with_script).new_page()
    page.goto(f"{FORM}?seite=/gruenau/")
    page.get_by_label("Welche Hilfsmittel").fill("Lupe")
    page.get_by_role("button", name="Meldung absenden").press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator(".report__about").click()
    page.wait_for_url(re.compile(r"/gruenau/$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/melden/$"))
    expect(page.get_by_label("Welche Hilfsmittel")).to_have_value("Lupe")
