"""The page "Auskünfte": one management's whole row, changed in two clicks."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.referrals.grid_forms import proposed_end
from managements.referrals.models import Answer
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.managements.referrals.conftest import BERLIN_MIDNIGHT, form_of

URL = "/admin/auskuenfte/gruenau/"
NOON = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def browser(gruenau, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def save(browser: Client, changes: dict[str, str], url: str = URL) -> Any:
    """Open the page, change something, and save."""
    return browser.post(url, form_of(browser.get(url)) | changes, follow=True)


def key(enquiry, name: str) -> str:
    return f"enquiry-{enquiry.pk}-{name}"


def said(response: Any) -> str:
    """Return the page's own words about what happened."""
    return " ".join(one.get_text(" ", strip=True) for one in soup(response).select(".messages"))


# --- Two clicks


def test_an_answer_is_changed_by_choosing_and_saving(browser, gruenau, ask, answer) -> None:
    internship, room = ask(), ask("Raum")
    answer(gruenau, internship, "yes", reason="Gerne.")
    other = answer(gruenau, room, "advice")
    response = save(browser, {key(internship, "state"): "not_our_task"})
    assert response.redirect_chain == [(URL, 302)]
    changed = Answer.objects.get(enquiry=internship)
    assert (changed.state, changed.reason, changed.until) == ("not_our_task", "Gerne.", None)
    assert Answer.objects.get(pk=other.pk).updated_at == other.updated_at, "it was not touched"
    assert "Eine Auskunft ist gespeichert." in said(response)
    links = [a["href"] for a in soup(response).select(".messages a")]
    assert links == ["/gruenau/anliegen/praktikum/"]


def test_not_at_present_takes_two_clicks_as_well_because_a_day_is_proposed(
    browser, gruenau, ask, at
) -> None:
    at(NOON)
    internship = ask()
    save(browser, {key(internship, "state"): "not_now"})
    stored = Answer.objects.get()
    assert (stored.state, stored.until) == ("not_now", datetime.date(2027, 2, 25))
    assert stored.management == gruenau


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (datetime.date(2026, 11, 30), datetime.date(2027, 2, 28)),
        (datetime.date(2027, 11, 30), datetime.date(2028, 2, 29)),
        (datetime.date(2026, 9, 15), datetime.date(2026, 12, 15)),
        (datetime.date(2026, 10, 31), datetime.date(2027, 1, 31)),
    ],
)
def test_the_proposed_day_is_three_months_hence(on, expected) -> None:
    assert proposed_end(on) == expected


def test_the_proposed_day_is_not_stored_with_other_answers(browser, ask) -> None:
    internship = ask()
    save(browser, {key(internship, "state"): "yes"})
    assert Answer.objects.get().until is None


def test_all_fields_of_a_row_are_stored(browser, ask, at) -> None:
    at(NOON)
    internship = ask()
    save(
        browser,
        {
            key(internship, "state"): "not_now",
            key(internship, "until"): "2026-12-31",
            key(internship, "reason"): "Zwei Stellen,\r\nkein Schreibtisch.",
            key(internship, "review_on"): "2026-12-15",
        },
    )
    stored = Answer.objects.get()
    assert stored.until == datetime.date(2026, 12, 31)
    assert stored.review_on == datetime.date(2026, 12, 15)
    assert stored.reason == "Zwei Stellen,\nkein Schreibtisch."


def test_saving_without_a_change_stores_nothing(browser, gruenau, ask, answer) -> None:
    ask("Raum")
    stored = answer(gruenau, ask(), "not_now", until=datetime.date(2020, 1, 1), reason="A\nB")
    response = save(browser, {})
    assert "Es hat sich nichts geändert." in said(response)
    assert Answer.objects.get().updated_at == stored.updated_at
    assert not ModelLogEntry.objects.filter(content_type__model="answer").exists()


def test_line_ends_of_a_browser_are_no_change(browser, gruenau, ask, answer) -> None:
    internship = ask()
    stored = answer(gruenau, internship, reason="A\nB")
    save(browser, {key(internship, "reason"): "A\r\nB"})
    assert Answer.objects.get().updated_at == stored.updated_at


