"""The press: paper and pictures from a program and its data."""

import datetime
import struct
from collections.abc import Callable
from threading import Event, Thread

import pytest
import typst

from managements.typesetting import press
from managements.typesetting.data import as_json
from managements.typesetting.press import PressBusyError, at_the_press, mark, pdf, png
from tests.pdfs import elements, kinds, read, words_of

pytestmark = pytest.mark.once

DAY = datetime.date(2026, 7, 1)
FONTS = '#set text(font: ("Fira Sans", "Noto Emoji", "Every Character"), fallback: false)'
PROGRAM = f"""
#let content = json(bytes(sys.inputs.content))
#set document(title: content.title)
{FONTS}
#content.title
"""
PICTURE = """
#set page(width: 120pt, height: 63pt, margin: 0pt)
#rect(width: 100%, height: 100%, fill: red)
"""
TABLE = f"""
#let content = json(bytes(sys.inputs.content))
#set document(title: "Nachweis")
{FONTS}
#set page(height: 10cm, footer: context [Seite #here().page() von #counter(page).final().first()])
= Nachweis
#table(columns: 2, table.header[Datum][Veranstaltung], ..content.rows.flatten())
"""


def titled(title: str) -> str:
    return as_json({"title": title})


def test_a_pdf_says_that_screen_readers_can_read_it_and_when_it_was_made() -> None:
    reader = read(pdf(PROGRAM, titled("Lichterfest"), made_on=DAY))
    root = reader.trailer["/Root"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    # Midnight in Leipzig, in summer.
    assert reader.metadata.creation_date == datetime.datetime(2026, 6, 30, 22, tzinfo=datetime.UTC)


def test_equal_contents_make_equal_files() -> None:
    first = pdf(PROGRAM, titled("Lichterfest"), made_on=DAY)
    assert pdf(PROGRAM, titled("Lichterfest"), made_on=DAY) == first
    assert pdf(PROGRAM, titled("Hofmarkt"), made_on=DAY) != first


def test_what_typst_would_take_for_its_program_stands_as_text() -> None:
    title = '#panic() *fett* $x^2$ #read("/etc/passwd")'
    assert words_of(pdf(PROGRAM, titled(title), made_on=DAY)) == title


def test_a_character_of_no_font_breaks_nothing() -> None:
    assert len(read(pdf(PROGRAM, titled("中文 שלום ཀ 👩‍👩‍👧 \U000e0041"), made_on=DAY)).pages) == 1


def test_what_would_break_the_rules_of_pdf_ua_is_refused() -> None:
    with pytest.raises(typst.TypstError):
        pdf("ohne Titel", titled("Lichterfest"), made_on=DAY)


def test_the_press_goes_on_after_a_wrong_program() -> None:
    with pytest.raises(typst.TypstError), at_the_press():
        pdf("#panic()", titled("Lichterfest"), made_on=DAY)
    with at_the_press():
        assert pdf(PROGRAM, titled("Lichterfest"), made_on=DAY)


def test_a_long_table_runs_on_under_its_header_and_is_a_table_for_screen_readers() -> None:
    rows = [[f"{number}.", f"Treffen {number} 中"] for number in range(400)]
    reader = read(pdf(TABLE, as_json({"rows": rows}), made_on=DAY))
    assert len(reader.pages) > 20
    for page in reader.pages:
        assert "Veranstaltung" in page.extract_text()
    found = kinds(reader)
    # Said once, however often it is shown.
    assert (found.count("/Table"), found.count("/TH"), found.count("/TD")) == (1, 2, 800)
    scopes = [
        [one["/Scope"] for one in element["/A"] if "/Scope" in one]
        for element in elements(reader)
        if element["/S"] == "/TH"
    ]
    assert scopes == [["/Column"]] * 2


def test_a_picture_is_as_large_as_it_was_ordered() -> None:
    picture = png(PICTURE, titled(""), pixels_per_inch=720)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert png(PICTURE, titled(""), pixels_per_inch=720) == picture


def test_a_picture_shows_the_first_page_of_several() -> None:
    several = f"{PICTURE}#pagebreak()\n#rect(fill: blue)"
    first = png(PICTURE, titled(""), pixels_per_inch=72)
    assert png(several, titled(""), pixels_per_inch=72) == first


def test_typst_reads_no_font_of_the_machine() -> None:
    assert set(press._fonts().families()) == {
        "Every Character",
        "Fira Sans",
        "Noto Emoji",
        "Notice Arabic",
    }


def test_a_mark_changes_with_program_content_and_typst(monkeypatch) -> None:
    marks = {
        mark(PROGRAM, titled("Lichterfest")),
        mark(PROGRAM, titled("Hofmarkt")),
        mark(TABLE, titled("Lichterfest")),
    }
    assert mark(PROGRAM, titled("Lichterfest")) in marks
    monkeypatch.setattr(press, "_version", lambda: "99.0")
    assert len(marks | {mark(PROGRAM, titled("Lichterfest"))}) == 4


def test_what_was_reckoned_is_forgotten_whether_it_went_well_or_not(monkeypatch) -> None:
    programs: list[bytes] = []
    compile_in_earnest: Callable[..., bytes] = typst.compile

    def note(program: bytes, **setting: object) -> bytes:
        programs.append(program)
        return compile_in_earnest(program, **setting)

    monkeypatch.setattr(typst, "compile", note)
    pdf(PROGRAM, titled("Lichterfest"), made_on=DAY)
    assert programs == [PROGRAM.encode()] + [b""] * 11
    programs.clear()
    with pytest.raises(typst.TypstError):
        pdf("#panic()", titled("Lichterfest"), made_on=DAY)
    assert programs == [b"#panic()"] + [b""] * 11


def test_threads_run_on_while_typst_is_at_work() -> None:
    """It lets go of Python's lock: pages are served meanwhile."""
    rows = [[f"{number}.", f"Treffen {number}"] for number in range(2000)]
    began, ended = Event(), Event()

    def set_long() -> None:
        began.set()
        pdf(TABLE, as_json({"rows": rows}), made_on=DAY)
        ended.set()

    thread = Thread(target=set_long)
    thread.start()
    began.wait()
    turns = 0
    while not ended.wait(0.001):
        turns += 1
    thread.join()
    # It would be a handful, between two documents.
    assert turns > 40


@pytest.mark.parametrize("is_long", [False, True])
def test_only_few_wait_and_none_for_long(monkeypatch, is_long: bool) -> None:
    monkeypatch.setattr(press, "_PATIENCE", 0.01)
    with at_the_press(), pytest.raises(PressBusyError), at_the_press(is_long=is_long):
        pass
    monkeypatch.setattr(press, "_PATIENCE", -1)  # for ever
    queue = press._LONG_QUEUE if is_long else press._QUEUE
    with queue, queue, pytest.raises(PressBusyError), at_the_press(is_long=is_long):
        pass
    with at_the_press(is_long=is_long):
        pass


def test_long_documents_take_no_place_of_short_ones_nor_the_other_way_round() -> None:
    with press._LONG_QUEUE, press._LONG_QUEUE, at_the_press():
        pass
    with press._QUEUE, press._QUEUE, at_the_press(is_long=True):
        pass


def test_a_short_one_gets_its_turn_when_the_long_one_is_done() -> None:
    done: list[str] = []
    waiting = Event()

    def set_short() -> None:
        waiting.set()
        with at_the_press():
            done.append("short")

    thread = Thread(target=set_short)
    with at_the_press(is_long=True):
        thread.start()
        waiting.wait()
        done.append("long")
    thread.join()
    assert done == ["long", "short"]
