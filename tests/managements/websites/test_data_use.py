"""Privacy notices say by themselves what the application does; what editors wrote is left alone."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from managements.accessibility.enforcement import MONTHS_AFTER_ANSWER, MONTHS_AFTER_RECEIPT
from managements.accessibility.models import BarrierReport
from managements.demo.content import privacy
from managements.websites import data_use
from managements.websites.models import LegalPage
from managements.websites.standard_pages import heading, privacy_body, text
from tests.managements.accessibility.conftest import filled

MIGRATION = import_module("managements.websites.migrations.0004_reports_leave_privacy_notices")
ABOUT_REPORTS = "Wenn Sie eine Barriere melden"


@pytest.fixture
def notice(gruenau) -> LegalPage:
    return LegalPage.objects.child_of(gruenau.page).get(kind="datenschutz")


def read(client, url: str = "/gruenau/datenschutz/") -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser").main


def words(html: BeautifulSoup) -> str:
    return " ".join(html.get_text(" ").split())


def write(page: LegalPage, *body: dict) -> None:
    page.body = list(body)
    page.save_revision().publish()


def test_a_notice_that_says_nothing_of_reports_does_so_by_itself(client, notice, gruenau) -> None:
    write(notice, heading("Eigener Text"), text("<p>Von uns geschrieben.</p>"))
    html = read(client)
    said = words(html)
    assert said.index("Von uns geschrieben.") < said.index(ABOUT_REPORTS)
    assert f"löschen wir {MONTHS_AFTER_ANSWER} Monate nach unserer Antwort" in said
    assert f"spätestens nach {MONTHS_AFTER_RECEIPT} Monaten" in said
    assert f"Geht es um die Seiten hier, liest auch {gruenau.name} sie." in said
    assert [one.name for one in html.find_all(["h1", "h2", "h3"])] == ["h1", "h2", "h2", "h3", "h3"]


def test_what_it_says_follows_the_program(client, notice, monkeypatch) -> None:
    monkeypatch.setattr(data_use, "MONTHS_AFTER_ANSWER", 3)
    assert "löschen wir 3 Monate nach unserer Antwort" in words(read(client))


def test_the_citys_says_who_reads_it_there(client, gruenau) -> None:
    said = words(read(client, "/datenschutz/"))
    assert "Die Stadtredaktion liest Ihre Meldung." in said
    assert "liest auch dessen Büro sie" in said


def test_of_a_management_that_has_ended_it_names_who_reads_now(
    client, notice, gruenau, paunsdorf
) -> None:
    gruenau.status, gruenau.successor = "closed", paunsdorf
    gruenau.save()
    assert f"Geht es um die Seiten hier, liest auch {paunsdorf.name} sie." in words(read(client))
    gruenau.successor = None
    gruenau.save()
    said = words(read(client))
    assert "Die Stadtredaktion liest Ihre Meldung." in said
    assert "um die Seiten hier" not in said


def test_a_managements_says_who_reads_what_is_about_others(
    client, notice, gruenau, paunsdorf, django_capture_on_commit_callbacks
) -> None:
    about_others = {"seite": paunsdorf.page.full_url}
    client.post("/gruenau/barrierefreiheit/melden/", filled(**about_others))
    assert BarrierReport.objects.get().management == paunsdorf
    said = words(read(client))
    assert "Geht es um die Seiten eines anderen Managements, liest auch dessen Büro sie" in said
    assert f"{gruenau.name} und die Stadtredaktion lesen" not in said
    said = words(read(client, "/datenschutz/"))
    assert "eines anderen Managements" not in said


def test_other_legal_pages_say_nothing_of_it(client, gruenau) -> None:
    assert ABOUT_REPORTS not in words(read(client, "/gruenau/impressum/"))


@pytest.mark.parametrize("body", [privacy_body(None), privacy()], ids=["prepared", "demo"])
def test_a_prepared_notice_does_not_say_it_twice(client, notice, body) -> None:
    write(notice, *body)
    said = words(read(client))
    for words_of_it in (ABOUT_REPORTS, "Cookies", "fremden Servern", "was liest", "im Monat jede"):
        assert said.count(words_of_it) == 1
    assert "was Sie lesen" not in said


def test_the_form_leads_to_the_paragraph(client, notice) -> None:
    form = read(client, "/gruenau/barrierefreiheit/melden/")
    link = form.find("a", string="Datenschutz")["href"]
    assert link == "/gruenau/datenschutz/#barriere-melden"
    assert read(client).find(id="barriere-melden").name == "h3"


def test_editors_see_in_the_form_what_stands_there_by_itself(
    client, notice, gruenau, editor_of
) -> None:
    client.force_login(editor_of(gruenau))
    said = client.get(f"/admin/pages/{notice.pk}/edit/").content.decode()
    assert "Das Folgende brauchen Sie nicht zu schreiben" in said
    assert ABOUT_REPORTS in said
    imprint = LegalPage.objects.child_of(gruenau.page).get(kind="impressum")
    said = client.get(f"/admin/pages/{imprint.pk}/edit/").content.decode()
    assert "Das Folgende brauchen Sie nicht zu schreiben" not in said


def migrate() -> None:
    loader = MigrationLoader(connection)
    state = loader.project_state(
        [("websites", "0004_reports_leave_privacy_notices"), ("wagtailcore", "0098_apitoken")]
    )
    MIGRATION.leave_out(state.apps, SimpleNamespace(connection=connection))


@pytest.mark.parametrize("paragraph", sorted(MIGRATION.PARAGRAPHS))
@pytest.mark.parametrize("start", ["<p>", '<p data-block-key="a1b2c">'])
def test_a_paragraph_that_nobody_changed_leaves_text_and_draft(
    notice, paragraph: str, start: str
) -> None:
    prepared = (heading(ABOUT_REPORTS), text(f"{start}{paragraph}</p>"))
    write(notice, text("<p>Davor.</p>"), *prepared, text("<p>Danach.</p>"))
    notice.body = [*prepared, text("<p>Entwurf.</p>")]
    notice.save_revision()
    migrate()
    notice = LegalPage.objects.get(pk=notice.pk)
    assert [block.value.source for block in notice.body] == ["<p>Davor.</p>", "<p>Danach.</p>"]
    draft = notice.get_latest_revision_as_object()
    assert [block.value.source for block in draft.body] == ["<p>Entwurf.</p>"]


SUMMARIES = [*sorted(MIGRATION.SUMMARIES), MIGRATION.BEGINNING_OF_SUMMARY]


@pytest.mark.parametrize("summary", SUMMARIES)
@pytest.mark.parametrize("start", ["<p>", '<p data-block-key="a1b2c">'])
def test_a_summary_that_nobody_changed_says_only_what_the_page_does_not(
    notice, summary: str, start: str
) -> None:
    prepared = text(f"{start}{summary}</p>{start}{MIGRATION.COUNTING}</p>")
    write(notice, heading("Kurz gesagt"), prepared, text(f"<p>{summary} Und mehr.</p>"))
    notice.body = [prepared, text("<p>Entwurf.</p>")]
    notice.save_revision()
    migrate()
    notice = LegalPage.objects.get(pk=notice.pk)
    shorter = f"{start}{MIGRATION.BEGINNING_OF_SUMMARY}</p>"
    assert [str(one["value"]) for one in notice.body.get_prep_value()[1:]] == [
        shorter,
        f"<p>{summary} Und mehr.</p>",
    ]
    draft = notice.get_latest_revision_as_object()
    assert [block.value.source for block in draft.body] == [shorter, "<p>Entwurf.</p>"]
    assert MIGRATION.BEGINNING_OF_SUMMARY in str(privacy_body(None))


@pytest.mark.parametrize(
    "body",
    [
        [heading("Was wir zählen"), text(f"<p>{MIGRATION.COUNTING}</p>")],
        [text(f"<p>{MIGRATION.COUNTING} Und mehr.</p>"), text("<p>Wir setzen keine Cookies.</p>")],
        [heading(ABOUT_REPORTS), text(f"<p>{min(MIGRATION.PARAGRAPHS)} Und mehr.</p>")],
        [heading(ABOUT_REPORTS), text("<p>Rufen Sie uns an.</p>")],
        [heading("Barrieren"), text(f"<p>{min(MIGRATION.PARAGRAPHS)}</p>")],
        [heading(ABOUT_REPORTS)],
        [],
    ],
)
def test_what_editors_wrote_stays(notice, body) -> None:
    write(notice, *body)
    before = notice.body.get_prep_value()
    migrate()
    assert LegalPage.objects.get(pk=notice.pk).body.get_prep_value() == before