def test_what_was_done_stands_in_the_record_of_changes(browser, gruenau, ask, answer) -> None:
    internship, room = ask(), ask("Raum")
    answer(gruenau, internship)
    save(browser, {key(internship, "state"): "advice", key(room, "state"): "yes"})
    entries = AuditEntry.objects.filter(management=gruenau, content_type__model="answer")
    assert sorted(entries.values_list("action", "label")) == [
        ("wagtail.create", "Raum: Das machen wir"),
        ("wagtail.edit", "Praktikum: Nur Beratung"),
    ]
    assert {entry.user.username for entry in entries} == {"redaktion-gruenau"}


def test_many_pages_are_told_with_a_number_for_the_rest(browser, ask) -> None:
    enquiries = [ask(f"Anliegen {number}") for number in range(11)]
    response = save(browser, {key(one, "state"): "yes" for one in enquiries})
    assert "11 Auskünfte sind gespeichert." in said(response)
    assert len(soup(response).select(".messages a")) == 8
    assert "und 3 weitere." in said(response)


# --- What it shows


def test_a_row_without_an_answer_says_what_visitors_read(browser, ask) -> None:
    internship = ask(explanation="Mitarbeiten und lernen.")
    page = soup(browser.get(URL))
    row = page.select_one("#enquiry-praktikum")
    assert "Noch keine Auskunft: Besucher lesen „Bitte nachfragen“." in row.text
    assert "Mitarbeiten und lernen." in row.text
    assert len(row.select("input[type=radio]")) == 4
    assert not row.select("input[type=radio][checked]")
    assert [label.text.strip() for label in row.select("fieldset label")] == [
        "Das machen wir", "Nur Beratung", "Zurzeit nicht", "Nicht unsere Aufgabe",
    ]  # fmt: skip
    assert not row.select("a[href*=snippets]")
    assert page.select_one(f"[name={key(internship, 'seen')}]").get("value", "") == ""


def test_every_field_has_a_name_of_its_own_for_those_who_do_not_see_the_table(
    browser, gruenau, ask, answer
) -> None:
    answer(gruenau, ask())
    ask("Raum")
    page = soup(browser.get(URL))
    names = []
    for row in page.select(".answers-grid__table tbody tr"):
        assert row.select_one("th[scope=row][role=rowheader]")
        names.append(row.select_one("fieldset legend").get_text(strip=True))
        names += [
            page.select_one(f"label[for='{field['id']}']").get_text(" ", strip=True)
            for field in row.select("input[type=date], textarea")
        ]
    assert len(set(names)) == len(names) == 8
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_an_expired_answer_says_so_from_the_day_after_in_berlin(
    gruenau, editor_of, ask, answer, at
) -> None:
    answer(gruenau, ask(), "not_now", until=datetime.date(2026, 11, 30))
    words = "„Zurzeit nicht“ gilt seit dem 1. Dezember 2026 nicht mehr"
    at(BERLIN_MIDNIGHT - datetime.timedelta(seconds=1))
    browser = logged_in(editor_of(gruenau))
    assert words not in soup(browser.get(URL)).text
    at(BERLIN_MIDNIGHT)
    page = soup(browser.get(URL))
    assert words in page.select_one("#enquiry-praktikum").text
    assert page.select_one("input[value=not_now][checked]")


def test_an_answer_leads_to_its_own_form(browser, gruenau, ask, answer) -> None:
    stored = answer(gruenau, ask())
    link = soup(browser.get(URL)).select_one("#enquiry-praktikum a[href*=snippets]")
    assert link["href"] == f"/admin/snippets/referrals/answer/edit/{stored.pk}/"
    assert browser.get(link["href"]).status_code == 200


def test_what_is_not_offered_is_not_there(browser, ask) -> None:
    ask("Raum")
    ask(is_offered=False)
    assert len(soup(browser.get(URL)).select(".answers-grid__table tbody tr")) == 1


def test_without_enquiries_there_is_a_sentence(browser) -> None:
    assert "Es gibt noch keine Anliegen." in soup(browser.get(URL)).text


def test_its_style_sheet_is_served_from_here(browser, ask) -> None:
    ask()
    sheets = [link["href"] for link in soup(browser.get(URL)).select("link[rel=stylesheet]")]
    assert any("referrals/answers_admin" in sheet for sheet in sheets)


