"""Reported barriers and statements, as editors and the Stadtredaktion meet them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managements.accessibility.lights import Light, lights_of
from managements.accessibility.models import BarrierReport, StatementGap
from managements.audit.models import AuditEntry
from tests.builders import finish_statement, logged_in, statement_of

pytestmark = pytest.mark.usefixtures("_at_noon")
LIST = "/admin/barrieren/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor(gruenau, editor_of):
    return logged_in(editor_of(gruenau))


def words_of(response) -> str:
    html = BeautifulSoup(response.content, "html.parser")
    return " ".join((html.find(id="main") or html).get_text(" ").split())


def edit_url(report: BarrierReport) -> str:
    return reverse("barriers:edit", args=[report.pk])


def test_an_editor_meets_the_own_reports_and_nobody_elses(
    editor, gruenau, paunsdorf, make_report
) -> None:
    own = make_report(gruenau, barrier="Das eigene Problem")
    others = [make_report(paunsdorf, barrier="Fremdes"), make_report(None, barrier="Fremdes")]
    said = words_of(editor.get(LIST))
    assert "Das eigene Problem" in said
    assert "Fremdes" not in said
    assert editor.get(edit_url(own)).status_code == 200
    for report in others:
        for response in (
            editor.get(edit_url(report)),
            editor.post(edit_url(report), {"state": "open"}),
        ):
            assert response.status_code == 404


def test_reports_on_a_site_that_has_ended_are_the_successors(
    editor, gruenau, paunsdorf, editor_of, make_report
) -> None:
    own = make_report(paunsdorf, barrier="Das alte Problem")
    successor, former = editor, logged_in(editor_of(paunsdorf))
    seen = {successor: False, former: True}

    def is_seen_by(client) -> bool:
        is_listed = "Das alte Problem" in words_of(client.get(LIST))
        assert (client.get(edit_url(own)).status_code == 200) is is_listed
        assert (edit_url(own) in client.get("/admin/").content.decode()) is is_listed
        return is_listed

    assert {one: is_seen_by(one) for one in seen} == seen
    paunsdorf.status = "closed"
    paunsdorf.save()
    # Without a successor the Stadtredaktion answers.
    assert not any(is_seen_by(one) for one in seen)
    paunsdorf.successor = gruenau
    paunsdorf.save()
    assert is_seen_by(successor)
    assert not is_seen_by(former)
    assert "Paunsdorf" in words_of(successor.get(LIST))


def test_the_stadtredaktion_meets_all_of_them(stadt, gruenau, make_report) -> None:
    reports = [make_report(gruenau), make_report(None)]
    client = logged_in(stadt)
    said = words_of(client.get(LIST))
    assert "Gruenau" in said
    assert "Die Seiten der Stadt" in said
    assert all(client.get(edit_url(report)).status_code == 200 for report in reports)


def test_what_is_due_first_comes_first_and_is_said_in_words(editor, gruenau, make_report) -> None:
    today = timezone.localdate()
    for words, days in (("bald", 3), ("später", 20), ("überfällig", -2), ("heute", 0)):
        make_report(gruenau, barrier=f"Fall {words}", due_on=today + days * DAY)
    said = words_of(editor.get(LIST))
    places = [said.index(f"Fall {word}") for word in ("überfällig", "heute", "bald", "später")]
    assert places == sorted(places)
    for words in ("seit 2 Tagen überfällig", "heute fällig", "in 3 Tagen fällig"):
        assert words in said


def test_an_answer_gets_its_day_leaves_the_list_and_the_record(
    editor, gruenau, make_report
) -> None:
    report = make_report(gruenau)
    response = editor.post(
        edit_url(report),
        {"state": "answered", "answered_on": "", "note": "Text ergänzt."},
        follow=True,
    )
    assert f"Gemeldete Barriere Nr. {report.pk} ist gespeichert: beantwortet." in (
        response.content.decode()
    )
    report.refresh_from_db()
    assert (report.state, report.answered_on, report.note) == (
        "answered", timezone.localdate(), "Text ergänzt.",
    )  # fmt: skip
    assert "Die Karte" not in words_of(editor.get(LIST))
    assert "Die Karte" in words_of(editor.get(f"{LIST}?zeige=alle"))
    entry = AuditEntry.objects.filter(object_id=str(report.pk), action="wagtail.edit").latest("pk")
    assert entry.management == gruenau
    assert "jemand" not in str(entry.__dict__)


def test_opened_again_it_loses_its_day(editor, gruenau, make_report) -> None:
    report = make_report(gruenau, state="answered", answered_on=timezone.localdate())
    editor.post(edit_url(report), {"state": "in_progress", "answered_on": "26.11.2026", "note": ""})
    report.refresh_from_db()
    assert (report.state, report.answered_on) == ("in_progress", None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answered_on": "01.01.2090"}, "liegt in der Zukunft"),
        ({"answered_on": "01.01.2020"}, "gab es die Meldung noch nicht"),
        ({"answered_on": "x"}, "Bitte schreiben Sie den Tag so"),
        ({"note": "x" * 2001}, "2000"),
        ({"state": "x"}, "x"),
        ({"state": "open", "answered_on": "26.11.2026"}, "wählen Sie bitte „beantwortet“"),
        ({"state": "in_progress", "answered_on": "26.11.2026"}, "wählen Sie bitte „beantwortet“"),
    ],
)
def test_bad_input_gets_a_sentence(editor, gruenau, make_report, fields, words) -> None:
    report = make_report(gruenau)
    response = editor.post(
        edit_url(report), {"state": "answered", "answered_on": "", "note": ""} | fields
    )
    assert response.status_code == 200
    assert words in words_of(response)
    report.refresh_from_db()
    assert report.state == "open"


def test_the_database_knows_no_answer_without_a_day(gruenau, make_report) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(gruenau, state="answered")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(gruenau, answered_on=timezone.localdate())


def test_an_empty_list_says_so(editor, gruenau, make_report) -> None:
    assert "noch keine Barriere gemeldet" in words_of(editor.get(LIST))
    make_report(gruenau, state="answered", answered_on=timezone.localdate())
    assert "Es wartet nichts auf Antwort." in words_of(editor.get(LIST))


def test_the_list_costs_the_same_with_two_and_with_twenty(stadt, gruenau, make_report) -> None:
    client = logged_in(stadt)
    counted = []
    for number in (2, 18):
        for _ in range(number):
            make_report(gruenau)
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def light_of(management) -> Light:
    return lights_of([management], timezone.localdate())[0].light


def test_a_statement_is_complete_incomplete_or_older_than_a_year(gruenau) -> None:
    today = timezone.localdate()
    assert light_of(gruenau) is Light.COMPLETE
    old = today.replace(year=2025)
    finish_statement(gruenau, assessed_on=old, created_on=old, reviewed_on=old)
    assert light_of(gruenau) is Light.OUTDATED
    finish_statement(gruenau, created_on=old, reviewed_on=old + DAY)
    assert light_of(gruenau) is Light.COMPLETE
    finish_statement(gruenau, status="")
    assert light_of(gruenau) is Light.INCOMPLETE
    finish_statement(gruenau, status="", live=False)
    assert light_of(gruenau) is Light.INCOMPLETE
    finish_statement(gruenau, live=False)
    assert light_of(gruenau) is Light.UNPUBLISHED
    gruenau.status = "closed"
    assert light_of(gruenau) is Light.ENDED


def test_a_gap_that_should_be_done_is_to_be_looked_at(gruenau) -> None:
    page = finish_statement(gruenau, status="partial")
    today = timezone.localdate()
    page.gaps = [StatementGap(what="PDF", reason="in_progress", until=today)]
    page.save_revision().publish()
    assert light_of(gruenau) is Light.COMPLETE
    (light,) = lights_of([gruenau], today + DAY)
    assert light.light is Light.OUTDATED
    assert light.problems == ("„PDF“ sollte bis zum 26. November 2026 behoben sein. Ist es das?",)


@pytest.mark.parametrize(
    ("facts", "light", "action"),
    [
        ({"status": ""}, "unvollständig", "Erklärung vervollständigen"),
        ({"live": False}, "nicht veröffentlicht", "Erklärung veröffentlichen"),
        ({"reviewed_on": datetime.date(2025, 1, 2), "created_on": datetime.date(2025, 1, 2)},
         "zu prüfen", "Erklärung prüfen"),
        ({}, "in Ordnung", "Erklärung öffnen"),
    ],
)  # fmt: skip
def test_light_and_link_say_what_is_to_be_done(editor, gruenau, facts, light, action) -> None:
    finish_statement(gruenau, **facts)
    start = BeautifulSoup(editor.get("/admin/").content, "html.parser")
    assert start.select_one(".a11y-panel .a11y-light").get_text(strip=True) == light
    link = start.find("a", href=f"/admin/pages/{statement_of(gruenau).pk}/edit/", string=action)
    assert link is not None
    overview = BeautifulSoup(editor.get("/admin/barrierefreiheit/").content, "html.parser")
    said = overview.select_one(".a11y-list tbody tr").get_text(" ", strip=True)
    assert light in said
    # “Vollständig” is what a statement says of its site, nothing else.
    assert said.replace("unvollständig", "").count("vollständig") == bool(
        facts.get("status", "full")
    )


def test_the_stadtredaktion_sees_all_statements_and_editors_theirs(
    stadt, editor, gruenau, paunsdorf
) -> None:
    finish_statement(paunsdorf, status="")
    said = words_of(logged_in(stadt).get("/admin/barrierefreiheit/"))
    # What needs somebody stands above what does not.
    assert said.index("Paunsdorf") < said.index("Gruenau")
    assert "unvollständig" in said
    assert "bfit-sachsen@dzblesen.de" in said
    own = words_of(editor.get("/admin/barrierefreiheit/"))
    assert "Gruenau" in own
    assert "Paunsdorf" not in own


def test_the_start_of_the_cms_says_what_is_to_be_done(
    stadt, editor, gruenau, paunsdorf, make_report
) -> None:
    finish_statement(gruenau, status="")
    make_report(gruenau, due_on=timezone.localdate() - DAY)
    make_report(paunsdorf)
    said = words_of(editor.get("/admin/"))
    assert "seit gestern überfällig" in said
    assert "Bitte wählen Sie, wie weit der Auftritt den Maßstab erfüllt." in said
    assert (
        f"/admin/pages/{statement_of(gruenau).pk}/edit/" in editor.get("/admin/").content.decode()
    )
    city = words_of(logged_in(stadt).get("/admin/"))
    assert "1 Erklärung braucht jemanden" in city
    assert "2 gemeldete Barrieren warten auf Antwort" in city
    assert "davon 1 überfällig" in city


def test_the_answer_is_one_click_away_and_its_subject_says_what_it_is_about(
    editor, gruenau, make_report
) -> None:
    report = make_report(gruenau, reply_to="o'hara+x@example.org")
    html = BeautifulSoup(editor.get(f"/admin/barrieren/{report.pk}/").content, "html.parser")
    link = html.select_one(".a11y-facts a[href^=mailto]")
    assert link.text == "o'hara+x@example.org"
    assert link["href"] == (
        "mailto:o%27hara%2Bx@example.org?subject=Ihre%20Meldung%20einer%20Barriere%20"
        f"%28Nr.%20{report.pk}%29"
    )
    # Whoever leaves with a note that is not stored is asked.
    assert "w-unsaved" in html.select_one("form:has([name=note])")["data-controller"]


def test_what_was_erased_is_not_said_to_be_erased_some_day(editor, gruenau, make_report) -> None:
    day = datetime.date(2026, 11, 20)
    report = make_report(
        gruenau, state="answered", answered_on=day, forgotten_on=day, reply_to="", aids=""
    )
    said = words_of(editor.get(edit_url(report)))
    assert "E-Mail, Hilfsmittel und Notiz wurden am 20. November 2026 gelöscht." in said
    assert "Monate nach der Antwort" not in said
