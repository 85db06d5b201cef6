"""The evidence as files: whole, exact, the same bytes again, and harmless whatever titles say."""

import csv
import datetime
import hashlib
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage

from managements.funding import drawings
from managements.funding.coverage import Gap
from managements.funding.drawings import logo_file, svg_of
from managements.funding.evidence.collecting import (
    Evidence,
    NoticeDays,
    Record,
    RecordedLogo,
    Wording,
    evidence_of,
)
from managements.funding.evidence.csv_file import evidence_csv
from managements.funding.evidence.pdf_file import evidence_content, evidence_pdf
from managements.funding.evidence.zip_file import evidence_zip
from managements.funding.models import FundingNotice, LogoVersion, Publication
from managements.typesetting import press
from managements.typesetting.press import PressBusyError
from tests.dates import at
from tests.managements.funding.evidence.building import SVG, picture, publication, stored_logo
from tests.pdfs import elements, kinds, read, times_in, words_of

pytestmark = pytest.mark.once

DAY = datetime.date.fromisoformat
FIRST, SECOND = "Gefördert aus A.\n\nMitfinanziert durch Steuermittel.", "Gefördert aus B."
FORMULA = '=HYPERLINK("https://example.org";"Klick")'
TYPST = '#panic() *fett* _kursiv_ $x$ @ziel ] [ } { // weg #image("/etc/passwd")'
TURNING = "A\u202eB\u2066C\u200fD"
RECORD = Record(
    number=1,
    publication_id=1,
    at=datetime.datetime(2026, 3, 2, 10, 15, tzinfo=datetime.UTC),
    occasion="veröffentlicht",
    first_published=datetime.date(2026, 3, 2),
    title="Ein Beitrag",
    address="https://quartiere.example/gruenau/ein-beitrag/",
    wording=1,
    logos=(),
    digest="0123456789abcdef" * 4,
    file_name="0001-ein-beitrag.html",
)
EVIDENCE = Evidence(
    slug="gruenau",
    name="Quartiersmanagement Grünau",
    year=2026,
    former_names=(("Grünau alt", DAY("2026-02-28")),),
    notices=(
        NoticeDays(
            DAY("2026-03-01"), DAY("2026-12-31"), 1, "Stadt Leipzig", "CivixX", ("SZP", "EFRE")
        ),
    ),
    gaps=(Gap(DAY("2026-01-01"), DAY("2026-02-28")),),
    wordings=(Wording(1, FIRST, 1),),
    logos=(),
    publications=(RECORD,),
)


def titled(title: str, **facts: Any) -> Evidence:
    return replace(EVIDENCE, publications=(replace(RECORD, title=title, **facts),))


def rows_of(file: bytes) -> list[dict[str, str]]:
    text = file.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def opened(evidence: Evidence) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(b"".join(evidence_zip(evidence))))


def failures(archive: zipfile.ZipFile) -> list[str]:
    """Return the files that `sha256sum --check` would complain of."""
    lines = archive.read("SHA256SUMS.txt").decode().splitlines()
    expected = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert set(expected) == set(archive.namelist()) - {"SHA256SUMS.txt"}
    return [
        name
        for name, digest in expected.items()
        if hashlib.sha256(archive.read(name)).hexdigest() != digest
    ]


@pytest.fixture
def full(gruenau) -> Evidence:
    """The evidence of a year with two notices, a gap, three logos and a page without a notice."""
    logos = [
        stored_logo("Stadt"),
        stored_logo("Freistaat", picture(), "png"),
        stored_logo("Bund", picture("WEBP"), "webp"),
    ]
    FundingNotice.objects.create(
        management=gruenau, text=SECOND, valid_from=DAY("2026-03-01"), carrier="CivixX"
    )
    publication(gruenau, "2026-01-01 00:00", "Neujahr", wording=FIRST, logos=logos[:1])
    publication(gruenau, "2026-02-01 09:00", "Ohne", wording="", occasion="changed")
    publication(
        gruenau, "2026-12-31 23:59", "Silvester", wording=SECOND, logos=logos,
        # In Berlin the day has begun.
        occasion="recorded", first_published_at=at("2025-07-01", "00:30"),
    )  # fmt: skip
    return evidence_of(gruenau, 2026)


