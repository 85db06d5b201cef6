"""Where the evidence is looked at: who may, what is on the pages, and how files are handed out."""

from contextlib import ExitStack
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.accounts.models import User
from managements.funding.evidence.collecting import CITY, evidence_of
from managements.funding.models import FundingNotice
from managements.models.management import RESERVED_SLUGS
from managements.tenancy.roles import allow_admin, city_editors
from managements.typesetting import press
from tests.builders import logged_in
from tests.dates import at
from tests.managements.funding.evidence.building import publication

NOVEMBER = at("2026-11-26", "12:00")
START = "/admin/foerderung/nachweis/"
YEAR = f"{START}gruenau/2026/"
FILES = ("nachweis.pdf", "nachweis.csv", "nachweis.zip")
PRIVATE = {"private", "no-store"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def editor(gruenau, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


@pytest.fixture
def stadt(city) -> Client:
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return logged_in(user)


def words_on(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def test_an_editor_sees_the_years_of_the_own_management_with_three_files_each(
    editor, gruenau
) -> None:
    publication(gruenau, "2024-05-01 10:00")
    publication(gruenau, "2026-05-01 10:00", wording="")
    assert editor.get(START)["Location"] == f"{START}gruenau/"
    words = words_on(editor, f"{START}gruenau/")
    for year in (2026, 2025, 2024):
        for name in ("", *FILES):
            assert f'href="{START}gruenau/{year}/{name}"' in words
    assert "/2023/" not in words
    assert "dauert einen Moment" in words


def test_those_with_several_managements_are_asked_which_one(
    gruenau, paunsdorf, editor_of, stadt
) -> None:
    both = editor_of(gruenau)
    both.groups.add(paunsdorf.editors)
    words = words_on(logged_in(both), START)
    assert f"{START}gruenau/" in words
    assert f"{START}paunsdorf/" in words
    assert f"{START}stadt/" not in words
    assert f"{START}stadt/" in words_on(stadt, START)


def test_a_foreign_management_and_the_citys_pages_are_not_there(editor, gruenau, paunsdorf) -> None:
    foreign = publication(paunsdorf, "2026-05-01 10:00")
    of_the_city = publication(None, "2026-05-01 10:00")
    own = publication(gruenau, "2026-05-01 10:00")
    for owner, one in (("paunsdorf", foreign), ("stadt", of_the_city)):
        for path in (
            "",
            "2026/",
            *(f"2026/{name}" for name in FILES),
            f"2026/seiten/{one.pk}.html",
        ):
            assert editor.get(f"{START}{owner}/{path}").status_code == 404, (owner, path)
        # Nor by way of the own address.
        assert editor.get(f"{YEAR}seiten/{one.pk}.html").status_code == 404
    assert editor.get(f"{YEAR}seiten/{own.pk}.html").status_code == 200
    assert editor.get(f"{START}gruenau/2025/seiten/{own.pk}.html").status_code == 404


def test_the_stadtredaktion_sees_all_managements_and_the_citys_pages(
    stadt, gruenau, paunsdorf
) -> None:
    one = publication(None, "2026-05-01 10:00", "Startseite")
    for owner in ("gruenau", "paunsdorf", "stadt"):
        for path in ("", "2026/", *(f"2026/{name}" for name in FILES)):
            assert stadt.get(f"{START}{owner}/{path}").status_code == 200, (owner, path)
    assert stadt.get(f"{START}stadt/2026/seiten/{one.pk}.html").content == one.html


def test_strangers_are_sent_to_the_log_in(client, gruenau) -> None:
    for url in (START, YEAR, *(f"{YEAR}{name}" for name in FILES)):
        response = client.get(url)
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]


def test_a_year_without_publications_says_so(editor) -> None:
    words = words_on(editor, YEAR)
    assert "Noch ist nichts festgehalten." in words
    assert "Was fehlt, wird jede Nacht nachgeholt." in words
    assert "nichts veröffentlicht" not in words
    for name in FILES:
        assert editor.get(f"{YEAR}{name}").status_code == 200


def test_a_year_that_has_gone_by_without_a_record_says_so(editor, gruenau) -> None:
    publication(gruenau, "2024-05-01 10:00")
    publication(gruenau, "2026-05-01 10:00")
    assert "In diesem Jahr wurde nichts festgehalten." in words_on(editor, f"{START}gruenau/2025/")


def test_headings_say_whose_year_it_is(editor, stadt, gruenau) -> None:
    def heading(client: Client, url: str) -> str:
        return words_on(client, url).partition("<h1")[2].partition(">")[2].partition("<")[0].strip()

    name = gruenau.short_name
    assert heading(editor, YEAR) == f"Nachweis 2026 · {name}"
    assert heading(editor, f"{START}gruenau/") == f"Nachweis · {name}"
    assert heading(stadt, f"{START}stadt/2026/").startswith("Nachweis 2026 · ")


def test_regions_have_names_of_their_own(editor, gruenau) -> None:
    publication(gruenau)
    words = words_on(editor, YEAR)
    assert 'role="region" aria-label="Tabelle der Veröffentlichungen"' in words
    assert words.count('aria-labelledby="titel-veroeffentlichungen"') == 1


def test_a_late_record_names_the_day_of_the_first_publication(editor, gruenau) -> None:
    publication(gruenau, occasion="recorded", first_published_at=at("2025-07-01", "00:30"))
    words = words_on(editor, YEAR)
    assert "erstmals festgehalten" in words
    assert "01.07.2025" in words


@pytest.mark.parametrize("year", ["2025", "2027", "0", "99999999999999999999", "-1", "abc"])
def test_years_of_which_nothing_can_be_known_are_not_there(editor, year: str) -> None:
    for name in ("", *FILES):
        assert editor.get(f"{START}gruenau/{year}/{name}", follow=True).status_code == 404


def test_a_year_that_begins_in_berlin_is_there_before_it_begins_in_london(
    gruenau, editor_of
) -> None:
    person = editor_of(gruenau)
    for moment, status in ((at("2026-12-31", "23:59"), 404), (at("2027-01-01"), 200)):
        with time_machine.travel(moment, tick=False):
            assert logged_in(person).get(f"{START}gruenau/2027/").status_code == status


def test_publications_can_be_narrowed_to_a_wording_or_to_those_without(editor, gruenau) -> None:
    publication(gruenau, "2026-01-01 10:00", "Erster", wording="A")
    publication(gruenau, "2026-01-02 10:00", "Zweiter", wording="B")
    publication(gruenau, "2026-01-03 10:00", "Dritter", wording="")
    titles = ("Erster", "Zweiter", "Dritter")

    def shown(query: str) -> list[str]:
        words = words_on(editor, f"{YEAR}{query}")
        return [title for title in titles if f"<bdi>{title}</bdi>" in words]

    assert shown("") == [*titles]
    assert shown("?hinweis=1") == ["Erster"]
    assert shown("?hinweis=2") == ["Zweiter"]
    assert shown("?hinweis=ohne") == ["Dritter"]
    assert shown("?hinweis=3") == shown("?hinweis=unsinn") == [*titles]
    words = words_on(editor, YEAR)
    assert "Unter einer Veröffentlichung stand kein Hinweis." in words
    for choice in ("Alle (3)", "Ohne Hinweis (1)", "Wortlaut 1 (1)", "Wortlaut 2 (1)"):
        assert choice in words
    assert "<p>A</p>" in words_on(editor, f"{YEAR}?hinweis=1")


def test_long_lists_have_pages_and_ask_the_database_no_more_often(editor, gruenau) -> None:
    FundingNotice.objects.create(management=gruenau, text="x")
    publication(gruenau, title="0")

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(url).status_code == 200
        return len(captured)

    queries(YEAR)
    few = queries(YEAR)
    for number in range(1, 60):
        publication(gruenau, f"2026-01-01 10:{number:02d}", title=str(number))
    assert queries(YEAR) == few
    assert words_on(editor, YEAR).count("/seiten/") == 50
    assert words_on(editor, f"{YEAR}?p=2").count("/seiten/") == 10
    # Beyond the end and nonsense lead to a page that is there.
    for page in ("99", "0", "abc"):
        assert editor.get(f"{YEAR}?p={page}").status_code == 200


def test_titles_and_addresses_run_nothing(editor, gruenau) -> None:
    publication(gruenau, title="<script>alert(1)</script>", address="javascript:alert(1)")
    words = words_on(editor, YEAR)
    assert "<script>alert(1)" not in words
    assert 'href="javascript' not in words
    assert "&lt;script&gt;alert(1)" in words


def test_a_wording_runs_nothing(editor, gruenau) -> None:
    publication(gruenau, wording="<script>alert(1)</script>")
    words = words_on(editor, f"{YEAR}?hinweis=1")
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in words
    assert "<script>alert(1)" not in words


@pytest.mark.parametrize(
    ("kind", "content_type", "beginning"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfNummer;"),
        ("zip", "application/zip", b"PK"),
    ],
)
def test_files_are_downloaded_and_kept_by_nobody_else(
    editor, gruenau, kind: str, content_type: str, beginning: bytes
) -> None:
    publication(gruenau, "2026-05-01 10:00")
    response = editor.get(f"{YEAR}nachweis.{kind}")
    assert response.getvalue().startswith(beginning)
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="nachweis-gruenau-2026.{kind}"'
    assert set(response["Cache-Control"].split(", ")) >= PRIVATE
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_stored_page_is_downloaded_as_it_was_and_never_shown(editor, gruenau) -> None:
    html = "<!doctype html><script>alert('ü')</script>\r\n".encode()
    publication(gruenau, "2025-05-01 10:00")
    # Of two at the same moment the one that was written down first comes first.
    publication(gruenau, "2026-05-01 10:00")
    one = publication(gruenau, "2026-05-01 10:00", html=html)
    publication(gruenau, "2026-05-02 10:00")
    response = editor.get(f"{YEAR}seiten/{one.pk}.html")
    assert response.content == html
    # As in the archive.
    name = evidence_of(gruenau, 2026).publications[1].file_name
    assert name == "0002-ein-beitrag.html"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert set(response["Cache-Control"].split(", ")) >= PRIVATE


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_while_the_press_is_busy_people_are_asked_to_wait(editor, monkeypatch, kind: str) -> None:
    monkeypatch.setattr(press, "_PATIENCE", 0.01)
    with ExitStack() as busy:
        busy.enter_context(press._PRESS)
        response = editor.get(f"{YEAR}nachweis.{kind}")
        assert editor.get(f"{YEAR}nachweis.csv").status_code == 200
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert set(response["Cache-Control"].split(", ")) >= PRIVATE
    words = " ".join(response.content.decode().split())
    assert "Bitte versuchen Sie es in einer halben Minute noch einmal." in words
    assert f'href="{YEAR}"' in words


def test_the_menu_and_the_overview_lead_there(editor, stadt, gruenau) -> None:
    assert START in words_on(editor, "/admin/")
    assert f"{START}gruenau/" in words_on(editor, "/admin/foerderung/")
    assert f"{START}stadt/" in words_on(stadt, "/admin/foerderung/")


def test_people_without_a_management_are_told_so(city) -> None:
    nobody = User.objects.create_user("niemand", "niemand@example.org", "geheim")
    group = Group.objects.create(name="Leer")
    allow_admin(group)
    nobody.groups.add(group)
    client = logged_in(nobody)
    assert "Sie gehören noch zu keinem Team" in words_on(client, START)
    assert START not in words_on(client, "/admin/")


def test_no_management_takes_the_address_of_the_citys_evidence() -> None:
    assert CITY in RESERVED_SLUGS
