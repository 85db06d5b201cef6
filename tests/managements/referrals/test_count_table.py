"""All numbers of what people asked for: the own ones, as a table and as files."""

import csv
import datetime
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from managements.accounts.models import User
from managements.models import Management
from managements.referrals.models import Enquiry
from managements.referrals.standings import Standing
from managements.tenancy.addresses import Audience, verdict_on
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.managements.referrals.asked import counted, enquiry

pytestmark = pytest.mark.once

TABLE = "/admin/anliegen/gefragt/"
RESULTS = f"{TABLE}results/"
OCTOBER, NOVEMBER = datetime.date(2026, 10, 1), datetime.date(2026, 11, 1)
LAST_YEAR = datetime.date(2025, 11, 1)


@pytest.fixture
def praktikum(db: None) -> Enquiry:
    """Something that people ask for."""
    return enquiry("Praktikum")


@pytest.fixture
def editor(gruenau: Management, editor_of) -> User:
    """Somebody who edits Grünau."""
    return editor_of(gruenau)


@pytest.fixture
def both(editor: User, paunsdorf: Management) -> Client:
    """The browser of somebody who edits Grünau and Paunsdorf."""
    editor.groups.add(paunsdorf.editors)
    return logged_in(editor)


def rows_of(client: Client, query: str = "", url: str = TABLE) -> list[list[str]]:
    """Return the cells of the table, with its headings first."""
    response = client.get(f"{url}{query}")
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select_one("table.listing")
    if table is None:
        return []
    return [
        [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]
        for row in table.find_all("tr")
    ]


def csv_rows(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"{TABLE}?export=csv{query}")
    assert 'filename="danach-wurde-gefragt-' in response["Content-Disposition"]
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def xlsx_rows(client: Client, query: str = "") -> list[list[object]]:
    response = client.get(f"{TABLE}?export=xlsx{query}")
    sheet = load_workbook(BytesIO(b"".join(response))).active
    return [[cell.value for cell in row] for row in sheet.rows]


def test_the_table_adds_up_each_month_the_last_one_first(
    editor: User, gruenau: Management, praktikum: Enquiry
) -> None:
    litter = enquiry("Müll", slug="muell")
    counted(gruenau, praktikum, 4, month=OCTOBER)
    counted(gruenau, praktikum, 3, month=NOVEMBER, standing=Standing.ADVICE)
    counted(gruenau, praktikum, 2, month=NOVEMBER, standing=Standing.NOT_NOW)
    counted(gruenau, praktikum, 1, month=NOVEMBER, standing=Standing.ASK)
    counted(gruenau, litter, 9, month=NOVEMBER, standing=Standing.NOT_OUR_TASK)
    assert rows_of(logged_in(editor)) == [
        ["Monat", "Anliegen", "Gefragt", "Davon weiterverwiesen"],
        ["November 2026", "Müll", "9", "9"],
        ["November 2026", "Praktikum", "6", "3"],
        ["Oktober 2026", "Praktikum", "4", "0"],
    ]


def test_the_table_says_what_the_numbers_are_worth(
    editor: User, gruenau: Management, praktikum: Enquiry
) -> None:
    client = logged_in(editor)
    assert "Noch hat niemand eine Auskunft angesehen." in client.get(TABLE).content.decode()
    counted(gruenau, praktikum, 4, month=OCTOBER)
    html = client.get(TABLE).content.decode()
    assert "Die Zahlen sind ein Anhaltspunkt" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("url", [TABLE, RESULTS])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?p=2",
        "?year=2026",
        "?year=abc",
        "?ordering=-management__name",
        "?management={foreign}",
        "?management=999999",
        "?management=x",
        "?management={foreign}&export=pdf",
    ],
)
def test_an_editor_of_gruenau_reads_nothing_of_paunsdorf(
    editor: User,
    gruenau: Management,
    paunsdorf: Management,
    praktikum: Enquiry,
    url: str,
    query: str,
) -> None:
    counted(gruenau, praktikum, 4, month=NOVEMBER)
    counted(paunsdorf, praktikum, 4711, month=NOVEMBER)
    counted(paunsdorf, enquiry("Nur dort", slug="nur-dort"), 4712, month=NOVEMBER)
    html = logged_in(editor).get(url + query.format(foreign=paunsdorf.pk)).content.decode()
    assert [word for word in ("4711", "4712", "Nur dort", "Paunsdorf") if word in html] == []


@pytest.mark.parametrize("rows", [csv_rows, xlsx_rows])
def test_a_file_of_gruenau_holds_nothing_of_paunsdorf(
    editor: User, gruenau: Management, paunsdorf: Management, praktikum: Enquiry, rows
) -> None:
    counted(gruenau, praktikum, 4, month=NOVEMBER)
    counted(paunsdorf, praktikum, 4711, month=NOVEMBER)
    for query in ("", f"&management={paunsdorf.pk}", "&p=2"):
        heading, row = rows(logged_in(editor), query)
        assert heading == ["Monat", "Anliegen", "Gefragt", "Davon weiterverwiesen"]
        assert [str(cell) for cell in row[1:]] == ["Praktikum", "4", "0"]


