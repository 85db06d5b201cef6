"""Reports that others answer now: those who do are told once, with the day by which they have to."""

import datetime
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction

from managements.accessibility.models import BarrierReport
from managements.accessibility.models.handing_over import note_who_answers
from managements.tenancy.provisioning import repair_management
from tests.dates import at

DUE = datetime.date(2026, 12, 26)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(at("2026-11-26", "12:00"), tick=False):
        yield


@pytest.fixture
def report(gruenau, paunsdorf, make_report, editor_of, stadt) -> BarrierReport:
    """A report on Grünau's pages of which everybody was told; Paunsdorf is there as well."""
    editor_of(gruenau)
    editor_of(paunsdorf)
    return make_report(gruenau, due_on=DUE, editors_told="new", city_told="new")


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Change a management as the Stadtredaktion does, and return the mails: whom, and which."""

    def change(management, **facts) -> dict[str, str]:
        mail.outbox.clear()
        for name, value in facts.items():
            setattr(management, name, value)
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            management.save()
            repair_management(management)
            assert mail.outbox == []
        return {message.to[0]: message.subject for message in mail.outbox}

    return change


def nightly() -> dict[str, str]:
    mail.outbox.clear()
    call_command("report_barriers", stdout=StringIO())
    return {message.to[0]: message.subject for message in mail.outbox}


def test_the_successor_is_told_once_and_with_the_day(report, gruenau, paunsdorf, change) -> None:
    assert change(gruenau, status="closed", successor=paunsdorf) == {
        "paunsdorf@example.org": "Gemeldete Barrieren: Jetzt antwortet Paunsdorf"
    }
    (message,) = mail.outbox
    assert "Neu bei Ihnen: Sie antworten jetzt für Gruenau." in message.body
    assert "Zu beantworten bis zum 26. Dezember 2026 (in 30 Tagen fällig)." in message.body
    assert "jemand@example.org" not in message.body + message.subject
    assert change(gruenau) == change(paunsdorf) == nightly() == {}


def test_the_form_of_the_cms_does_it(
    report, gruenau, paunsdorf, stadt, client, django_capture_on_commit_callbacks
) -> None:
    client.force_login(stadt)
    address = f"/admin/snippets/managements/management/edit/{gruenau.pk}/"
    html = BeautifulSoup(client.get(address).content, "html.parser")
    form = html.select_one("[data-edit-form]")
    data = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked")
    }
    for field in form.select("select[name]"):
        chosen = field.select_one("option[selected]")
        data[field["name"]] = chosen["value"] if chosen else ""
    data |= {"status": "closed", "successor": str(paunsdorf.pk)}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, data).status_code == 302
    assert [message.to for message in mail.outbox] == [["paunsdorf@example.org"]]


def test_without_a_successor_the_stadtredaktion_is_told_and_later_the_successor(
    report, gruenau, paunsdorf, change
) -> None:
    assert change(gruenau, status="closed") == {
        "stadt@example.org": "Gemeldete Barrieren: Jetzt antwortet die Stadtredaktion"
    }
    assert set(change(gruenau, successor=paunsdorf)) == {"paunsdorf@example.org"}
    assert nightly() == {}


def test_a_successor_that_ends_itself_hands_on_what_it_was_given(
    report, gruenau, paunsdorf, make_management, editor_of, change
) -> None:
    mockau = make_management(slug="mockau", status="active")
    editor_of(mockau)
    change(gruenau, status="closed", successor=paunsdorf)
    assert set(change(paunsdorf, status="closed", successor=mockau)) == {"mockau@example.org"}
    assert "für Gruenau" in mail.outbox[0].body


def test_opened_again_it_is_its_own(report, gruenau, paunsdorf, change) -> None:
    change(gruenau, status="closed", successor=paunsdorf)
    assert set(change(gruenau, status="active")) == {"gruenau@example.org"}
    report.refresh_from_db()
    assert report.answers_instead == ""


def test_what_was_answered_is_handed_over_without_a_word(
    report, gruenau, paunsdorf, change
) -> None:
    report.state, report.answered_on = "answered", datetime.date(2026, 11, 26)
    report.save()
    assert change(gruenau, status="closed", successor=paunsdorf) == {}
    report.refresh_from_db()
    assert report.answers_instead == "Paunsdorf"


def test_what_happens_to_others_is_nobodys_news(
    report, gruenau, paunsdorf, make_report, change
) -> None:
    make_report(None, city_told="new")
    assert change(paunsdorf, status="closed", successor=gruenau) == {}


def test_nothing_is_told_of_what_was_not_stored(report, gruenau, paunsdorf) -> None:
    gruenau.status, gruenau.successor = "closed", paunsdorf
    with transaction.atomic():
        gruenau.save()
        repair_management(gruenau)
        transaction.set_rollback(True)
    report.refresh_from_db()
    assert (report.was_handed_over, report.handed_over_on, mail.outbox) == (False, None, [])


def test_a_mail_that_fails_is_sent_by_the_night_in_the_same_words(
    report, gruenau, paunsdorf, change, monkeypatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fail)
        assert change(gruenau, status="closed", successor=paunsdorf) == {}
    assert nightly() == {"paunsdorf@example.org": "Gemeldete Barrieren: Jetzt antwortet Paunsdorf"}
    assert nightly() == {}


def test_the_night_finds_what_was_handed_over_past_the_form(report, gruenau, paunsdorf) -> None:
    gruenau.status, gruenau.successor = "closed", paunsdorf
    gruenau.save()
    assert set(nightly()) == {"paunsdorf@example.org"}
    assert nightly() == {}


def test_reminders_follow_as_for_any_other_report(report, gruenau, paunsdorf, change) -> None:
    change(gruenau, status="closed", successor=paunsdorf)
    with time_machine.travel(at("2026-12-20", "12:00"), tick=False):
        assert nightly() == {
            "paunsdorf@example.org": "Gemeldete Barriere in Gruenau: Bitte antworten Sie bald",
            "stadt@example.org": "Gemeldete Barrieren: Bitte antworten Sie bald",
        }
        assert "Neu bei Ihnen" not in mail.outbox[0].body


def test_list_and_report_say_who_answers(report, gruenau, paunsdorf, change, client, stadt) -> None:
    client.force_login(stadt)
    assert "Es antwortet" not in client.get("/admin/barrieren/").content.decode()
    change(gruenau, status="closed", successor=paunsdorf)
    assert "Es antwortet: Paunsdorf" in client.get("/admin/barrieren/").content.decode()
    html = client.get(f"/admin/barrieren/{report.pk}/").content.decode()
    assert "Paunsdorf, seit dem 26. November 2026" in html


def test_the_start_of_the_cms_says_from_whom_it_came(
    report, gruenau, paunsdorf, change, client, make_report
) -> None:
    make_report(paunsdorf)
    client.force_login(paunsdorf.editors.user_set.get())
    assert "(Gruenau)" not in client.get("/admin/").content.decode()
    change(gruenau, status="closed", successor=paunsdorf)
    said = client.get("/admin/").content.decode()
    assert "(Gruenau)" in said
    assert "(Paunsdorf)" not in said


@pytest.mark.parametrize("fact", ["handed_over_to", "handed_over_on"])
def test_the_database_takes_nobody_and_no_day_for_what_was_not_handed_over(
    report, paunsdorf, fact: str
) -> None:
    facts = {"handed_over_to": paunsdorf, "handed_over_on": DUE}
    setattr(report, fact, facts[fact])
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save()


def test_the_subject_of_a_mail_with_both_says_that_an_answer_is_overdue(
    report, gruenau, paunsdorf, make_report
) -> None:
    make_report(paunsdorf, due_on=datetime.date(2026, 11, 20), editors_told="soon")
    gruenau.status, gruenau.successor = "closed", paunsdorf
    gruenau.save()
    assert nightly()["paunsdorf@example.org"] == (
        "Gemeldete Barriere in Paunsdorf: Die Antwort ist überfällig"
    )
    assert "Neu bei Ihnen: Sie antworten jetzt für Gruenau." in mail.outbox[0].body


def test_looking_costs_the_same_however_many_reports_there_are(
    report, gruenau, make_report, django_assert_num_queries
) -> None:
    for _ in range(20):
        make_report(gruenau)
    # Two, and those of a savepoint.
    with django_assert_num_queries(4):
        assert note_who_answers(datetime.date(2026, 11, 26)) == []
