"""What editors are told about answers that no longer hold: on the start of the CMS, and by mail."""

import datetime
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from managements.accounts.models import User
from managements.referrals.models import Answer
from managements.referrals.reporting import report_answers
from managements.teams.models import Membership
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.managements.referrals.conftest import BERLIN_MIDNIGHT, TODAY

DAY = datetime.timedelta(days=1)
YESTERDAY = TODAY - DAY
SECOND = datetime.timedelta(seconds=1)


def run() -> str:
    out = StringIO()
    call_command("report_answers", stdout=out)
    return out.getvalue()


# --- By mail


def test_an_expiry_is_told_from_the_day_after_in_berlin(
    gruenau, editor_of, ask, answer, at
) -> None:
    editor_of(gruenau)
    answer(gruenau, ask(), "not_now", until=YESTERDAY)
    at(BERLIN_MIDNIGHT - SECOND)
    assert run() == "Mails about answers: 0.\n"
    at(BERLIN_MIDNIGHT)
    assert run() == "Mails about answers: 1.\n"
    sent = mail.outbox[0]
    assert sent.to == ["gruenau@example.org"]
    assert sent.subject == "Auskünfte Gruenau: bitte prüfen"
    assert "- Praktikum („Zurzeit nicht“ bis 30. November 2026)" in sent.body
    assert "Das wollten Sie wieder ansehen" not in sent.body
    assert "/admin/auskuenfte/gruenau/\n" in sent.body
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_review_is_told_on_its_day(gruenau, editor_of, ask, answer) -> None:
    editor_of(gruenau)
    answer(gruenau, ask("Müll & <Raum>"), "advice", review_on=TODAY)
    assert report_answers(YESTERDAY).mails == 0
    assert report_answers(TODAY).mails == 1
    assert "- Müll & <Raum> (Nur Beratung; 1. Dezember 2026)" in mail.outbox[0].body
    assert "Gilt nicht mehr" not in mail.outbox[0].body


def test_nothing_is_told_twice_but_a_new_day_is_told_again(gruenau, editor_of, ask, answer) -> None:
    editor_of(gruenau)
    first = answer(gruenau, ask(), "not_now", until=YESTERDAY, review_on=TODAY)
    second = answer(gruenau, ask("Raum"), review_on=TODAY)
    changed = first.updated_at
    assert report_answers(TODAY).mails == 1
    assert report_answers(TODAY).mails == 0
    assert report_answers(TODAY + 30 * DAY).mails == 0
    assert len(mail.outbox) == 1
    first.refresh_from_db()
    assert first.updated_at == changed, "for those who edit, nothing has changed"
    Answer.objects.filter(pk=first.pk).update(until=TODAY + DAY)
    assert report_answers(TODAY + DAY).mails == 0
    assert report_answers(TODAY + 2 * DAY).mails == 1
    assert "Raum" not in mail.outbox[1].body
    Answer.objects.filter(pk=second.pk).update(review_on=TODAY + 3 * DAY)
    assert report_answers(TODAY + 3 * DAY).mails == 1
    assert "Praktikum" not in mail.outbox[2].body


def test_an_expiry_is_told_though_its_review_was_before(gruenau, editor_of, ask, answer) -> None:
    editor_of(gruenau)
    answer(gruenau, ask(), "not_now", until=TODAY, review_on=YESTERDAY)
    assert report_answers(TODAY).mails == 1
    assert "Zurzeit nicht; 30. November 2026" in mail.outbox[0].body
    assert report_answers(TODAY + DAY).mails == 1
    assert "bis 1. Dezember 2026" in mail.outbox[1].body


def test_each_management_gets_a_mail_of_its_own(gruenau, paunsdorf, editor_of, ask, answer) -> None:
    internship = ask()
    for management in (gruenau, paunsdorf):
        editor_of(management)
        answer(management, internship, "not_now", until=YESTERDAY)
    assert report_answers(TODAY).mails == 2
    by_address = {sent.to[0]: sent.subject + sent.body for sent in mail.outbox}
    assert "Paunsdorf" not in by_address["gruenau@example.org"]
    assert "Gruenau" not in by_address["paunsdorf@example.org"]


def test_only_active_editors_with_an_address_are_told(gruenau, ask, answer) -> None:
    def person(name: str, email: str = "", **facts) -> User:
        made = User.objects.create_user(name, email, "geheim", **facts)
        made.groups.add(gruenau.editors)
        return made

    person("anna", "anna@example.org")
    person("bert", "bert@example.org")
    person("gesperrt", "gesperrt@example.org", is_active=False)
    person("ohne")
    left = person("weg", "weg@example.org")
    Membership.objects.filter(user=left).update(last_day=YESTERDAY)
    city = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    city.groups.add(city_editors())
    User.objects.create_superuser("admin", "admin@example.org", "geheim")
    answer(gruenau, ask(), "not_now", until=YESTERDAY)
    report_answers(TODAY)
    assert [sent.to for sent in mail.outbox] == [["anna@example.org", "bert@example.org"]]


def test_what_nobody_could_be_told_is_told_once_there_is_somebody(
    gruenau, editor_of, ask, answer
) -> None:
    answer(gruenau, ask(), "not_now", until=YESTERDAY)
    assert report_answers(TODAY).mails == 0
    editor_of(gruenau)
    assert report_answers(TODAY + DAY).mails == 1


