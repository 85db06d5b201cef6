"""Stored pages that are damaged: what is handed out is whole, and says which they are."""

import csv
import hashlib
import logging
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import (
    DatabaseError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.test import Client

from managements.funding.evidence import checking
from managements.funding.evidence.checking import check_all, checked, handed_out, stored_pages
from managements.funding.evidence.collecting import Evidence, evidence_of
from managements.funding.evidence.csv_file import evidence_csv
from managements.funding.evidence.pdf_file import evidence_pdf
from managements.funding.evidence.zip_file import evidence_zip
from managements.funding.models import DamagedPage, Publication
from managements.funding.models.damaged_pages import Damage
from managements.models import Management
from tests.builders import logged_in
from tests.dates import at
from tests.managements.funding.evidence.building import publication
from tests.pdfs import times_in, words_of

YEAR = "/admin/foerderung/nachweis/gruenau/2026/"
NAME = "seiten/0002-ein-beitrag-beschaedigt.txt"
PACKED = zlib.compress(b"<!doctype html><title>Frau Muster</title>")
BROKEN = {
    "cut off": PACKED[:-9],
    "scrambled": PACKED[:12] + b"\x00\xff\x00\xff" + PACKED[16:],
    "empty": b"",
    "no compressed data": b"nicht gepackt",
    "another page": zlib.compress(b"ganz anders"),
}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(at("2026-11-26", "12:00"), tick=False):
        yield


def broken(owner: Management | None, packed: bytes, **facts: Any) -> Publication:
    """Write a publication down whose stored page is no longer the one that was recorded."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(zlib, "compress", lambda *_args: packed)
        return publication(owner, "2026-03-03 10:15", "Frau Muster", **facts)


def of_three(gruenau: Management, packed: bytes) -> Publication:
    """Write three publications down, of which the second one is damaged."""
    publication(gruenau, "2026-03-02 10:15", "Eins")
    found = broken(gruenau, packed)
    publication(gruenau, "2026-03-04 10:15", "Drei")
    return found


def archive_of(evidence: Evidence) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(BytesIO(b"".join(evidence_zip(evidence))))
    assert archive.testzip() is None
    return archive


def rows_of(file: bytes) -> list[dict[str, str]]:
    text = file.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def failures(archive: zipfile.ZipFile) -> list[str]:
    """Return the files that `sha256sum --check` would complain of."""
    lines = [line.split("  ", 1) for line in archive.read("SHA256SUMS.txt").decode().splitlines()]
    assert {name for _digest, name in lines} == set(archive.namelist()) - {"SHA256SUMS.txt"}
    return [
        name for digest, name in lines if hashlib.sha256(archive.read(name)).hexdigest() != digest
    ]


@pytest.mark.parametrize("kind", BROKEN)
def test_the_archive_is_whole_and_a_note_stands_in_the_place_of_a_damaged_page(
    gruenau, caplog, kind: str
) -> None:
    caplog.set_level(logging.ERROR, "managements.funding")
    damaged = of_three(gruenau, BROKEN[kind])
    archive = archive_of(checked(evidence_of(gruenau, 2026)))
    assert archive.namelist() == [
        "LIESMICH.txt", "nachweis.pdf", "nachweis.csv",
        "seiten/0001-ein-beitrag.html", NAME, "seiten/0003-ein-beitrag.html",
        "SHA256SUMS.txt",
    ]  # fmt: skip
    assert failures(archive) == []
    note = archive.read(NAME).decode()
    assert note.startswith("Diese gespeicherte Seite ist beschädigt\r\n")
    reason = "Ihre Prüfsumme ist eine andere." if kind == "another page" else "nicht mehr lesen."
    for part in (reason, "Festgehalten am 3. März 2026, 10:15:00 Uhr.", damaged.digest):
        assert part in note
    assert b"ganz anders" not in archive.read(NAME)
    assert f"- {NAME}" in archive.read("LIESMICH.txt").decode()
    first, second, third = rows_of(archive.read("nachweis.csv"))
    assert second["Datei"] == NAME
    assert second["Gespeicherte Seite"].startswith("beschädigt. Die gespeicherte Seite")
    assert {first["Gespeicherte Seite"], third["Gespeicherte Seite"]} == {"in Ordnung"}
    said = [one.getMessage() for one in caplog.records if one.name.startswith("managements")]
    assert len(said) == 1
    assert said[0].startswith(f"The stored page of publication {damaged.pk} is damaged: ")
    assert "Muster" not in caplog.text


def test_the_paper_says_which_stored_page_is_damaged(gruenau) -> None:
    of_three(gruenau, b"")
    pdf = evidence_pdf(checked(evidence_of(gruenau, 2026)))
    assert times_in("Beschädigt. Die gespeicherte Seite lässt sich nicht mehr lesen.", pdf) == 1
    assert "Beschädigte gespeicherte Seiten 1" in words_of(pdf)


def test_where_nothing_is_damaged_looking_for_it_changes_no_byte(gruenau) -> None:
    publication(gruenau, "2026-03-02 10:15", "Eins")
    evidence = evidence_of(gruenau, 2026)
    after = checked(evidence)
    assert after == evidence
    csv_file = evidence_csv(after)
    assert csv_file == evidence_csv(evidence)
    assert "Gespeicherte Seite" not in csv_file.decode()
    assert b"beschaedigt" not in b"".join(evidence_zip(after))
    assert not DamagedPage.objects.exists()


def test_the_table_asks_once_which_pages_are_damaged(gruenau, monkeypatch) -> None:
    of_three(gruenau, b"")
    evidence = checked(evidence_of(gruenau, 2026))
    find, asked = Evidence.damaged.fget, []

    def noted(self: Evidence) -> Any:
        asked.append(self.year)
        return find(self)

    monkeypatch.setattr(Evidence, "damaged", property(noted))
    assert evidence_csv(evidence).decode().count("in Ordnung") == 2
    assert asked == [2026]


def test_damaged_evidence_gives_the_same_bytes_again(gruenau) -> None:
    of_three(gruenau, b"")
    first, second = (
        b"".join(evidence_zip(checked(evidence_of(gruenau, 2026)))) for _turn in range(2)
    )
    assert first == second


def test_a_publication_that_is_gone_stops_nothing(gruenau) -> None:
    publication(gruenau, "2026-03-02 10:15", "Eins")
    evidence = evidence_of(gruenau, 2026)
    (record,) = evidence.publications
    gone = replace(record, number=2, publication_id=10**9, file_name="0002-fort.html")
    archive = archive_of(checked(replace(evidence, publications=(record, gone))))
    assert failures(archive) == []
    assert "ist nicht mehr da" in archive.read("seiten/0002-fort-beschaedigt.txt").decode()


def refused(kind: type[DatabaseError], **code: str) -> DatabaseError:
    """Return an error as Django makes it of what a database says."""
    error, error.__cause__ = kind(), type("Said", (Exception,), code)()
    return error


BYTES_ARE_LOST = (
    refused(InternalError, sqlstate="XX001"),
    refused(OperationalError, sqlstate="58030"),
    refused(DatabaseError, sqlite_errorname="SQLITE_CORRUPT"),
    refused(OperationalError, sqlite_errorname="SQLITE_IOERR_READ"),
)
DOES_NOT_ANSWER = (
    refused(OperationalError),  # the connection is lost
    refused(OperationalError, sqlstate="57P01"),  # the server shuts down
    refused(OperationalError, sqlstate="57014"),  # takes too long
    refused(ProgrammingError),  # no new connection within a transaction
    refused(OperationalError, sqlite_errorname="SQLITE_BUSY"),
)


@pytest.mark.parametrize("error", BYTES_ARE_LOST, ids=repr)
def test_a_row_that_the_database_cannot_read_stops_no_other(gruenau, monkeypatch, error) -> None:
    damaged = of_three(gruenau, PACKED)
    read = checking._read

    def failing(keys: Any) -> Any:
        if damaged.pk in keys:
            raise error
        return read(keys)

    monkeypatch.setattr(checking, "_read", failing)
    archive = archive_of(checked(evidence_of(gruenau, 2026)))
    assert failures(archive) == []
    assert "nicht mehr lesen" in archive.read(NAME).decode()
    assert b"Drei" in archive.read("seiten/0003-ein-beitrag.html")


@pytest.mark.parametrize("error", DOES_NOT_ANSWER, ids=repr)
def test_a_database_that_does_not_answer_damages_no_page(gruenau, monkeypatch, error) -> None:
    known = of_three(gruenau, b"")
    evidence = checked(evidence_of(gruenau, 2026))
    (found,) = evidence.damaged
    pieces = evidence_zip(evidence)
    next(pieces)

    def failing(keys: Any) -> Any:
        raise error

    monkeypatch.setattr(checking, "_read", failing)
    for look in (check_all, lambda: checked(evidence), lambda: handed_out(found)):
        with pytest.raises(type(error)):
            look()
    # An archive that breaks off is one that nobody takes for whole.
    with pytest.raises(type(error)):
        list(pieces)
    assert DamagedPage.objects.get().publication_key == known.pk


@pytest.mark.parametrize("error", [BYTES_ARE_LOST[0], DOES_NOT_ANSWER[0]], ids=repr)
def test_what_can_be_read_after_all_is_not_damaged(gruenau, monkeypatch, error) -> None:
    of_three(gruenau, PACKED)
    read, turns = checking._read, iter(range(99))

    def failing_twice(keys: Any) -> Any:
        if next(turns) < 2:
            raise error
        return read(keys)

    monkeypatch.setattr(checking, "_read", failing_twice)
    assert check_all().damaged == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has other codes")
@pytest.mark.parametrize(("code", "is_damaged"), [("XX001", True), ("57P01", False)])
def test_what_postgresql_says_is_told_apart_by_its_code(
    gruenau, monkeypatch, code: str, is_damaged: bool
) -> None:
    key = publication(gruenau).pk

    def failing(keys: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DO $$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END$$")

    monkeypatch.setattr(checking, "_read", failing)
    if is_damaged:
        assert list(stored_pages([key])) == [(key, Damage.UNREADABLE)]
    else:
        with pytest.raises(OperationalError):
            list(stored_pages([key]))


def test_what_is_damaged_while_the_archive_is_made_stops_nothing(gruenau, caplog) -> None:
    damaged = of_three(gruenau, b"")
    # Nobody has looked yet when the paper and the table are made.
    archive = archive_of(evidence_of(gruenau, 2026))
    assert failures(archive) == []
    assert NAME in archive.namelist()
    assert f"publication {damaged.pk} is damaged" in caplog.text


def test_reading_takes_the_same_number_of_queries_for_up_to_20_pages(
    gruenau, django_assert_max_num_queries
) -> None:
    for number in range(20):
        publication(gruenau, "2026-03-02 10:15", f"Nr. {number}")
    evidence = evidence_of(gruenau, 2026)
    with django_assert_max_num_queries(4):  # a savepoint and its end, the pages, what is known
        checked(evidence)


# --- in the CMS


@pytest.fixture
def editor(gruenau, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


def test_a_damaged_page_is_handed_out_as_a_note_and_the_year_shows_it(editor, gruenau) -> None:
    damaged = of_three(gruenau, b"")
    response = editor.get(f"{YEAR}seiten/{damaged.pk}.html")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "0002-ein-beitrag-beschaedigt.txt" in response["Content-Disposition"]
    assert response.content.decode().startswith("Diese gespeicherte Seite ist beschädigt")
    words = " ".join(editor.get(YEAR).content.decode().split())
    assert "Eine gespeicherte Seite ist beschädigt und beweist nichts mehr." in words
    assert "Beschädigt (1)" in words
    only = editor.get(f"{YEAR}?hinweis=beschaedigt")
    assert [one.title for one in only.context["records"]] == ["Frau Muster"]


@pytest.mark.parametrize("kind", ["pdf", "csv", "zip"])
def test_every_file_says_it_and_the_year_shows_it_from_then_on(editor, gruenau, kind) -> None:
    of_three(gruenau, b"")
    assert "beschädigt" not in editor.get(YEAR).content.decode()
    for _turn in range(2):
        response = editor.get(f"{YEAR}nachweis.{kind}")
        assert response.status_code == 200
        content = b"".join(response) if response.streaming else response.content
        if kind == "csv":
            assert rows_of(content)[1]["Datei"] == NAME
        if kind == "zip":
            assert NAME in zipfile.ZipFile(BytesIO(content)).namelist()
    assert "beschädigt" in editor.get(YEAR).content.decode()


# --- every night


def test_the_night_finds_damaged_pages_and_fails_once(gruenau, caplog, capsys) -> None:
    damaged = of_three(gruenau, b"")
    with pytest.raises(CommandError, match="1 stored pages are damaged; the log says which"):
        call_command("keep_evidence")
    assert f"publication {damaged.pk} is damaged: unreadable." in caplog.text
    assert "of these damaged: 1." in capsys.readouterr().out
    call_command("keep_evidence")
    assert "of these damaged: 1." in capsys.readouterr().out
    assert DamagedPage.objects.get().publication_key == damaged.pk


@pytest.mark.parametrize("part", ["nachweis.csv", "seiten/%s.html"])
def test_a_download_that_finds_it_first_keeps_nothing_from_those_who_run_the_website(
    editor, gruenau, part: str
) -> None:
    damaged = of_three(gruenau, b"")
    url = f"{YEAR}{part}".replace("%s", str(damaged.pk))
    assert editor.get(url).status_code == 200
    assert DamagedPage.objects.exists()
    with pytest.raises(CommandError, match="1 stored pages are damaged"):
        call_command("keep_evidence")
    editor.get(url)
    call_command("keep_evidence")


def test_a_night_that_breaks_off_has_reported_nothing(gruenau, monkeypatch) -> None:
    monkeypatch.setattr(checking, "_AT_A_TIME", 1)
    broken(gruenau, b"")
    for number in range(50):
        publication(gruenau, "2026-03-04 10:15", f"Nr. {number}")
    read, last = checking._read, Publication.objects.order_by("pk").last()

    def failing(keys: Any) -> Any:
        if last.pk in keys:
            raise OperationalError
        return read(keys)

    with monkeypatch.context() as patched:
        patched.setattr(checking, "_read", failing)
        with pytest.raises(OperationalError):
            check_all()
    assert DamagedPage.objects.get().is_reported is False
    assert check_all().new == 1
    assert check_all().new == 0


def test_a_publication_that_is_gone_altogether_is_forgotten_by_the_night(gruenau) -> None:
    publication(gruenau)
    DamagedPage.objects.create(
        publication_key=10**9, damage=Damage.MISSING, found_at=at("2026-03-05")
    )
    found = check_all()
    assert (found.total, found.damaged, found.new) == (1, 0, 0)
    assert not DamagedPage.objects.exists()


def test_what_is_put_back_is_not_damaged_any_more(gruenau) -> None:
    damaged = of_three(gruenau, b"")
    assert (check_all().damaged, check_all().new) == (1, 0)
    table = Publication._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER funding_publication_written_once")
        html = b"<!doctype html><title>Frau Muster</title>"
        cursor.execute(
            f"UPDATE {table} SET packed_html = %s WHERE id = %s", [zlib.compress(html), damaged.pk]
        )
    found = check_all()
    assert (found.total, found.damaged, found.new) == (3, 0, 0)
    assert checked(evidence_of(gruenau, 2026)).damaged == ()


def test_another_damage_of_the_same_page_is_told(gruenau) -> None:
    damaged = of_three(gruenau, b"")
    DamagedPage.objects.create(
        publication_key=damaged.pk,
        damage=Damage.CHANGED,
        found_at=at("2026-03-05"),
        is_reported=True,
    )
    assert check_all().new == 1
    assert DamagedPage.objects.get().damage == Damage.UNREADABLE


def test_many_pages_are_looked_at_some_at_a_time(gruenau, monkeypatch) -> None:
    monkeypatch.setattr(checking, "_AT_A_TIME", 1)
    for number in range(103):
        publication(gruenau, "2026-03-02 10:15", f"Nr. {number}", page_key=number)
    broken(gruenau, b"")
    found = check_all()
    assert (found.total, found.damaged, found.new) == (104, 1, 1)


def test_the_start_of_the_cms_the_years_and_the_overview_show_what_is_damaged(
    editor, gruenau, paunsdorf, editor_of
) -> None:
    of_three(gruenau, b"")
    check_all()
    stranger = logged_in(editor_of(paunsdorf))
    for url in ("/admin/", "/admin/foerderung/", "/admin/foerderung/nachweis/gruenau/"):
        words = " ".join(editor.get(url).content.decode().split())
        assert "Eine gespeicherte Seite ist beschädigt. Vielleicht lässt sie sich" in words, url
    for url in ("/admin/", "/admin/foerderung/"):
        assert "beschädigt" not in stranger.get(url).content.decode()