def test_a_year_of_others_is_not_even_offered(
    editor: User, gruenau: Management, paunsdorf: Management, praktikum: Enquiry
) -> None:
    counted(gruenau, praktikum, 4, month=NOVEMBER)
    counted(paunsdorf, praktikum, 5, month=datetime.date(2019, 1, 1))
    fields = logged_in(editor).get(TABLE).context["filters"].form.fields
    assert "management" not in fields, "who has one management need not choose"
    assert [value for value, _label in fields["year"].choices if value] == ["2026"]


def test_the_table_is_narrowed_by_year_and_management(
    both: Client, gruenau: Management, paunsdorf: Management, make_management, praktikum: Enquiry
) -> None:
    counted(gruenau, praktikum, 1, month=NOVEMBER)
    counted(gruenau, praktikum, 2, month=LAST_YEAR)
    counted(paunsdorf, praktikum, 3, month=NOVEMBER)
    counted(make_management("mockau"), praktikum, 4, month=NOVEMBER)
    assert rows_of(both) == [
        ["Monat", "Management", "Anliegen", "Gefragt", "Davon weiterverwiesen"],
        ["November 2026", "Gruenau", "Praktikum", "1", "0"],
        ["November 2026", "Paunsdorf", "Praktikum", "3", "0"],
        ["November 2025", "Gruenau", "Praktikum", "2", "0"],
    ]
    assert [row[3] for row in rows_of(both, "?year=2026")[1:]] == ["1", "3"]
    assert [row[3] for row in rows_of(both, f"?management={gruenau.pk}")[1:]] == ["1", "2"]
    assert "Zu dieser Auswahl gibt es keine Zahlen." in (
        both.get(f"{TABLE}?management={paunsdorf.pk}&year=2025").content.decode()
    )
    assert [row[3] for row in csv_rows(both, f"&management={gruenau.pk}&year=2025")[1:]] == ["2"]


def test_the_city_reads_everything(
    gruenau: Management, paunsdorf: Management, praktikum: Enquiry
) -> None:
    counted(gruenau, praktikum, 1, month=NOVEMBER)
    counted(paunsdorf, praktikum, 3, month=NOVEMBER)
    user = User.objects.create_user("stadt", "stadt@example.org")
    user.groups.add(city_editors())
    client = logged_in(user)
    assert [row[1] for row in rows_of(client)[1:]] == ["Gruenau", "Paunsdorf"]
    assert len(csv_rows(client)) == 3


def test_files_hold_months_as_dates_and_numbers_as_numbers(
    editor: User, gruenau: Management, praktikum: Enquiry
) -> None:
    counted(gruenau, praktikum, 12, month=NOVEMBER, standing=Standing.ASK)
    client = logged_in(editor)
    assert csv_rows(client)[1] == ["2026-11-01", "Praktikum", "12", "12"]
    (month, *others) = xlsx_rows(client)[1]
    assert str(month).startswith("2026-11-01")
    assert others == ["Praktikum", 12, 12]


@pytest.mark.parametrize("name", ["=1+1", "+49 341", "@SUM(1)", "  =1+1", "＝1+1"])
def test_no_name_becomes_a_formula(editor: User, gruenau: Management, name: str) -> None:
    counted(gruenau, enquiry(name, slug="formel"), 1, month=NOVEMBER)
    client = logged_in(editor)
    assert csv_rows(client)[1][1] == f"'{name}"
    response = client.get(f"{TABLE}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response))).active
    assert sheet[2][1].data_type == "s"


def test_a_file_holds_all_pages_of_the_table(
    editor: User, gruenau: Management, praktikum: Enquiry
) -> None:
    for number in range(60):
        month = datetime.date(2020 + number // 12, number % 12 + 1, 1)
        counted(gruenau, praktikum, number + 1, month=month)
    client = logged_in(editor)
    assert len(rows_of(client)) == 51
    assert len(rows_of(client, "?p=2")) == 11
    assert len(csv_rows(client)) == len(xlsx_rows(client)) == 61


def test_its_address_is_open_to_editors_and_to_nobody_outside(client: Client, city) -> None:
    for name in ("answer_counts:index", "answer_counts:results"):
        assert verdict_on(name) is Audience.EDITORS
    for query in ("", "?export=csv"):
        response = client.get(f"{TABLE}{query}")
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("query", ["", "?export=csv", "?export=xlsx"])
def test_the_table_costs_the_same_queries_whatever_it_holds(
    both: Client, gruenau: Management, paunsdorf: Management, query: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            response = both.get(f"{TABLE}{query}")
            if response.streaming:
                b"".join(response)
        return len(captured)

    counted(gruenau, enquiry("Eins"), 1, month=NOVEMBER)
    counted(paunsdorf, enquiry("Zwei"), 1, month=NOVEMBER)
    cost()
    before = cost()
    for number in range(20):
        about = enquiry(f"Weiteres{number}")
        for management in (gruenau, paunsdorf):
            counted(management, about, 1, month=NOVEMBER)
    assert cost() == before