def test_one_mail_that_fails_stops_no_other_and_is_tried_again(
    gruenau, paunsdorf, make_management, editor_of, ask, answer, monkeypatch, caplog, at
) -> None:
    internship = ask()
    for management in (gruenau, paunsdorf, make_management("mockau")):
        editor_of(management)
        answer(management, internship, "not_now", until=YESTERDAY)
    send = mail.EmailMessage.send

    def failing(message, *args, **kwargs):
        if "paunsdorf@example.org" in message.to:
            raise ConnectionRefusedError("paunsdorf@example.org")
        return send(message, *args, **kwargs)

    at(BERLIN_MIDNIGHT)
    with monkeypatch.context() as broken:
        broken.setattr(mail.EmailMessage, "send", failing)
        with pytest.raises(CommandError, match="1 could not be sent"):
            run()
    assert sorted(sent.to[0] for sent in mail.outbox) == [
        "gruenau@example.org", "mockau@example.org",
    ]  # fmt: skip
    assert "@" not in caplog.text
    run()
    assert mail.outbox[2].to == ["paunsdorf@example.org"]
    assert run() == "Mails about answers: 0.\n"


@pytest.mark.parametrize("case", ["closed", "not offered", "other answers"])
def test_what_concerns_nobody_any_more_is_not_told(gruenau, editor_of, ask, answer, case) -> None:
    editor_of(gruenau)
    if case == "other answers":
        answer(gruenau, ask())
        answer(gruenau, ask("Raum"), "not_now", until=TODAY)
    else:
        answer(
            gruenau, ask(is_offered=case != "not offered"), "not_now",
            until=YESTERDAY, review_on=YESTERDAY,
        )  # fmt: skip
    if case == "closed":
        gruenau.status = "closed"
        gruenau.save()
    assert report_answers(TODAY).mails == 0


def test_a_name_with_a_line_break_is_no_header(gruenau, editor_of, ask, answer) -> None:
    editor_of(gruenau)
    gruenau.short_name = "Grünau\nBcc: dieb@example.org"
    gruenau.save()
    answer(gruenau, ask(), "not_now", until=YESTERDAY)
    assert report_answers(TODAY).mails == 1
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["gruenau@example.org"]


# --- On the start of the CMS


def panel(browser) -> str:
    page = BeautifulSoup(browser.get("/admin/").content, "html.parser")
    found = page.select_one("#due-answers-content")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_the_start_says_what_is_due(gruenau, paunsdorf, editor_of, ask, answer, at) -> None:
    at(BERLIN_MIDNIGHT)
    browser = logged_in(editor_of(gruenau))
    internship, room = ask(), ask("Raum")
    answer(gruenau, internship, "not_now", until=YESTERDAY, review_on=YESTERDAY)
    answer(gruenau, room, "yes", review_on=TODAY)
    ask("Müll")
    ask("Nicht mehr", is_offered=False)
    answer(paunsdorf, room, "advice", review_on=TODAY)
    words = panel(browser)
    assert "Praktikum : „Zurzeit nicht“ galt bis 30. November 2026." in words
    assert words.count("Praktikum") == 1
    assert "Raum : Gilt „Das machen wir“ noch? Sie wollten das am 1. Dezember 2026" in words
    assert "Zu einem Anliegen gibt es noch keine Auskunft." in words
    assert "Nur Beratung" not in words
    page = BeautifulSoup(browser.get("/admin/").content, "html.parser")
    assert "Bitte prüfen Sie diese Auskünfte" in page.select_one("#due-answers-section h2").text
    links = page.select("#due-answers-content a")
    assert [one["href"] for one in links if "auskuenfte" in one["href"]] == [
        "/admin/auskuenfte/gruenau/#enquiry-praktikum",
        "/admin/auskuenfte/gruenau/#enquiry-raum",
        "/admin/auskuenfte/gruenau/",
    ]


def test_the_day_of_expiry_itself_is_not_due(gruenau, editor_of, ask, answer, at) -> None:
    at(BERLIN_MIDNIGHT - SECOND)
    browser = logged_in(editor_of(gruenau))
    answer(gruenau, ask(), "not_now", until=YESTERDAY)
    assert panel(browser) == ""
    at(BERLIN_MIDNIGHT)
    assert "Praktikum" in panel(browser)


def test_where_all_is_well_the_start_says_nothing(gruenau, editor_of, ask, answer) -> None:
    browser = logged_in(editor_of(gruenau))
    assert panel(browser) == ""
    answer(gruenau, ask())
    assert panel(browser) == ""


def test_whoever_works_for_two_managements_reads_which_is_meant(
    gruenau, paunsdorf, make_management, ask
) -> None:
    make_management("mockau")
    ask()
    both = User.objects.create_user("beide", "beide@example.org", "geheim")
    both.groups.add(gruenau.editors, paunsdorf.editors)
    words = panel(logged_in(both))
    assert "Zu den Auskünften: Gruenau" in words
    assert "Zu den Auskünften: Paunsdorf" in words
    assert "Mockau" not in words


def test_the_stadtredaktion_is_not_reminded_of_everybodys(gruenau, admin_client, ask) -> None:
    ask()
    assert panel(admin_client) == ""


def test_the_start_needs_the_same_queries_with_3_and_with_40_enquiries(
    gruenau, editor_of, ask, answer
) -> None:
    browser = logged_in(editor_of(gruenau))

    def fill(numbers: range) -> None:
        for number in numbers:
            answer(gruenau, ask(f"Anliegen {number}"), "not_now", until=datetime.date(2020, 1, 1))

    def count() -> int:
        panel(browser)
        with CaptureQueriesContext(connection) as captured:
            assert "Anliegen 1" in panel(browser)
        return len(captured)

    fill(range(3))
    few = count()
    fill(range(3, 40))
    assert count() == few
    assert "32 weitere Auskünfte sind fällig." in panel(browser)
