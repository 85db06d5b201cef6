"""The switch on the start of the CMS: closed at present, and open again."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.models import Management
from managements.offices.models import Closure
from managements.tenancy.roles import city_editors
from tests.builders import CITY_HOST, logged_in
from tests.dates import at, make_closure, make_hour, make_place

ADD = "/admin/snippets/offices/closure/add/"


@pytest.fixture
def monday() -> Iterator[Any]:
    """Monday, 7 December 2026, nine o'clock."""
    with time_machine.travel(at("2026-12-07", "09:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def editor(monday, gruenau: Management, editor_of) -> User:
    return editor_of(gruenau)


@pytest.fixture
def browser(editor: User) -> Client:
    return logged_in(editor)


def panel(browser: Client) -> BeautifulSoup | None:
    page = BeautifulSoup(browser.get("/admin/").content, "html.parser")
    return page.find(id="closures-section")


def words(browser: Client) -> str:
    found = panel(browser)
    assert found is not None
    return " ".join(found.get_text(" ").split())


def press(browser: Client) -> str:
    """Press the panel's first button, and return what is said then."""
    found = panel(browser)
    assert found is not None
    response = browser.post(found.find("form")["action"], follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    page = BeautifulSoup(response.content, "html.parser")
    return page.select_one(".messages").get_text(" ", strip=True)


def actions(management: Management) -> list[str]:
    entries = AuditEntry.objects.filter(management=management, content_type__model="closure")
    return [str(entry.action) for entry in entries]


def test_an_office_that_is_open_is_offered_the_form(browser: Client) -> None:
    assert "Zurzeit geschlossen oder unterbesetzt?" in words(browser)
    links = [link["href"] for link in panel(browser).find_all("a") if link.has_attr("href")]
    assert ADD in links
    assert browser.get(ADD).status_code == 200
    # What keeps the sentence away from the border.
    assert panel(browser).select_one(".closure-panel > p")
    assert "offices/closure_admin.css" in browser.get("/admin/").content.decode()


def test_a_closure_that_holds_is_ended_by_one_click_and_its_hours_take_place_again(
    browser: Client, gruenau: Management, editor: User
) -> None:
    hour = make_hour(gruenau, make_place(gruenau))
    closure = make_closure(
        gruenau, at("2026-12-07", "08:00"), at("2026-12-14", "08:00"), reason="Fortbildung"
    )
    assert not hour.occurrences.get(planned_day=datetime.date(2026, 12, 7)).takes_place
    shown = words(browser)
    assert "Zurzeit geschlossen bis Montag, 14. Dezember, 8 Uhr." in shown
    assert "Grund: Fortbildung" in shown
    assert "Jetzt beenden" in shown
    assert "Die Schließzeit ist beendet." in press(browser)
    closure.refresh_from_db()
    assert closure.ends_at == at("2026-12-07", "09:00")
    assert hour.occurrences.get(planned_day=datetime.date(2026, 12, 7)).takes_place
    assert "Jetzt beenden" not in words(browser)
    assert actions(gruenau) == ["offices.end_closure"]
    entry = AuditEntry.objects.get(action="offices.end_closure")
    assert (entry.user, entry.object_id) == (editor, str(closure.pk))


def test_a_closure_that_comes_is_taken_back_by_one_click(
    browser: Client, gruenau: Management
) -> None:
    hour = make_hour(gruenau, make_place(gruenau))
    make_closure(gruenau, at("2026-12-21"), at("2027-01-04"))
    shown = words(browser)
    assert "von Montag, 21. Dezember bis einschließlich Sonntag, 3. Januar 2027." in shown
    assert "Die Schließzeit ist zurückgenommen." in press(browser)
    assert not Closure.objects.exists()
    assert hour.occurrences.get(planned_day=datetime.date(2026, 12, 21)).takes_place
    assert actions(gruenau) == ["offices.withdraw_closure"]


def test_the_first_and_the_last_minute_decide_what_the_click_does(
    browser: Client, gruenau: Management, monday
) -> None:
    closure = make_closure(gruenau, at("2026-12-07", "09:00"), at("2026-12-07", "12:00"))
    url = f"/admin/schliesszeiten/{closure.pk}/beenden/"
    # At its very first moment it holds, and its end has to be after it.
    browser.post(url)
    closure.refresh_from_db()
    assert closure.starts_at < closure.ends_at <= at("2026-12-07", "09:01")
    monday.move_to(at("2026-12-07", "12:00"))
    before = closure.ends_at
    assert "war schon vorbei" in browser.post(url, follow=True).content.decode()
    closure.refresh_from_db()
    assert closure.ends_at == before
    assert actions(gruenau) == ["offices.end_closure"]


def test_nobody_ends_a_strangers_closure_and_a_mere_look_ends_none(
    browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    own = make_closure(gruenau, at("2026-12-07"), at("2026-12-08"))
    theirs = make_closure(paunsdorf, at("2026-12-07"), at("2026-12-08"), reason="Kanarienvogel")
    assert "Kanarienvogel" not in words(browser)
    url = "/admin/schliesszeiten/{}/beenden/"
    assert browser.post(url.format(theirs.pk)).status_code == 404
    assert browser.post(url.format("9" * 30)).status_code == 404
    assert browser.get(url.format(own.pk)).status_code == 405
    nobody = Client(SERVER_NAME=CITY_HOST).post(url.format(own.pk))
    assert nobody["Location"].startswith("/admin/login/")
    assert {one.ends_at for one in Closure.objects.all()} == {at("2026-12-08")}


def test_the_button_brings_its_token_against_forgery(
    browser: Client, gruenau: Management, editor: User
) -> None:
    make_closure(gruenau, at("2026-12-07"), at("2026-12-08"))
    strict = Client(enforce_csrf_checks=True, SERVER_NAME=CITY_HOST)
    strict.force_login(editor)
    form = panel(strict).find("form")
    assert strict.post(form["action"]).status_code == 403
    token = form.find("input", {"name": "csrfmiddlewaretoken"})["value"]
    assert strict.post(form["action"], {"csrfmiddlewaretoken": token}).status_code == 302


def test_whoever_has_two_offices_sees_which_is_which(
    editor: User, gruenau: Management, paunsdorf: Management
) -> None:
    editor.groups.add(paunsdorf.editors)
    make_closure(paunsdorf, at("2026-12-07"), at("2026-12-08"), kind="short_staffed")
    found = panel(logged_in(editor))
    assert [one.text for one in found.find_all("h3")] == ["Gruenau", "Paunsdorf"]
    assert f"{ADD}?management={paunsdorf.pk}" in str(found)
    assert "Zurzeit unterbesetzt" in words(logged_in(editor))


def test_the_stadtredaktion_is_not_asked_for_every_office(
    monday, gruenau: Management, paunsdorf: Management
) -> None:
    stadt = city_editors().user_set.create(username="stadt", email="stadt@example.org")
    assert panel(logged_in(stadt)) is None


@pytest.mark.once
def test_the_panel_costs_the_same_with_many_closures(browser: Client, gruenau: Management) -> None:
    def cost() -> int:
        browser.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/admin/")
        return len(captured)

    make_closure(gruenau, at("2026-12-07"), at("2026-12-08"))
    before = cost()
    for day in range(10, 20):
        make_closure(gruenau, at(f"2026-12-{day}"), at(f"2026-12-{day}", "12:00"))
    assert cost() == before
