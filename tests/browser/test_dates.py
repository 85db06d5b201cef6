"""When and where: as editors cancel and close, and as people find out."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.looking import RULES
from tests.browser.test_answers import log_in

pytestmark = [pytest.mark.browser, pytest.mark.once]

HOME = "/leipziger-osten/"
CALENDAR = "/leipziger-osten/termine/"
OpenContext = Callable[..., BrowserContext]


def next_hour(page: Page) -> Locator:
    """Return the next consultation hour in a calendar."""
    return page.get_by_role("main").get_by_role("listitem").filter(has_text="Sprechstunde").first


def row_of_next_hour(editor: Page) -> Locator:
    """Return the next consultation hour on the page with all dates of the CMS."""
    editor.goto("/admin/termine/")
    return editor.locator(".dates-row").filter(has_text="Sprechstunde").first


@pytest.fixture
def cancelled_and_back(editor: Page):  # type: ignore[no-untyped-def]
    """Cancel the next consultation hour with one click; afterwards it takes place as planned."""
    row_of_next_hour(editor).get_by_role("button", name=re.compile("^Absagen")).click()
    expect(editor.locator(".messages .success")).to_contain_text("abgesagt")
    yield editor
    row = row_of_next_hour(editor)
    row.get_by_role("button", name=re.compile("^Doch nicht absagen")).click()
    expect(row_of_next_hour(editor)).to_contain_text("findet statt")


@pytest.mark.usefixtures("cancelled_and_back")
def test_one_click_cancels_and_the_next_visitor_reads_it_everywhere(visitor: Page) -> None:
    visitor.goto(CALENDAR)
    entry = next_hour(visitor)
    expect(entry).to_contain_text("Fällt aus")
    expect(entry.locator("s")).to_contain_text("Sprechstunde")
    visitor.goto(HOME)
    expect(visitor.get_by_role("main")).to_contain_text(re.compile("fällt aus", re.IGNORECASE))
    visitor.goto("/termine/")
    expect(next_hour(visitor)).to_contain_text("Fällt aus")
    feed = visitor.request.get("/leipziger-osten/termine.ics")
    assert "STATUS:CANCELLED" in feed.text()


def test_a_date_is_moved_and_both_days_say_so(editor: Page, visitor: Page) -> None:
    editor.goto("/admin/termine/")
    row = editor.locator(".dates-row").filter(has_text="Tag der offenen Tür")
    row.get_by_role("link", name=re.compile("^Verlegen")).click()
    editor.get_by_label("Neuer Tag").fill("2099-01-01")
    editor.get_by_role("button", name="Diesen Termin verlegen").click()
    # Nobody loses what was typed when it cannot be.
    expect(editor.get_by_label("Neuer Tag")).to_have_value("2099-01-01")
    editor.get_by_label("Neuer Tag").evaluate(
        "field => { const day = new Date(Date.now() + 40 * 864e5);"
        "field.value = day.toISOString().slice(0, 10) }"
    )
    editor.get_by_label("Was alle lesen").fill("Wir räumen noch auf.")
    editor.get_by_role("button", name="Diesen Termin verlegen").click()
    expect(editor.locator(".messages .success")).to_contain_text("verlegt")

    visitor.goto("/leipziger-osten/termine/tag-der-offenen-tuer/")
    main = visitor.get_by_role("main")
    expect(main).to_contain_text("Verlegt auf")
    expect(main).to_contain_text("Verlegt vom")
    expect(main.get_by_text("Wir räumen noch auf.").first).to_be_visible()

    editor.goto("/admin/termine/")
    row = editor.locator(".dates-row").filter(has_text="verlegt vom").filter(has_text="Tür")
    row.get_by_role("button", name=re.compile("^Doch nicht verlegen")).click()
    visitor.reload()
    expect(main).not_to_contain_text("Verlegt")


def test_a_closed_office_says_so_on_every_page_until_it_is_open_again(
    editor: Page, visitor: Page
) -> None:
    def is_told_on(path: str) -> bool:
        visitor.goto(path)
        return visitor.get_by_text("Zurzeit geschlossen").count() > 0

    assert not is_told_on(HOME)
    editor.goto("/admin/")
    editor.get_by_role("link", name="Schließzeit eintragen").click()
    editor.get_by_role("textbox", name="Begründung").fill("Umzug")
    editor.get_by_role("button", name="Speichern").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    try:
        for path in (HOME, f"{HOME}ueber-uns/", CALENDAR):
            assert is_told_on(path), path
            expect(visitor.get_by_text("Umzug").first).to_be_visible()
        assert not is_told_on("/gruenau/")
    finally:
        editor.goto("/admin/")
        editor.get_by_role("button", name="Jetzt beenden").click()
    assert not is_told_on(HOME)
    assert not is_told_on(f"{HOME}ueber-uns/")


def test_a_management_that_is_asked_takes_part_and_its_calendar_shows_it(
    new_context: OpenContext, visitor: Page
) -> None:
    def shows_event() -> bool:
        visitor.goto("/schoenefeld/termine/")
        links = visitor.get_by_role("main").get_by_role("link", name="Neues in Mockau")
        # One page at one address.
        return links.count() > 0 and links.first.get_attribute("href") == (
            "/mockau/termine/neues-in-mockau/"
        )

    assert not shows_event()
    editor = log_in(new_context, "schoenefeld")
    request = editor.locator(".dates-row").filter(has_text="Neues in Mockau")
    request.get_by_role("button", name=re.compile("^Zusagen")).click()
    expect(editor.locator(".messages .success")).to_be_visible()
    assert shows_event()


@pytest.mark.parametrize("has_javascript", [True, False], ids=["script", "no script"])
def test_people_find_the_next_date_narrow_the_list_and_open_an_event(
    new_context: OpenContext, has_javascript: bool
) -> None:
    page = new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=has_javascript
    ).new_page()
    page.goto(HOME)
    menu = page.get_by_role("navigation", name="Quartiersmanagement Leipziger Osten")
    menu.get_by_text("Menü").click()
    menu.get_by_role("link", name="Termine").click()
    page.wait_for_url(f"**{CALENDAR}")
    main = page.get_by_role("main")
    # Days are headings, and what is below is in the order of time.
    days = main.locator("time[datetime]").evaluate_all("all => all.map(one => one.dateTime)")
    assert days == sorted(days)
    assert len(days) > 10

    main.get_by_text("Termine auswählen").click()
    main.get_by_text("Thema", exact=True).click()
    main.get_by_role("link", name="Wohnen und Wohnumfeld").click()
    page.wait_for_url("**/?thema=wohnen-wohnumfeld")
    expect(main.get_by_role("link", name="Sprechstunde")).to_have_count(0)
    main.get_by_role("link", name="Linie Ost").first.click()
    page.wait_for_url("**/termine/linie-ost/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Linie Ost")
    expect(main).to_contain_text("Jeden letzten Freitag im Monat, ab 15 Uhr")
    expect(main).to_contain_text("Beispieltermin der Demonstration")


def test_the_month_is_a_table_on_wide_screens_and_a_list_on_narrow_ones(
    new_context: OpenContext,
) -> None:
    wide = new_context(viewport={"width": 1280, "height": 900}).new_page()
    wide.goto("/termine/")
    wide.get_by_role("link", name="Termine nach Monaten").click()
    wide.wait_for_url(re.compile(r"/termine/monat/\d{4}-\d\d/"))
    table = wide.get_by_role("table", name=re.compile("^Termine im"))
    assert table.get_by_role("columnheader").all_inner_texts()[0] == "Montag"
    wide.locator("a[rel=next]").click()
    wide.wait_for_load_state()
    event = wide.get_by_role("cell").get_by_role("link").first
    name = event.inner_text()
    event.click()
    wide.wait_for_load_state()
    assert name in wide.get_by_role("main").inner_text()

    narrow = new_context(viewport={"width": 360, "height": 740}).new_page()
    narrow.goto("/termine/monat/")
    wider = narrow.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0


def test_the_keyboard_alone_leads_to_an_event(visitor: Page) -> None:
    visitor.goto(CALENDAR)
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")  # to the content
    for _step in range(30):
        visitor.keyboard.press("Tab")
        focused = visitor.evaluate("document.activeElement.textContent.trim()")
        if focused.startswith("Linie Ost"):
            break
    outline = visitor.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "nobody sees where the keyboard is"
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/termine/linie-ost/")


def test_the_calendar_leads_to_ones_own_calendar_and_to_the_notice(visitor: Page) -> None:
    visitor.goto(CALENDAR)
    main = visitor.get_by_role("main")
    address = main.get_by_role("link", name=re.compile("Aushang")).get_attribute("href")
    notice = visitor.request.get(str(address))
    assert notice.ok
    assert notice.body().startswith(b"%PDF-")
    main.get_by_role("link", name="In meinen Kalender").click()
    visitor.wait_for_url("**/termine/abonnieren/")
    expect(main).to_contain_text("leipziger-osten/termine.ics")
    feed = visitor.request.get("/leipziger-osten/termine.ics")
    assert feed.headers["content-type"].startswith("text/calendar")
    assert feed.text().startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("path", "context"),
    [
        ("/admin/termine/", "#main"),
        ("/admin/", "#closures-section"),
        ("/admin/snippets/offices/closure/add/", "#main form"),
    ],
    ids=["dates", "switch", "closure"],
)
def test_the_pages_about_dates_in_the_cms_are_accessible(
    editor: Page, new_context: OpenContext, path: str, context: str
) -> None:
    page = new_context(storage_state=editor.context.storage_state(), bypass_csp=True).new_page()
    page.goto(path)
    found = Axe().run(page, context=context, options=RULES)
    assert found.violations_count == 0, found.generate_report()
