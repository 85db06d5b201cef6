"""The form of one answer: with page and contact, and what it refuses."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from managements.accounts.models import User
from managements.referrals.models import Answer
from managements.tenancy.roles import city_editors
from tests.builders import content_page, logged_in

ADD = "/admin/snippets/referrals/answer/add/"
NOON = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def browser(gruenau, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


def edit(stored: Answer) -> str:
    return f"/admin/snippets/referrals/answer/edit/{stored.pk}/"


def form(**changes) -> dict[str, str]:
    return {
        "state": "yes", "until": "", "reason": "", "page": "", "contact_phone": "",
        "contact_email": "", "review_on": "",
    } | {name: str(value) for name, value in changes.items()}  # fmt: skip


def errors(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(one.get_text(" ", strip=True) for one in page.select(".error-message"))


def choices(response, name: str) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [
        option.text.strip("\u2003")
        for option in page.select(f"select[name={name}] option")
        if option["value"]
    ]


def test_an_answer_gets_a_page_and_a_contact_of_its_own(browser, gruenau, ask, answer) -> None:
    stored = answer(gruenau, ask())
    page = content_page(gruenau.page, "Praktikum bei uns")
    response = browser.post(
        edit(stored),
        form(page=page.pk, contact_phone="0341 1", contact_email="praktikum@example.org"),
    )
    assert response.status_code == 302
    stored.refresh_from_db()
    assert stored.page_id == page.pk
    assert (stored.contact_phone, stored.contact_email) == ("0341 1", "praktikum@example.org")


def test_only_own_pages_are_offered_drafts_among_them(
    browser, gruenau, paunsdorf, ask, answer
) -> None:
    stored = answer(gruenau, ask())
    ours = content_page(gruenau.page, "Projekte")
    content_page(ours, "Im Entwurf").unpublish()
    content_page(paunsdorf.page, "Von nebenan")
    offered = choices(browser.get(edit(stored)), "page")
    assert {"Projekte", "Im Entwurf", "Quartiersmanagement Gruenau"} <= set(offered)
    assert "Von nebenan" not in offered


@pytest.mark.parametrize("kind", ["live", "draft", "city", "nothing", "nonsense"])
def test_other_pages_are_refused_with_a_sentence(
    browser, gruenau, paunsdorf, city, ask, answer, kind
) -> None:
    stored = answer(gruenau, ask())
    theirs = content_page(paunsdorf.page, "Kanarie")
    if kind == "draft":
        theirs.unpublish()
    page = {"city": city.pk, "nothing": 999_999, "nonsense": "x"}.get(kind, theirs.pk)
    response = browser.post(edit(stored), form(page=page))
    assert response.status_code == 200
    assert "eigenen Seiten" in errors(response)
    assert "Kanarie" not in response.content.decode()
    stored.refresh_from_db()
    assert stored.page is None


def test_a_new_answer_is_given_to_what_is_offered(browser, gruenau, ask) -> None:
    internship = ask()
    old = ask("Alt", is_offered=False)
    assert choices(browser.get(ADD), "enquiry") == ["Praktikum"]
    response = browser.post(ADD, form(enquiry=old.pk))
    assert response.status_code == 200
    assert "Dieses Anliegen wird nicht mehr angeboten." in errors(response)
    assert browser.post(ADD, form(enquiry=internship.pk)).status_code == 302
    assert Answer.objects.get().management == gruenau


def test_a_second_answer_to_the_same_enquiry_is_refused_at_its_field(
    browser, gruenau, paunsdorf, ask, answer
) -> None:
    internship = ask()
    answer(paunsdorf, internship)
    answer(gruenau, internship)
    response = browser.post(ADD, form(enquiry=internship.pk, state="advice"))
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert "gibt es schon eine Auskunft" in page.select_one("#panel-child-enquiry-errors").text
    assert errors(response).count("gibt es schon eine Auskunft") == 1
    assert Answer.objects.of(gruenau).get().state == "yes"


def test_whoever_works_for_several_says_for_which_and_then_for_which_page(
    gruenau, paunsdorf, ask
) -> None:
    person = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    person.groups.add(city_editors())
    browser = logged_in(person)
    internship = ask()
    assert choices(browser.get(ADD), "page") == []
    forged = form(enquiry=internship.pk, management=paunsdorf.pk, page=gruenau.page.pk)
    assert browser.post(ADD, forged).status_code == 302
    stored = Answer.objects.get()
    assert (stored.management, stored.page) == (paunsdorf, None)
    assert "Quartiersmanagement Paunsdorf" in choices(browser.get(edit(stored)), "page")
    response = browser.post(ADD, forged)
    assert "gibt es schon eine Auskunft" in errors(response)


def test_management_and_enquiry_stay(browser, gruenau, paunsdorf, ask, answer) -> None:
    internship, room = ask(), ask("Raum")
    stored = answer(gruenau, internship)
    forged = form(state="advice", enquiry=room.pk, management=paunsdorf.pk)
    assert browser.post(edit(stored), forged).status_code == 302
    stored.refresh_from_db()
    assert (stored.management, stored.enquiry, stored.state) == (gruenau, internship, "advice")


def test_an_answer_to_what_is_offered_no_longer_can_still_be_changed(
    browser, gruenau, ask, answer
) -> None:
    stored = answer(gruenau, ask(is_offered=False))
    assert browser.post(edit(stored), form(state="advice")).status_code == 302
    stored.refresh_from_db()
    assert stored.state == "advice"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "not_now"}, "Bis wann? Bitte geben Sie den letzten Tag an."),
        ({"state": "not_now", "until": "2026-11-24"}, "Der 24. November 2026 ist schon vorbei."),
        ({"state": "not_now", "until": "bald"}, "Datum"),
        ({"state": "vielleicht"}, "vielleicht"),
    ],
)
def test_what_cannot_be_stored_is_refused_once_at_its_field(
    browser, gruenau, ask, answer, at, changes, sentence
) -> None:
    at(NOON)
    stored = answer(gruenau, ask())
    response = browser.post(edit(stored), form(**changes))
    assert response.status_code == 200
    assert sentence in errors(response)
    page = BeautifulSoup(response.content, "html.parser")
    assert len(page.select(".error-message")) == 1
    stored.refresh_from_db()
    assert stored.state == "yes"


def test_a_day_that_belongs_to_another_answer_is_dropped(browser, gruenau, ask, answer) -> None:
    stored = answer(gruenau, ask(), "not_now", until=datetime.date(2999, 1, 1))
    assert browser.post(edit(stored), form(state="yes", until="2999-01-01")).status_code == 302
    stored.refresh_from_db()
    assert stored.until is None


def test_an_expired_answer_keeps_its_day_while_its_contact_is_changed(
    browser, gruenau, ask, answer
) -> None:
    stored = answer(gruenau, ask(), "not_now", until=datetime.date(2020, 1, 1))
    changes = form(state="not_now", until="2020-01-01", contact_phone="0341 1")
    assert browser.post(edit(stored), changes).status_code == 302


def test_another_managements_answer_is_not_found(browser, paunsdorf, ask, answer) -> None:
    stored = answer(paunsdorf, ask())
    assert browser.get(edit(stored)).status_code == 404
    assert browser.post(edit(stored), form(state="advice")).status_code == 404
    stored.refresh_from_db()
    assert stored.state == "yes"


def test_answers_are_not_copied(city) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("wagtailsnippets_referrals_answer:copy", args=[1])


def test_the_list_of_answers_stays_reachable(browser, gruenau, ask, answer) -> None:
    answer(gruenau, ask())
    response = browser.get("/admin/snippets/referrals/answer/")
    assert response.status_code == 200
    assert "Praktikum" in response.content.decode()


def test_an_answer_that_somebody_else_stored_meanwhile_is_refused_with_a_sentence(
    browser, ask, monkeypatch
) -> None:
    def refuse(*_args, **_kwargs):
        raise IntegrityError

    enquiry = ask()
    monkeypatch.setattr(Answer, "save", refuse)
    response = browser.post(ADD, form(enquiry=enquiry.pk))
    assert "Zu diesem Anliegen gibt es schon eine Auskunft." in errors(response)
