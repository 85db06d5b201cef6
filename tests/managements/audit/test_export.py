"""The files: what the list shows, for spreadsheets, and nothing that runs."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from openpyxl import load_workbook

from managements.accounts.models import User
from managements.audit.spreadsheets import harmless
from managements.models import Management
from tests.builders import logged_in
from tests.managements.audit.conftest import Note, joined

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("blank")]

LIST = "/admin/verlauf/"
SUMMER = datetime(2026, 7, 1, 22, 30, 15, 123456, tzinfo=ZoneInfo("UTC"))


def downloaded(client: Client, kind: str, query: str = "") -> bytes:
    response = client.get(f"{LIST}?export={kind}{query}")
    assert response.status_code == 200
    assert f'.{kind}"' in response["Content-Disposition"]
    return b"".join(response)


def csv_rows(client: Client, query: str = "") -> list[list[str]]:
    text = downloaded(client, "csv", query).decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def xlsx_rows(client: Client, query: str = "") -> list[list[object]]:
    sheet = load_workbook(BytesIO(downloaded(client, "xlsx", query))).active
    return [[cell.value for cell in row] for row in sheet.rows]


def test_a_csv_file_opens_well_in_a_german_excel(
    at_gruenau: Client, editor: User, gruenau: Management, note: Note
) -> None:
    editor.last_name = "Müller"
    editor.save()
    note(gruenau, "Übersicht; „Grünau“", user=editor, timestamp=SUMMER)
    assert downloaded(at_gruenau, "csv").startswith(b"\xef\xbb\xbf"), "or umlauts break"
    assert csv_rows(at_gruenau) == [
        ["Zeitpunkt", "Wer", "Was", "Art", "Titel"],
        ["2026-07-02 00:30:15", "Müller", "Veröffentlicht", "Seite", "Übersicht; „Grünau“"],
    ]


def test_an_xlsx_file_holds_the_same_with_real_times(
    at_gruenau: Client, gruenau: Management, note: Note
) -> None:
    note(gruenau, "Übersicht", timestamp=SUMMER)
    _heading, row = xlsx_rows(at_gruenau)
    assert str(row[0]) == "2026-07-02 00:30:15"
    assert row[1:] == ["System", "Veröffentlicht", "Seite", "Übersicht"]


@pytest.mark.parametrize("rows", [csv_rows, xlsx_rows])
def test_a_file_of_gruenau_holds_nothing_of_paunsdorf(
    at_gruenau: Client,
    neighbour: User,
    gruenau: Management,
    paunsdorf: Management,
    note: Note,
    rows,
) -> None:
    note(gruenau, "Eigene Seite")
    note(paunsdorf, "Kanarienseite", user=neighbour)
    note(None, "Stadtseite")
    for query in ("", f"&management={paunsdorf.pk}", f"&who={neighbour.pk}", "&p=2"):
        assert [row[4] for row in rows(at_gruenau, query)] == ["Titel", "Eigene Seite"]
        assert "Management" not in rows(at_gruenau, query)[0]


@pytest.mark.parametrize("rows", [csv_rows, xlsx_rows])
def test_a_file_holds_what_the_filters_left_of_both_managements(
    editor: User, gruenau: Management, paunsdorf: Management, note: Note, rows
) -> None:
    joined(editor, paunsdorf)
    client = logged_in(editor)
    note(gruenau, "Eins")
    note(paunsdorf, "Zwei")
    note(paunsdorf, "Drei", action="wagtail.delete")
    assert [row[4:] for row in rows(client)][1:] == [
        ["Drei", "Paunsdorf"],
        ["Zwei", "Paunsdorf"],
        ["Eins", "Gruenau"],
    ]
    query = f"&management={paunsdorf.pk}&action=wagtail.publish"
    assert [row[4] for row in rows(client, query)] == ["Titel", "Zwei"]


def test_a_file_holds_all_pages_of_the_list(
    at_gruenau: Client, gruenau: Management, note: Note
) -> None:
    for number in range(60):
        note(gruenau, f"Seite {number}")
    assert len(csv_rows(at_gruenau)) == len(xlsx_rows(at_gruenau)) == 61


@pytest.mark.parametrize(
    "title",
    [
        "=1+1",
        '=HYPERLINK("http://boese.example";"Klick")',
        "+49 341 123",
        "-2",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "＝1+1",
    ],
)
def test_no_title_becomes_a_formula(
    at_gruenau: Client, editor: User, gruenau: Management, note: Note, title: str
) -> None:
    editor.last_name = title
    editor.save()
    note(gruenau, title, user=editor)
    text = downloaded(at_gruenau, "csv").decode("utf-8-sig")
    row = list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1]
    assert row[4] == f"'{title}"
    assert row[1].startswith("'")
    sheet = load_workbook(BytesIO(downloaded(at_gruenau, "xlsx"))).active
    assert {cell.data_type for cell in sheet[2][1:]} == {"s"}


@pytest.mark.parametrize("title", ["Sommerfest", "1+1=2", "a-b", "'n Abend", ""])
def test_an_ordinary_title_stays_as_it_is(title: str) -> None:
    assert harmless(title) == title


def test_what_a_file_cannot_hold_does_not_break_it(
    at_gruenau: Client, gruenau: Management, note: Note
) -> None:
    note(gruenau, "Sommer\x0bfest\x1f")
    assert xlsx_rows(at_gruenau)[1][4] == csv_rows(at_gruenau)[1][4] == "Sommerfest"
