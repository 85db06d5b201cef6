"""The notice as a file: what a screen reader finds in it, and what no text can do to it."""

import datetime
import re
from dataclasses import replace
from typing import Any

import pytest
import typst
from django.core.cache import cache, caches
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject

from managements.events.notice import (
    Notice,
    NoticeClosure,
    NoticeContact,
    NoticeDate,
    NoticeDay,
    NoticeLogo,
    NoticeSender,
)
from managements.events.notice_pdf import PROGRAM, notice_content, notice_mark, notice_pdf
from managements.models.colour import Palette, contrast
from managements.typesetting import press
from tests.pdfs import elements, kinds, read, times_in, words_of

# Paper is made of what was read, without any database.
pytestmark = pytest.mark.once
MONDAY = datetime.date(2026, 12, 7)
FUNDING = (
    (
        "Gefördert aus dem Bund-Länder-Programm „Sozialer Zusammenhalt – Zusammenleben im Quartier "
        "gemeinsam gestalten (SZP)“.",
    ),
    (
        "Hier steht der Satz zum Haushalt des Sächsischen Landtags, so wie ihn der Bescheid über die "
        "Förderung vorschreibt.",
    ),
)
SENDER = NoticeSender(
    slug="leipziger-osten",
    kind="Quartiersmanagement",
    name="Leipziger Osten",
    full_name="Quartiersmanagement Leipziger Osten",
    emblem="leipziger-osten",
    emblem_description="Giebelhäuser und Straßenbahn",
    palette=Palette("#B4432B"),
    contact=NoticeContact(
        "Quartiersmanagement Leipziger Osten",
        ("Wurzner Straße 70", "04315 Leipzig"),
        "0341 35137912",
        "qm@leipziger-osten.de",
    ),
    funding=FUNDING,
)
DATE = NoticeDate("14–16 Uhr", "Sprechstunde", "", False, "", ("Bibliothek", "kostenlos"))
CANCELLED = replace(DATE, title="Rundgang", state="fällt aus: Sturm", is_struck=True)
NOTICE = Notice(
    sender=SENDER,
    made_on=MONDAY,
    first_day=MONDAY,
    last_day=datetime.date(2026, 12, 20),
    closures=(NoticeClosure("Geschlossen", ("Dienstag, 8. Dezember: Umzug",)),),
    days=(
        NoticeDay("Montag, 7. Dezember", (DATE, CANCELLED)),
        NoticeDay("Mittwoch, 9. Dezember", (DATE,)),
    ),
    hours=(),
    url="https://quartiere.example/leipziger-osten/termine/",
)
CHARACTERS = (
    "#panic() #let x = 1 *fett* _kursiv_ `roh` $x^2$ @ziel \\ ] [ } { <marke> // weg /* weg */ "
    '"gerade" \'Striche\' ~ -- --- ... #image("/etc/passwd") #read("notice.typ")'
)
ALPHABETS = "ş ğ ı İ Łódź ậ Ελλάδα Привіт"


def titled(title: str, **facts: Any) -> Notice:
    date = replace(DATE, title=title, **facts)
    return replace(NOTICE, days=(NoticeDay("Montag, 7. Dezember", (date,)),))


def test_it_says_of_itself_that_it_is_an_accessible_german_document_with_a_title() -> None:
    reader = read(notice_pdf(NOTICE))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own kind of True
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[>=\"]+1", metadata)
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Termine vom 7. bis 20. Dezember 2026 – Quartiersmanagement Leipziger Osten"
    )
    assert reader.metadata.author == "Quartiersmanagement Leipziger Osten"