# --- the table


def test_the_table_has_every_publication_with_its_exact_words(full: Evidence) -> None:
    file = evidence_csv(full)
    assert file.startswith(b"\xef\xbb\xbf")
    rows = rows_of(file)
    assert [(row["Nummer"], row["Tag"], row["Uhrzeit"], row["Titel"]) for row in rows] == [
        ("1", "2026-01-01", "00:00:00", "Neujahr"),
        ("2", "2026-02-01", "09:00:00", "Ohne"),
        ("3", "2026-12-31", "23:59:00", "Silvester"),
    ]
    assert [row["Wortlaut"] for row in rows] == [FIRST, "", SECOND]
    assert [row["Nummer des Wortlauts"] for row in rows] == ["2", "ohne Hinweis", "1"]
    assert [row["Logos"] for row in rows] == ["Stadt", "", "Stadt, Freistaat, Bund"]
    digests = [row["SHA-256 der Logos"].split(", ") for row in rows]
    assert digests == [
        [one.digest for one in full.logos_of(record)] or [""] for record in full.publications
    ]
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in [*digests[0], *digests[2]])
    assert rows[0]["Adresse"] == "https://quartiere.test/gruenau/ein-beitrag/"
    assert [row["Anlass"] for row in rows] == [
        "veröffentlicht",
        "geändert",
        "erstmals festgehalten",
    ]
    assert [row["Zuerst veröffentlicht"] for row in rows] == ["", "", "2025-07-01"]
    assert rows[0]["Datei"] == "seiten/0001-ein-beitrag.html"
    assert rows[0]["SHA-256 der Seite"] == full.publications[0].digest


