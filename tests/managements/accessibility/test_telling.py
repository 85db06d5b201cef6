"""Mails about barriers, once for each stage; and who reported them is forgotten."""

import datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from managements.accessibility.forgetting import forget_reporters
from managements.accessibility.models.telling import tell_of_barriers
from tests.dates import at

DUE = datetime.date(2026, 12, 26)
of = datetime.date.fromisoformat


@pytest.fixture
def report(gruenau, make_report):
    return make_report(
        gruenau,
        received_at=at("2026-11-26", "12:00"),
        due_on=DUE,
        editors_told="new",
        city_told="new",
    )


def told(day: str) -> dict[str, str]:
    mail.outbox.clear()
    tell_of_barriers(of(day))
    return {message.to[0]: message.subject for message in mail.outbox}


def test_a_week_before_and_after_the_day_people_are_told_once(
    report, gruenau, editor_of, stadt
) -> None:
    editor_of(gruenau)
    assert told("2026-12-18") == {}
    assert told("2026-12-19") == {
        "gruenau@example.org": "Gemeldete Barriere in Gruenau: Bitte antworten Sie bald",
        "stadt@example.org": "Gemeldete Barrieren: Bitte antworten Sie bald",
    }
    assert "in 7 Tagen fällig" in mail.outbox[0].body
    assert told("2026-12-20") == told("2026-12-26") == {}
    assert told("2026-12-27") == {
        "gruenau@example.org": "Gemeldete Barriere in Gruenau: Die Antwort ist überfällig",
        "stadt@example.org": "Gemeldete Barrieren: Eine Antwort ist überfällig",
    }
    assert told("2027-02-01") == {}


def test_nobody_is_told_of_what_was_answered(report, gruenau, editor_of, stadt) -> None:
    editor_of(gruenau)
    report.state, report.answered_on = "answered", of("2026-12-01")
    report.save()
    assert told("2026-12-27") == {}


def test_one_mail_names_all_and_the_citys_own_go_to_the_city_alone(
    report, gruenau, make_report, editor_of, stadt
) -> None:
    editor_of(gruenau)
    make_report(gruenau, due_on=DUE)
    make_report(None, due_on=DUE)
    assert set(told("2026-12-27")) == {"gruenau@example.org", "stadt@example.org"}
    editors, city = mail.outbox
    assert editors.body.count("Gemeldete Barriere Nr.") == 2
    assert city.body.count("Gemeldete Barriere Nr.") == 3


def test_for_a_site_that_has_ended_its_successor_is_told(
    report, gruenau, paunsdorf, make_report, editor_of, stadt
) -> None:
    editor_of(gruenau)
    editor_of(paunsdorf)
    make_report(paunsdorf, due_on=DUE)
    gruenau.status = "closed"
    gruenau.save()
    assert set(told("2026-12-19")) == {"paunsdorf@example.org", "stadt@example.org"}
    assert mail.outbox[0].body.count("Gemeldete Barriere Nr.") == 1
    gruenau.successor = paunsdorf
    gruenau.save()
    assert set(told("2026-12-27")) == {"paunsdorf@example.org", "stadt@example.org"}
    assert mail.outbox[0].body.count("Gemeldete Barriere Nr.") == 2
    assert "– Gruenau" in mail.outbox[0].body


def test_without_a_recipient_it_is_told_later(report, gruenau, editor_of) -> None:
    assert told("2026-12-27") == {}
    editor_of(gruenau)
    assert set(told("2026-12-28")) == {"gruenau@example.org"}


def test_the_command_ends_with_an_error_and_tries_again(
    report, gruenau, editor_of, monkeypatch
) -> None:
    editor_of(gruenau)
    report.due_on = of("2026-01-01")
    report.save()
    with monkeypatch.context() as patch:

        def fail(*args: object, **kwargs: object) -> None:
            raise OSError

        patch.setattr("django.core.mail.EmailMessage.send", fail)
        with pytest.raises(CommandError, match="1 could not be sent"):
            call_command("report_barriers", stdout=StringIO())
    out = StringIO()
    call_command("report_barriers", stdout=out)
    assert "Mails about reported barriers: 1." in out.getvalue()


@pytest.mark.parametrize(
    ("facts", "today", "is_forgotten"),
    [
        ({"state": "answered", "answered_on": of("2026-12-01")}, "2027-06-01", False),
        ({"state": "answered", "answered_on": of("2026-12-01")}, "2027-06-02", True),
        ({}, "2028-11-26", False),
        ({}, "2028-11-27", True),
    ],
)
def test_who_reported_it_is_forgotten_in_time(report, facts, today, is_forgotten: bool) -> None:
    for name, value in facts.items():
        setattr(report, name, value)
    report.note = "Frau Muster angerufen."
    report.save()
    assert forget_reporters(of(today)) == int(is_forgotten)
    assert forget_reporters(of(today)) == 0
    report.refresh_from_db()
    assert (report.reply_to, report.aids, report.note) == (
        ("", "", "")
        if is_forgotten
        else ("jemand@example.org", "Bildschirmleser", "Frau Muster angerufen.")
    )
    assert report.barrier == "Die Karte hat keinen Text."
    assert (report.forgotten_on == of(today)) is is_forgotten


def test_a_note_that_comes_later_is_erased_too(report) -> None:
    report.state, report.answered_on = "answered", of("2026-12-01")
    report.save()
    forget_reporters(of("2027-06-02"))
    report.refresh_from_db()
    report.note = "Frau Muster angerufen."
    report.save()
    forget_reporters(of("2027-06-03"))
    report.refresh_from_db()
    assert (report.note, report.forgotten_on) == ("", of("2027-06-02"))