@pytest.mark.once
def test_it_needs_the_same_queries_with_3_and_with_40_enquiries(
    browser, gruenau, ask, answer
) -> None:
    def count() -> tuple[int, int]:
        first = ask.first
        browser.get(URL)
        with CaptureQueriesContext(connection) as reading:
            page = browser.get(URL)
        state = "advice" if Answer.objects.get(enquiry=first).state == "yes" else "yes"
        with CaptureQueriesContext(connection) as saving:
            browser.post(URL, form_of(page) | {key(first, "state"): state})
        return len(reading), len(saving)

    enquiries = [ask(f"Anliegen {number}") for number in range(3)]
    for one in enquiries:
        answer(gruenau, one)
    ask.first = enquiries[0]
    few = count()
    for number in range(3, 40):
        answer(gruenau, ask(f"Anliegen {number}"))
    assert count() == few


# --- What is wrong is said, and kept


def test_an_error_stands_at_its_field_and_nothing_is_half_saved(
    browser, gruenau, ask, answer
) -> None:
    internship, room = ask(), ask("Raum")
    answer(gruenau, room)
    response = save(
        browser,
        {
            key(internship, "state"): "not_now",
            key(internship, "until"): "",
            key(internship, "reason"): "Kein <Platz>",
            key(room, "state"): "advice",
        },
    )
    assert response.status_code == 200
    assert Answer.objects.get().state == "yes"
    page = soup(response)
    row = page.select_one("#enquiry-praktikum")
    assert (
        "Bis wann? Bitte geben Sie den letzten Tag an." in row.select_one("td:nth-of-type(2)").text
    )
    link = page.select_one("#problems a")
    assert (link["href"], link.text) == (f"#id_{key(internship, 'until')}", "Praktikum")
    assert page.select_one(link["href"])["aria-invalid"] == "true"
    kept = form_of(response)
    assert kept[key(internship, "state")] == "not_now"
    assert kept[key(internship, "reason")].strip() == "Kein <Platz>"
    assert kept[key(room, "state")] == "advice"
    # Put right, all of it is stored.
    browser.post(URL, kept | {key(internship, "until"): "2999-01-01"})
    assert set(Answer.objects.values_list("state", flat=True)) == {"not_now", "advice"}


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        ({"reason": "Nur ein Grund"}, "state_0", "Bitte wählen Sie eine der vier Auskünfte."),
        ({"state": "vielleicht"}, "state_0", "vielleicht"),
        ({"state": "yes", "reason": "x" * 401}, "reason", "400"),
        ({"state": "not_now", "until": "gestern"}, "until", "Datum"),
        ({"state": "not_now", "until": "2026-11-24"}, "until", "24. November 2026 ist schon"),
        ({"state": "yes", "review_on": "31.02.2027"}, "review_on", "Datum"),
        ({"state": "yes\x00"}, "state_0", ""),
        ({"state": "yes", "reason": "\x00"}, "reason", ""),
    ],
)
def test_what_cannot_be_stored_is_refused_at_its_field(
    browser, ask, at, changes, place, sentence
) -> None:
    at(NOON)
    internship = ask()
    response = save(browser, {key(internship, name): value for name, value in changes.items()})
    assert response.status_code == 200
    assert not Answer.objects.exists()
    links = {link["href"]: link.parent.text for link in soup(response).select("#problems a")}
    assert sentence in links[f"#id_{key(internship, place)}"]


def test_the_last_day_may_be_today(browser, ask, at) -> None:
    at(NOON)
    internship = ask()
    save(browser, {key(internship, "state"): "not_now", key(internship, "until"): "2026-11-25"})
    assert Answer.objects.get().until == datetime.date(2026, 11, 25)


def test_the_reason_of_an_expired_answer_may_be_changed(browser, gruenau, ask, answer) -> None:
    internship = ask()
    answer(gruenau, internship, "not_now", until=datetime.date(2020, 1, 1))
    save(browser, {key(internship, "reason"): "Vielleicht bald wieder."})
    assert Answer.objects.get().reason == "Vielleicht bald wieder."


def test_what_is_wrong_with_the_rest_of_a_record_is_said_too(
    browser, gruenau, paunsdorf, ask, answer
) -> None:
    internship = ask()
    answer(gruenau, internship, page=paunsdorf.page.page_ptr)
    response = save(browser, {key(internship, "state"): "advice"})
    assert response.status_code == 200
    assert (
        "Bitte wählen Sie eine Ihrer eigenen Seiten." in soup(response).select_one("#problems").text
    )
    assert Answer.objects.get().state == "yes"


# --- Two people at the same time