@pytest.mark.parametrize("title", [FORMULA, "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_a_spreadsheet_takes_nothing_for_a_formula(title: str) -> None:
    (row,) = rows_of(evidence_csv(titled(title)))
    assert row["Titel"] == f"'{title}"


def test_a_title_with_separators_quotes_and_lines_stays_one_cell() -> None:
    title = 'a;b"c\r\nd\x00e'
    (row,) = rows_of(evidence_csv(titled(title)))
    assert row["Titel"] == 'a;b"c\r\nde'


# --- paper


def test_the_paper_says_of_itself_that_it_is_an_accessible_german_document() -> None:
    reader = read(evidence_pdf(EVIDENCE))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own kind of True
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert re.search(r"pdfuaid:part[>=\"]+1", root["/Metadata"].get_data().decode())
    assert reader.metadata is not None
    assert reader.metadata.title == "Nachweis der Förderhinweise 2026 – Quartiersmanagement Grünau"


def test_headings_are_bookmarks_and_no_level_is_skipped(full: Evidence) -> None:
    reader = read(evidence_pdf(full))
    levels = [int(kind[2]) for kind in kinds(reader) if re.fullmatch("/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))

    def titles(outline: list[Any]) -> list[str]:
        return [
            title
            for one in outline
            for title in (titles(one) if isinstance(one, list) else [str(one.title)])
        ]

    assert titles(reader.outline) == [
        "Nachweis der Förderhinweise 2026",
        "Auf einen Blick",
        "Ohne Hinweis veröffentlicht",
        "Hinweise des Jahres",
        "Tage, für die kein Hinweis eingetragen ist",
        "Wortlaute",
        "Wortlaut 1",
        "Wortlaut 2",
        "Logos",
        "Logo 1: Stadt",
        "Logo 2: Freistaat",
        "Logo 3: Bund",
        "Veröffentlichungen",
        "Januar 2026",
        "Februar 2026",
        "Dezember 2026",
        "Wie sich das prüfen lässt",
    ]


def test_the_paper_tells_everything(full: Evidence) -> None:
    pdf = evidence_pdf(full)
    text = words_of(pdf)
    for part in (
        "Quartiersmanagement Gruenau",
        "Veröffentlichungen 3",
        "Davon ohne Hinweis 1",
        "Tage, für die kein Hinweis eingetragen ist 59",
        "Letzter Eintrag 31.12.2026, 23:59:00 Uhr",
        "2: Ohne (01.02.2026, 09:00:00 Uhr)",
        "1. Januar 2026 bis 28. Februar 2026",
        "1. März 2026 bis 31. Dezember 2026 Wortlaut 1",
        "Träger: CivixX",
        "Wortlaut 1 Gefördert aus B. Unter 1 Veröffentlichung",
        "Wortlaut 2 Gefördert aus A. Mitfinanziert durch Steuermittel.",
        "Alternativtext: Logo: Freistaat",
        "Wortlaut 1 Logos 1, 2, 3",
        "erstmals festgehalten 01.07.2025 Silvester",
        "unbekannt Neujahr",
        "Seiten ohne Hinweis sind einzeln genannt.",
        "Auskünfte zu einem Anliegen",
        "Seite 1 von",
    ):
        assert part in text, part
    for one in full.publications:
        assert times_in(one.digest, pdf) >= 1
        assert times_in(one.title, pdf) >= 1
    # Each wording in full stands once.
    assert times_in("Mitfinanziert durch Steuermittel.", pdf) == 1


def test_every_logo_is_drawn_and_says_what_it_is(full: Evidence) -> None:
    figures = [one for one in elements(read(evidence_pdf(full))) if one["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [
        "Logo: Stadt",
        "Logo: Freistaat",
        "Logo: Bund",
    ]


def test_a_logo_that_is_lost_changed_or_broken_stops_nothing(gruenau) -> None:
    lost = stored_logo("Fort", SVG + b"<!-- fort -->")
    changed = stored_logo("Neu", picture(size=(90, 30)), "png")
    broken = stored_logo("Kaputt", b"<svg ", "svg")
    broken_pixels = stored_logo("Pixel", b"nicht einmal ein Bild", "png")
    default_storage.delete(LogoVersion.objects.get(digest=lost["digest"]).file.name)
    name = LogoVersion.objects.get(digest=changed["digest"]).file.name
    with default_storage.open(name, "wb") as file:
        file.write(b"anders")
    publication(gruenau, logos=[lost, changed, broken, broken_pixels])
    evidence = evidence_of(gruenau, 2026)
    assert "/Figure" not in kinds(read(evidence_pdf(evidence)))
    assert times_in("Die Zeichnung ist nicht mehr gespeichert.", evidence_pdf(evidence)) == 4
    archive = opened(evidence)
    assert sorted(name for name in archive.namelist() if name.startswith("logos/")) == sorted(
        [f"logos/{broken['digest']}.svg", f"logos/{broken_pixels['digest']}.png"]
    )
    assert failures(archive) == []
    read_me = archive.read("LIESMICH.txt").decode()
    missing = read_me.partition("Die Dateien dieser Logos lassen sich nicht mehr lesen")[2]
    for one, is_named in ((lost, True), (changed, True), (broken, False), (broken_pixels, False)):
        line = f"- {one['name']} (SHA-256: {one['digest']})"
        assert (line in missing) is is_named


def test_a_logo_that_cannot_be_read_is_logged_and_named(
    gruenau, monkeypatch, caplog, full: Evidence
) -> None:
    assert "dieser Logos" not in opened(full).read("LIESMICH.txt").decode()
    assert "logo" not in caplog.text
    refused, intact = full.logos[0], full.logos[1:]
    read = drawings._read

    def failing(name: str) -> Any:
        if refused.digest in name or "Stadt" in name:
            raise PermissionError(13, "Permission denied", name)
        return read(name)

    monkeypatch.setattr(drawings, "_read", failing)
    archive = opened(full)
    assert f"- Stadt (SHA-256: {refused.digest})" in archive.read("LIESMICH.txt").decode()
    assert len([name for name in archive.namelist() if name.startswith("logos/")]) == len(intact)
    assert f"The file of the logo {refused.digest} cannot be had: PermissionError." in caplog.text


@pytest.mark.django_db
def test_a_logo_is_found_even_if_its_version_is_gone() -> None:
    content = SVG + b"<!-- ohne Fassung -->"
    digest = hashlib.sha256(content).hexdigest()
    assert logo_file(digest) is None
    with default_storage.open(f"logos/{digest}.svg", "wb") as file:
        file.write(content)
    drawing = logo_file(digest)
    assert drawing is not None
    assert (drawing.ending, drawing.content) == ("svg", content)


def test_addresses_are_links_unless_they_would_run_something() -> None:
    def targets(address: str) -> set[str]:
        pages = read(evidence_pdf(titled("x", address=address))).pages
        notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
        return {note["/A"]["/URI"] for note in notes}

    assert targets(RECORD.address) == {RECORD.address}
    assert targets("javascript:alert(1)") == set()
    assert targets("") == set()


def test_the_table_runs_on_with_its_headings_and_every_page_has_its_number() -> None:
    records = tuple(
        replace(RECORD, number=number, title=f"Beitrag {number}") for number in range(1, 80)
    )
    reader = read(evidence_pdf(replace(EVIDENCE, publications=records)))
    assert len(reader.pages) > 4
    for number, page in enumerate(reader.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert f"Seite {number} von {len(reader.pages)}" in text
        if "Beitrag" in text:
            assert "Nr. Wann Zuerst veröffentlicht Was Hinweis" in text
    text = words_of(evidence_pdf(replace(EVIDENCE, publications=records)))
    assert sorted(map(int, re.findall(r"Beitrag (\d+)", text))) == list(range(1, 80))


def test_tables_have_headings_for_screen_readers() -> None:
    found = kinds(read(evidence_pdf(EVIDENCE)))
    assert found.count("/Table") == 3
    assert found.count("/TH") == 2 + 3 + 5


@pytest.mark.django_db
@pytest.mark.parametrize("text", [TYPST, FORMULA, "<script>alert(1)</script>"])
def test_whatever_a_text_says_it_stands_there_as_text(text: str) -> None:
    wild = replace(
        EVIDENCE,
        name=text,
        former_names=((text, DAY("2026-02-28")),),
        notices=(
            replace(EVIDENCE.notices[0], commissioner=text, carrier=text, programmes=(text,)),
        ),
        wordings=(Wording(1, text, 1),),
        logos=(RecordedLogo(1, text, text, "0" * 64, 1),),
        publications=(
            replace(RECORD, title=text, address=text, occasion=text),
            replace(RECORD, title=text, wording=None),
        ),
    )
    pdf = evidence_pdf(wild)
    # Name, former name, three facts, wording, title, address, occasion; and the second publication
    # twice, as it has no notice; the logo's name and alternative text. And every page's footer.
    assert times_in(text, pdf) == 13 + len(read(pdf).pages)


def test_what_turns_a_text_around_is_left_out_and_nothing_else() -> None:
    pdf = evidence_pdf(titled(TURNING))
    assert "AB" in words_of(pdf)
    assert "\u202e" not in evidence_content(titled(TURNING))
    (row,) = rows_of(evidence_csv(titled(TURNING)))
    assert row["Titel"] == TURNING


@pytest.mark.parametrize("letter", ["x", "W", "/", "1/", "-.", "ß", "م", "😀"])
def test_very_long_words_stay_on_the_paper(letter: str) -> None:
    word = (letter * 2000)[:2000]
    evidence = titled(word[:255], address=f"https://quartiere.example/{word[:1900]}")
    evidence = replace(evidence, name=word[:120], wordings=(Wording(1, word, 1),))
    right_edges: list[float] = []

    def note(text: str, _cm: Any, matrix: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            right_edges.append(matrix[4])

    for page in read(evidence_pdf(evidence)).pages:
        page.extract_text(visitor_text=note)
    assert max(right_edges) < 595


def test_a_year_without_anything_says_so() -> None:
    empty = Evidence("stadt", "Die Seiten der Stadt", 2026, (), (), (), (), (), ())
    text = words_of(evidence_pdf(empty))
    for part in (
        "Veröffentlichungen keine",
        "Für dieses Jahr ist nichts festgehalten. Eine Seite wird festgehalten, wenn sie",
        "Für keinen Tag dieses Jahres ist ein Hinweis eingetragen.",
        "Es gibt keinen Wortlaut.",
        "Es wurde kein Logo gezeigt.",
    ):
        assert part in text
    assert rows_of(evidence_csv(empty)) == []


# --- everything in one file


def test_the_archive_has_everything_and_its_hashes_are_right(full: Evidence) -> None:
    archive = opened(full)
    digests = [hashlib.sha256(one).hexdigest() for one in (SVG, picture(), picture("WEBP"))]
    kinds_of = dict(zip(digests, ("svg", "png", "webp"), strict=True))
    assert archive.namelist() == [
        "LIESMICH.txt",
        "nachweis.pdf",
        "nachweis.csv",
        *(f"seiten/{one.file_name}" for one in full.publications),
        *(f"logos/{digest}.{kinds_of[digest]}" for digest in sorted(digests)),
        "SHA256SUMS.txt",
    ]
    assert archive.read("nachweis.pdf") == evidence_pdf(full)
    assert archive.read("nachweis.csv") == evidence_csv(full)
    for record in full.publications:
        stored = Publication.objects.get(pk=record.publication_id).html
        assert archive.read(f"seiten/{record.file_name}") == stored
    assert failures(archive) == []
    read_me = archive.read("LIESMICH.txt").decode()
    assert "sha256sum --check SHA256SUMS.txt" in read_me
    assert "Auskünfte zu einem Anliegen" in read_me


def test_sha256sum_itself_finds_nothing_wrong(full: Evidence, tmp_path) -> None:
    opened(full).extractall(tmp_path)
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS.txt"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)


def test_stored_pages_are_read_a_few_at_a_time(gruenau, monkeypatch) -> None:
    for number in range(45):
        publication(gruenau, title=str(number), html=b"x" * 100 + str(number).encode())
    evidence = evidence_of(gruenau, 2026)
    asked: list[int] = []
    whole = Publication.objects.in_bulk

    def note(pks: list[int]) -> Any:
        asked.append(len(pks))
        return whole(pks)

    monkeypatch.setattr(Publication.objects, "in_bulk", note)
    pieces = evidence_zip(evidence)
    for _number in range(4):
        next(pieces)
    assert asked == [20]
    for _piece in pieces:
        pass
    assert asked == [20, 20, 5]


# --- the same bytes again


def test_the_same_year_makes_the_same_bytes_on_another_day(gruenau, full: Evidence) -> None:
    with time_machine.travel(at("2027-01-01"), tick=False):
        first = [evidence_pdf(full), evidence_csv(full), b"".join(evidence_zip(full))]
    with time_machine.travel(at("2031-07-15", "13:45"), tick=False):
        again = evidence_of(gruenau, 2026)
        assert again == full
        second = [evidence_pdf(again), evidence_csv(again), b"".join(evidence_zip(again))]
    assert first == second


@pytest.mark.once
def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import django, hashlib, sys; django.setup();"
        "from managements.funding.evidence.pdf_file import evidence_pdf;"
        "from tests.managements.funding.evidence.test_evidence_files import EVIDENCE;"
        "sys.stdout.write(hashlib.sha256(evidence_pdf(EVIDENCE)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert other.stdout == hashlib.sha256(evidence_pdf(EVIDENCE)).hexdigest()


def test_the_file_names_the_day_of_the_last_record() -> None:
    assert read(evidence_pdf(EVIDENCE)).metadata.creation_date.date() == DAY("2026-03-02")
    empty = replace(EVIDENCE, publications=())
    assert read(evidence_pdf(empty)).metadata.creation_date.date() == DAY("2026-12-31")


@pytest.mark.django_db
def test_pixels_become_a_picture_of_the_size_of_paper() -> None:
    digest = stored_logo("Groß", picture("WEBP", (4000, 1000)), "webp")["digest"]
    drawing = logo_file(digest)
    assert drawing is not None
    svg = svg_of(drawing)
    assert 'width="700" height="175"' in svg
    assert svg == svg_of(drawing)


def test_a_busy_press_is_told_before_the_first_byte(monkeypatch) -> None:
    monkeypatch.setattr(press, "_PATIENCE", 0.01)
    with press._PRESS:
        for make in (evidence_pdf, evidence_zip):
            with pytest.raises(PressBusyError):
                make(EVIDENCE)
