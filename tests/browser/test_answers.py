"""Who does what, and whom to ask instead: as editors answer, and as people who look for help read."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import RULES

pytestmark = [pytest.mark.browser, pytest.mark.once]

NOTICE = "/leipziger-osten/in-eigener-sache/"
OpenContext = Callable[..., BrowserContext]


def log_in(new_context: OpenContext, slug: str) -> Page:
    """Return the browser of a management's editor, logged in."""
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/admin/")
    page.get_by_label("Benutzername").fill(f"redaktion-{slug}")
    page.locator("input[name=password]").fill("demo-leipzig")
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/admin/")
    return page


def answer(editor: Page, enquiry: str, words: str) -> None:
    """Change an answer with two clicks: the answer, and to save."""
    editor.goto("/admin/auskuenfte/")
    row = editor.get_by_role("row", name=re.compile(f"^{re.escape(enquiry)}"))
    row.get_by_text(words, exact=True).click()
    editor.get_by_role("button", name="Speichern").click()
    # Saved now, or the same as before.
    expect(editor.locator(".messages li")).to_be_visible()


@pytest.fixture
def gruenau(new_context: OpenContext) -> Page:
    """An editor of Grünau at work."""
    return log_in(new_context, "gruenau")


def test_a_student_reaches_a_management_that_takes_interns_in_two_clicks(
    gruenau: Page, visitor: Page
) -> None:
    answer(gruenau, "Praktikum", "Das machen wir")

    visitor.goto(NOTICE)
    heading = visitor.get_by_role("heading", name="Praktikum: Fragen Sie gerne bei …")
    helpers = heading.locator("xpath=following::ul[1]")
    helpers.get_by_role("link", name="Quartiersmanagement Grünau").click()
    visitor.wait_for_url("**/gruenau/anliegen/praktikum/")
    expect(visitor.get_by_role("heading", level=2).first).to_contain_text("Ja, das machen wir.")
    # The second click writes.
    write = visitor.get_by_role("main").get_by_role("link", name="E-Mail schreiben")
    assert write.get_attribute("href") == "mailto:info@qm-gruenau.de?subject=Praktikum"


def test_a_changed_answer_shows_on_every_site_at_the_next_request(
    gruenau: Page, visitor: Page
) -> None:
    def entry_on(path: str) -> str:
        visitor.goto(path)
        entries = visitor.get_by_role("listitem").filter(
            has=visitor.get_by_role("link", name="Quartiersmanagement Grünau", exact=True)
        )
        return " ".join(entries.all_inner_texts())

    answer(gruenau, "Praktikum", "Das machen wir")
    assert "macht das" in entry_on(NOTICE)
    assert "macht das" in entry_on("/leipziger-osten/anliegen/praktikum/")
    visitor.goto("/gruenau/anliegen/")
    expect(visitor.get_by_role("link", name=re.compile("^Praktikum"))).to_contain_text(
        "Das machen wir"
    )

    answer(gruenau, "Praktikum", "Nicht unsere Aufgabe")
    on_the_notice = entry_on(NOTICE)
    assert "macht das" not in on_the_notice
    assert "nicht die Aufgabe dort" in on_the_notice, "a no is told where people picked the list"
    assert entry_on("/leipziger-osten/anliegen/praktikum/") == "", "who says no is not computed"


def test_an_editor_learns_which_pages_show_a_changed_answer(gruenau: Page) -> None:
    answer(gruenau, "Praktikum", "Nicht unsere Aufgabe")
    answer(gruenau, "Praktikum", "Nur Beratung")
    message = gruenau.locator(".messages .success")
    expect(message.get_by_role("link", name=re.compile("In eigener Sache")).first).to_be_visible()


@pytest.mark.parametrize("has_javascript", [True, False], ids=["script", "no script"])
def test_the_finder_leads_to_the_answer_of_ones_own_quarter(
    new_context: OpenContext, has_javascript: bool
) -> None:
    page = new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=has_javascript
    ).new_page()
    page.goto("/")
    # First step: the menu. Second: the form. Third: the answer.
    page.get_by_role("navigation", name="Hauptmenü").get_by_text("Menü").click()
    page.get_by_role("link", name="Wer hilft wobei?").click()
    page.get_by_label("Worum geht es?").fill("Praktikumsplatz")
    page.get_by_label("Wo wohnen Sie?").fill("Eisenbahnstr. 66")
    page.get_by_label("Wo wohnen Sie?").press("Enter")
    main = page.get_by_role("main")
    if "leipziger-osten" not in page.url:  # the street lies in several districts: one says which
        main.get_by_role("link", name=re.compile("Leipziger Osten")).first.click()
    page.wait_for_url("**/leipziger-osten/anliegen/praktikum/")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Zurzeit nicht.")


def test_the_list_narrows_while_one_types_and_the_form_does_the_same(
    new_context: OpenContext,
) -> None:
    typing = new_context(viewport={"width": 360, "height": 740}).new_page()
    typing.goto("/leipziger-osten/anliegen/")
    typing.get_by_label("Worum geht es?").press_sequentially("mueTTer")
    expect(typing.get_by_role("status")).to_contain_text("nichts gefunden")
    typing.get_by_label("Worum geht es?").fill("VERMIETER")
    links = typing.get_by_role("main").get_by_role("link", name=re.compile("Vermieter|Praktikum"))
    expect(links).to_have_count(1)
    narrowed = typing.locator(".answer-list__name:visible").all_inner_texts()

    asking = new_context(java_script_enabled=False).new_page()
    asking.goto("/leipziger-osten/anliegen/?q=VERMIETER")
    assert asking.locator(".answer-list__name").all_inner_texts() == narrowed


def test_the_keyboard_alone_leads_from_the_list_to_an_answer(visitor: Page) -> None:
    visitor.goto("/leipziger-osten/anliegen/")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")  # to the content
    for _step in range(30):
        visitor.keyboard.press("Tab")
        focused = visitor.evaluate("document.activeElement.textContent.trim()")
        if focused.startswith("Praktikum"):
            break
    outline = visitor.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "nobody sees where the keyboard is"
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/leipziger-osten/anliegen/praktikum/")


def test_the_page_with_all_answers_is_accessible(gruenau: Page, new_context: OpenContext) -> None:
    state = gruenau.context.storage_state()
    page = new_context(storage_state=state, bypass_csp=True).new_page()
    page.goto("/admin/auskuenfte/")
    found = Axe().run(page, context=".answers-grid", options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_an_answer_is_counted_once_for_each_look(visitor: Page, gruenau: Page) -> None:
    for _look in range(2):
        with visitor.expect_response(re.compile(r"/anliegen/gezaehlt/gruenau/ehrenamt\.gif")):
            visitor.goto("/gruenau/anliegen/ehrenamt/")
    gruenau.goto("/admin/")
    expect(gruenau.get_by_text("2-mal wurde nach „Ehrenamt“ gefragt")).to_be_visible()
    assert visitor.context.cookies() == []