def test_it_is_one_a4_sheet_with_fonts_that_are_in_the_file() -> None:
    (page,) = read(notice_pdf(NOTICE)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    for font in page["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


def test_headings_and_lists_are_tagged_and_no_level_is_skipped() -> None:
    found = kinds(read(notice_pdf(NOTICE)))
    # The closure, two days, contact, web, funding.
    assert [kind for kind in found if re.fullmatch("/H[1-6]", kind)] == ["/H1"] + ["/H2"] * 6
    assert found.count("/L") == 2
    assert found.count("/LI") == 3


def test_emblem_and_qr_code_have_a_text_in_their_place() -> None:
    figures = [one for one in elements(read(notice_pdf(NOTICE))) if one["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [
        "Emblem: Giebelhäuser und Straßenbahn",
        "QR-Code, der zu quartiere.example/leipziger-osten/termine führt",
    ]


def test_the_logos_of_those_who_pay_stand_in_their_order_with_their_texts() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 100"><path d="M0 0h9v9z"/></svg>'
    )
    logos = tuple(
        NoticeLogo(drawing.format(width), f"Logo {width}", width / 100) for width in (60, 200, 900)
    )
    pdf = notice_pdf(replace(NOTICE, sender=replace(SENDER, logos=logos)))
    texts = [one["/Alt"] for one in elements(read(pdf)) if one["/S"] == "/Figure"]
    assert texts[-3:] == ["Logo 60", "Logo 200", "Logo 900"]
    assert len(read(pdf).pages) == 1


def test_it_is_read_in_the_order_in_which_it_is_seen() -> None:
    text = words_of(notice_pdf(NOTICE))
    parts = [
        "Leipziger Osten",
        "Termine vom 7. bis 20. Dezember 2026",
        "Geschlossen Dienstag, 8. Dezember: Umzug",
        "Montag, 7. Dezember 14–16 Uhr Sprechstunde Bibliothek kostenlos",
        "14–16 Uhr Rundgang fällt aus: Sturm Bibliothek",
        "Mittwoch, 9. Dezember 14–16 Uhr Sprechstunde",
        "Kontakt Quartiersmanagement Leipziger Osten Wurzner Straße 70, 04315 Leipzig "
        "Telefon 0341 35137912 qm@leipziger-osten.de",
        "quartiere.example/leipziger-osten/termine",
        *(line for paragraph in FUNDING for line in paragraph),
        "Stand: 7. Dezember 2026",
        "Seite 1 von 1",
    ]
    joined = text.replace("leipziger- osten", "leipziger-osten").replace("/ ", "/")
    places = [joined.find(part) for part in parts]
    assert -1 not in places, dict(zip(parts, places, strict=True))
    assert places == sorted(places)


def test_what_does_not_take_place_is_struck_through_for_screen_readers_too() -> None:
    def is_struck(element: DictionaryObject) -> bool:
        attributes = element.get("/A", DictionaryObject()).get_object()
        several = attributes if isinstance(attributes, list) else [attributes]
        return any(one.get_object().get("/TextDecorationType") == "/LineThrough" for one in several)

    struck = [one for one in elements(read(notice_pdf(NOTICE))) if is_struck(one)]
    assert len(struck) == 2  # time and title of the one that is cancelled


def test_the_web_address_and_the_mail_address_are_links() -> None:
    (page,) = read(notice_pdf(NOTICE)).pages
    targets = {note.get_object()["/A"]["/URI"] for note in page["/Annots"]}
    assert targets == {NOTICE.url, "mailto:qm@leipziger-osten.de"}


def test_equal_notices_make_equal_files_and_a_new_day_makes_another() -> None:
    first = notice_pdf(NOTICE)
    caches["notices"].clear()
    assert notice_pdf(NOTICE) == first
    tomorrow = replace(NOTICE, made_on=datetime.date(2026, 12, 8))
    assert notice_pdf(tomorrow) != first
    assert notice_mark(tomorrow) != notice_mark(NOTICE)


def test_an_equal_notice_is_not_set_again(monkeypatch) -> None:
    first = notice_pdf(NOTICE)
    monkeypatch.setattr(typst, "compile", None)
    assert notice_pdf(NOTICE) == first


def test_notices_push_nothing_else_out_of_memory(monkeypatch) -> None:
    monkeypatch.setattr(press, "pdf", lambda *_text, made_on: b"PDF")
    cache.set("something_else", "is kept")
    for number in range(350):
        notice_pdf(replace(NOTICE, made_on=MONDAY + datetime.timedelta(days=number)))
    assert cache.get("something_else") == "is kept"


def test_what_typst_would_take_for_its_program_stands_as_text() -> None:
    file = notice_pdf(titled(CHARACTERS, details=(CHARACTERS,), state=CHARACTERS))
    assert times_in(CHARACTERS, file) == 3


def test_every_field_may_hold_what_typst_would_take_for_its_program() -> None:
    contact = NoticeContact(CHARACTERS, (CHARACTERS,), CHARACTERS[:40], "a#b@example.org")
    sender = replace(
        SENDER,
        kind=CHARACTERS,
        name=CHARACTERS[:60],
        full_name=CHARACTERS[:120],
        emblem_description=CHARACTERS,
        contact=contact,
        funding=((CHARACTERS, CHARACTERS),),
    )
    closures = (NoticeClosure(CHARACTERS, (CHARACTERS,)),)
    wild = replace(NOTICE, sender=sender, closures=closures)
    assert times_in(CHARACTERS, notice_pdf(wild)) == 7
    assert times_in(CHARACTERS, notice_pdf(replace(wild, days=(), hours=(CHARACTERS,)))) == 8


def test_letters_of_many_alphabets_are_letters() -> None:
    assert ALPHABETS in words_of(notice_pdf(titled(ALPHABETS)))
    arabic = words_of(notice_pdf(titled("مرحبا بكم")))
    assert "مرحبا" in arabic
    assert "بكم" in arabic
    assert "Markt 🎄" in words_of(notice_pdf(titled("Markt 🎄")))


def test_a_character_of_no_font_breaks_nothing() -> None:
    assert len(read(notice_pdf(titled("中文 שלום ཀ 👩‍👩‍👧 \U000e0041"))).pages) == 1


def test_what_nobody_can_see_is_left_out() -> None:
    text = words_of(notice_pdf(titled("A\u202eB\ufeffC\x00D\ue000E\ufffeF\ud800G")))
    assert "ABCDEFG" in text


@pytest.mark.parametrize("letter", ["x", "W", "/", "1/", "-.", "ß", "م"])
def test_a_word_of_two_thousand_characters_stays_on_the_paper(letter: str) -> None:
    word = (letter * 2000)[:2000]
    reader = read(notice_pdf(titled(word, details=(word,))))
    right_edges: list[float] = []

    def note(text: str, _cm: Any, matrix: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            right_edges.append(matrix[4])

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    assert max(right_edges) < 595
    text = "".join(page.extract_text() for page in reader.pages)
    if letter != "م":  # stands from right to left
        assert re.sub(r"\s", "", text).count(letter[0]) >= 2 * 2000 / len(letter)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.text(max_size=400))
def test_no_text_whatever_breaks_it(title: str, detail: str) -> None:
    notice = titled(title, details=(detail,))
    assert read(press.pdf(PROGRAM, notice_content(notice), made_on=MONDAY)).pages


def test_a_single_date_is_set_large_and_many_run_on_over_further_sheets() -> None:
    def size_of(text: str, file: bytes) -> float:
        found: list[float] = []

        def note(shown: str, cm: list[float], matrix: list[float], _font: Any, size: float) -> None:
            if text in shown:
                found.append(size * abs(matrix[0] or 1) * abs(cm[0] or 1))

        read(file).pages[0].extract_text(visitor_text=note)
        return found[0]

    dates = tuple(replace(DATE, title=f"Treffen {number}") for number in range(60))
    days = tuple(NoticeDay(f"Montag, {one + 1}. Dezember", dates[one::6]) for one in range(6))
    many = notice_pdf(replace(NOTICE, days=days))
    one = notice_pdf(titled("Treffen 0"))
    assert size_of("Treffen 0", one) > 1.3 * size_of("Treffen 0", many)
    pages = read(many).pages
    assert 3 <= len(pages) <= 8
    text = words_of(many)
    assert sorted(map(int, re.findall(r"Treffen (\d+)", text))) == list(range(60))
    for number, page in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in page.extract_text()
    # Contact and notice stand once, at the end.
    assert "Kontakt" in pages[-1].extract_text()
    assert text.count("Haushalt des Sächsischen") == 1


def test_a_day_that_runs_on_is_named_again_on_the_next_sheet() -> None:
    dates = tuple(replace(DATE, title=f"Treffen {number}") for number in range(40))
    pages = read(notice_pdf(replace(NOTICE, days=(NoticeDay("Montag, 7. Dezember", dates),)))).pages
    assert len(pages) > 1
    for page in pages[:2]:
        assert "Montag, 7. Dezember" in " ".join(page.extract_text().split())
    # It is a heading once: what is repeated is not read out again.
    assert kinds(read(notice_pdf(NOTICE))).count("/H1") == 1


def test_without_dates_it_says_so_and_tells_when_people_can_come() -> None:
    empty = replace(NOTICE, days=(), closures=(), hours=("Sprechstunde: jeden Montag, 14–16 Uhr",))
    text = words_of(notice_pdf(empty))
    assert (
        "In diesen Tagen ist kein Termin eingetragen. Sprechstunde: jeden Montag, 14–16 Uhr" in text
    )


def test_it_can_do_without_emblem_contact_funding_and_address() -> None:
    sender = replace(SENDER, emblem="", emblem_description="", contact=None, funding=())
    reader = read(notice_pdf(replace(NOTICE, sender=sender, url="")))
    assert "/Figure" not in kinds(reader)
    assert "Leipziger Osten" in reader.pages[0].extract_text()
    unknown = replace(SENDER, emblem="nirgends")
    assert kinds(read(notice_pdf(replace(NOTICE, sender=unknown)))).count("/Figure") == 1


@pytest.mark.parametrize("accent", ["#F2B705", "#000000", "#FFFFFF", "#00FF00", "#767676"])
def test_every_accent_is_readable_where_it_is_used(accent: str) -> None:
    palette = Palette(accent)
    assert contrast(palette.on_accent, palette.accent) >= 4.5  # the band
    assert contrast(palette.ink, palette.tint) >= 4.5  # the head
    assert contrast(palette.ink, "#FFFFFF") >= 4.5  # days, times, and white on the ink
