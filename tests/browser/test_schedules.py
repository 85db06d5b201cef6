"""When something takes place: as an editor writes it down."""

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def form(editor: Page) -> Page:
    """The form for a new event of Leipziger Osten."""
    editor.goto("/admin/pages/")
    editor.get_by_role("cell").get_by_role("link", name="Termine", exact=True).first.click()
    editor.wait_for_url("**/edit/")
    calendar = editor.url.split("/")[-3]
    editor.goto(f"/admin/pages/add/events/eventpage/{calendar}/")
    expect(editor.locator("[name=repeats]")).to_be_visible()
    return editor


def field(form: Page, name: str) -> Locator:
    return form.locator(f"[name={name}]").first


def type_time(form: Page, name: str, time: str) -> None:
    """Type a time as somebody with a keyboard does; the choice of times opens, and closes again."""
    choice = form.locator(".xdsoft_datetimepicker:visible")
    field(form, name).focus()
    expect(choice).to_have_count(1)
    form.keyboard.type(time)
    form.keyboard.press("Tab")
    # The next field of this kind may open its own.
    form.get_by_label("Donnerstag", exact=True).focus()
    expect(choice).to_have_count(0)


def test_a_rule_shows_its_dates_while_it_is_written_and_only_the_fields_it_needs(
    form: Page,
) -> None:
    preview = form.locator("[data-schedule-preview]")
    # Nobody is told off before typing anything.
    expect(preview).to_be_hidden()
    for name in ("weekdays", "nths", "days", "every", "until", "skips_public_holidays"):
        expect(field(form, name)).to_be_hidden()
    expect(field(form, "last_day")).to_be_visible()

    field(form, "repeats").select_option("monthly")
    expect(field(form, "nths")).to_be_visible()
    for name in ("last_day", "days", "every"):
        expect(field(form, name)).to_be_hidden()
    field(form, "first_day").fill("01.12.2098")
    expect(preview).to_be_in_viewport()
    expect(preview).to_contain_text("Bitte wählen Sie mindestens einen Wochentag.")
    form.get_by_label("Donnerstag", exact=True).check()
    form.get_by_label("letzter", exact=True).check()
    type_time(form, "starts_at", "14:00")
    type_time(form, "ends_at", "16:00")
    expect(preview).to_contain_text(
        "Jeden letzten Donnerstag im Monat, 14–16 Uhr, ab 1. Dezember 2098, nicht an Feiertagen"
    )
    # The 25th of December 2098 is such a Thursday.
    expect(preview.get_by_role("listitem").first).to_contain_text(
        "Donnerstag, 25. Dezember 2098, 14–16 Uhr – Feiertag (Erster Weihnachtstag), entfällt"
    )
    expect(preview.get_by_role("listitem")).to_have_count(7)

    field(form, "repeats").select_option("listed")
    expect(field(form, "days")).to_be_visible()
    expect(field(form, "weekdays")).to_be_hidden()
    field(form, "first_day").fill("31.11.2098")
    field(form, "starts_at").fill("nachmittags")
    expect(preview).to_contain_text("Diesen Tag gibt es nicht.")
    expect(preview).to_contain_text("Bitte schreiben Sie die Uhrzeit so: 14:30.")
    field(form, "days").fill("30.02.2099")
    expect(preview).to_contain_text("„30.02.2099“ ist kein Tag.")

    # Saved with the mistake, the field with it stays in sight, whatever kind is chosen.
    field(form, "title").fill("Vorlesestunde")
    form.get_by_role("button", name="Entwurf speichern").click()
    expect(form.locator(".messages")).to_be_visible()
    expect(field(form, "days")).to_have_value("30.02.2099")
    expect(field(form, "first_day")).to_have_value("31.11.2098")
    expect(field(form, "starts_at")).to_have_value("nachmittags")
    field(form, "repeats").select_option("once")
    expect(field(form, "days")).to_be_visible()
    expect(field(form, "nths")).to_be_hidden()