def test_a_row_that_somebody_else_changed_is_refused_with_what_is_stored(
    browser, gruenau, ask, answer
) -> None:
    internship = ask()
    stored = answer(gruenau, internship)
    form = form_of(browser.get(URL))
    stored.state, stored.reason = "not_our_task", "Macht jetzt der Verein."
    stored.save()
    response = browser.post(URL, form | {key(internship, "state"): "advice"})
    assert response.status_code == 200
    assert Answer.objects.get().state == "not_our_task"
    problem = soup(response).select_one("#problems").text
    assert "inzwischen von jemand anderem geändert" in problem
    assert "Nicht unsere Aufgabe. Macht jetzt der Verein." in problem
    # What was typed is kept, and whoever saves once more knows what they do.
    again = form_of(response)
    assert again[key(internship, "state")] == "advice"
    assert browser.post(URL, again).status_code == 302
    assert Answer.objects.get().state == "advice"


def test_a_refused_row_that_is_set_to_what_is_stored_changes_nothing(
    browser, gruenau, ask, answer
) -> None:
    internship = ask()
    stored = answer(gruenau, internship)
    form = form_of(browser.get(URL))
    stored.state = "not_our_task"
    stored.save()
    again = form_of(browser.post(URL, form | {key(internship, "state"): "advice"}))
    response = browser.post(URL, again | {key(internship, "state"): "not_our_task"}, follow=True)
    assert "Es hat sich nichts geändert." in said(response)


def test_a_first_answer_that_somebody_else_gave_is_not_overwritten(
    browser, gruenau, ask, answer
) -> None:
    internship = ask()
    form = form_of(browser.get(URL))
    answer(gruenau, internship, "not_our_task")
    response = browser.post(URL, form | {key(internship, "state"): "yes"})
    assert response.status_code == 200
    assert Answer.objects.get().state == "not_our_task"


def test_an_answer_that_was_removed_meanwhile_is_not_brought_back_silently(
    browser, gruenau, ask, answer
) -> None:
    internship = ask()
    stored = answer(gruenau, internship)
    form = form_of(browser.get(URL))
    stored.delete()
    response = browser.post(URL, form | {key(internship, "state"): "advice"})
    assert response.status_code == 200
    assert not Answer.objects.exists()
    assert browser.post(URL, form_of(response)).status_code == 302
    assert Answer.objects.get().state == "advice"


def test_two_people_change_two_rows_and_both_are_kept(browser, gruenau, ask, answer) -> None:
    internship, room = ask(), ask("Raum")
    answer(gruenau, internship)
    other = answer(gruenau, room)
    form = form_of(browser.get(URL))
    other.state = "not_our_task"
    other.save()
    browser.post(URL, form | {key(internship, "state"): "advice"})
    assert Answer.objects.get(enquiry=internship).state == "advice"
    assert Answer.objects.get(enquiry=room).state == "not_our_task"


# --- What no browser sends


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"state": "yes"},
        {"enquiry-TOTAL_FORMS": "1"},
        {"enquiry-x-state": "yes"},
        {"enquiry-1-2-state": "yes"},
        {"enquiry--1-state": "yes"},
        {"enquiry-²-state": "yes"},
    ],
)
def test_a_form_that_is_none_is_a_bad_request(browser, ask, forged) -> None:
    ask()
    assert browser.post(URL, forged).status_code == 400
    assert not Answer.objects.exists()


def test_a_row_that_is_there_twice_is_a_bad_request(browser, ask) -> None:
    internship = ask()
    form: dict[str, Any] = form_of(browser.get(URL))
    response = browser.post(URL, form | {key(internship, "state"): ["yes", "advice"]})
    assert response.status_code == 400
    assert not Answer.objects.exists()


@pytest.mark.parametrize("number", ["999999", "99999999999999999999999", "007"])
def test_a_row_of_an_enquiry_that_does_not_exist_stores_nothing(browser, ask, number) -> None:
    internship = ask()
    form = form_of(browser.get(URL))
    forged = {f"enquiry-{number}-state": "yes", key(internship, "state"): "yes"}
    response = browser.post(URL, form | forged)
    assert response.status_code == 200
    assert "Die Liste der Anliegen hat sich inzwischen geändert." in said(response)
    assert not Answer.objects.exists()


def test_an_enquiry_that_is_offered_no_longer_stores_nothing_the_first_time(browser, ask) -> None:
    internship, room = ask(), ask("Raum")
    form = form_of(browser.get(URL)) | {key(room, "state"): "yes"}
    internship.is_offered = False
    internship.save()
    again = form_of(browser.post(URL, form))
    assert browser.post(URL, again).status_code == 302
    assert Answer.objects.get().enquiry == room


def test_an_enquiry_that_came_meanwhile_is_left_alone(browser, ask) -> None:
    internship = ask()
    form = form_of(browser.get(URL)) | {key(internship, "state"): "yes"}
    ask("Raum")
    assert browser.post(URL, form).status_code == 302
    assert Answer.objects.get().enquiry == internship


def test_forged_memories_of_what_was_shown_lose_nothing(browser, gruenau, ask, answer) -> None:
    internship = ask()
    answer(gruenau, internship)
    form = form_of(browser.get(URL))
    for forged in ("", "gestern", "2026-11-25T12:00:00+00:00"):
        changes = {key(internship, "seen"): forged, key(internship, "state"): "advice"}
        assert browser.post(URL, form | changes).status_code == 200
        assert Answer.objects.get().state == "yes"
    # Without the hidden fields at all the row counts as changed, and is looked at as such.
    bare = {name: value for name, value in form.items() if not name.startswith("initial-")}
    assert browser.post(URL, bare).status_code in {200, 302}
    assert Answer.objects.get().state == "yes"


# --- Whose it is


def test_an_editor_comes_straight_to_the_only_management(browser) -> None:
    response = browser.get("/admin/auskuenfte/")
    assert (response.status_code, response["Location"]) == (302, URL)


def test_an_editor_of_two_managements_chooses_first(gruenau, paunsdorf, make_management) -> None:
    make_management("mockau")
    both = User.objects.create_user("beide", "beide@example.org", "geheim")
    both.groups.add(gruenau.editors, paunsdorf.editors)
    browser = logged_in(both)
    own = ["/admin/auskuenfte/gruenau/", "/admin/auskuenfte/paunsdorf/"]
    for url in ("/admin/auskuenfte/", URL):
        tabs = soup(browser.get(url)).select("nav[aria-label=Managements] a")
        assert [tab["href"] for tab in tabs] == own
    assert soup(browser.get(URL)).select_one("[aria-current=page]").text == "Gruenau"


def test_the_stadtredaktion_changes_every_managements_answers(gruenau, paunsdorf, ask) -> None:
    person = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    person.groups.add(city_editors())
    internship = ask()
    response = save(
        logged_in(person), {key(internship, "state"): "yes"}, "/admin/auskuenfte/paunsdorf/"
    )
    assert response.status_code == 200
    assert Answer.objects.get().management == paunsdorf


def test_another_managements_answers_are_not_found(browser, paunsdorf, ask, answer) -> None:
    internship = ask()
    answer(paunsdorf, internship)
    foreign = "/admin/auskuenfte/paunsdorf/"
    assert browser.get(foreign).status_code == 404
    form = form_of(browser.get(URL)) | {key(internship, "state"): "not_our_task"}
    assert browser.post(foreign, form).status_code == 404
    assert Answer.objects.get().state == "yes"
    assert browser.get("/admin/auskuenfte/gibt-es-nicht/").status_code == 404


def test_whoever_works_for_nobody_is_told_so(city) -> None:
    person = User.objects.create_user("neu", "neu@example.org", "geheim")
    person.groups.add(city_editors())
    browser = logged_in(person)
    person.groups.clear()
    assert browser.get("/admin/auskuenfte/").status_code in {302, 403}


def test_strangers_are_sent_to_the_log_in(client, gruenau) -> None:
    assert "/admin/login/" in client.get(URL)["Location"]


def test_the_menu_leads_to_it_and_not_to_the_list_of_answers(browser, gruenau) -> None:
    menu = browser.get("/admin/").content.decode()
    assert "/admin/auskuenfte/" in menu
    assert "/admin/snippets/referrals/" not in menu
    assert '"/admin/snippets/"' not in menu


def test_the_stadtredaktion_keeps_its_menu_and_a_superuser_gets_none_of_all_snippets(
    admin_client, city
) -> None:
    menu = admin_client.get("/admin/").content.decode()
    assert "/admin/snippets/referrals/enquiry/" in menu
    assert "/admin/snippets/referrals/answer/" not in menu
