"""All answers in one table: on the page, as CSV, as JSON."""

import csv
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from wagtail.models import Site

from managements.models import Management
from managements.referrals.models import Enquiry, EnquiryIndexPage
from managements.referrals.standings import Standing, State
from tests.managements.referrals.matrices import answer, enquiry, in_days

pytestmark = pytest.mark.once

PAGE = "/anliegen/uebersicht/"
CSV = "/anliegen/uebersicht.csv"
JSON = "/anliegen/uebersicht.json"
LICENCE = "https://www.govdata.de/dl-de/zero-2-0"


@pytest.fixture
def internship(gruenau: Management, paunsdorf: Management) -> Enquiry:
    made = enquiry("Praktikum", explanation="Ein Praktikum machen")
    answer(gruenau, made, State.NOT_NOW, until=in_days(3), reason="Keine Zeit; leider.")
    answer(paunsdorf, made, State.YES, reason="Schreiben Sie uns.")
    return made


def page(client: Client) -> BeautifulSoup:
    response = client.get(PAGE)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def lines(client: Client) -> list[dict[str, str]]:
    content = client.get(CSV).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def everything(client: Client) -> str:
    return " ".join(client.get(address).content.decode() for address in (PAGE, CSV, JSON))


# --- The page ----------------------------------------------------------------------------------


def test_the_table_has_headers_for_both_directions(client, internship) -> None:
    table = page(client).find("table")
    assert table.caption.text
    columns = table.thead.find_all("th", scope="col")
    assert [one.text.strip() for one in columns] == ["Anliegen", "Gruenau", "Paunsdorf"]
    assert [one.a["href"] for one in columns[1:]] == ["/gruenau/", "/paunsdorf/"]
    assert [one.text.strip() for one in table.tbody.find_all("th", scope="row")] == ["Praktikum"]


def test_a_cell_says_the_answer_and_leads_to_it(client, internship) -> None:
    not_now, yes = page(client).find("tbody").find_all("td")
    assert yes.a.text == Standing.YES.label
    assert yes.a["href"] == "/paunsdorf/anliegen/praktikum/"
    assert not_now.a.text == Standing.NOT_NOW.label
    assert f"bis {date_format(in_days(3), 'j. F Y')}" in not_now.text


def test_every_header_says_what_it_heads_and_every_cell_names_its_column_for_phones(
    client, internship
) -> None:
    table = page(client).find("table")
    assert {one["scope"] for one in table.thead.find_all("th")} == {"col"}
    assert {one["scope"] for one in table.tbody.find_all("th")} == {"row"}
    names = [cell.find(class_="matrix__name") for cell in table.find_all("td")]
    assert [name.text for name in names] == ["Gruenau", "Paunsdorf"]
    assert not any(name.has_attr("aria-hidden") for name in names), "phones need them"


def test_the_page_has_a_title_and_an_address_of_its_own(client, internship) -> None:
    html = page(client)
    assert html.title.text.startswith("Wer macht was – ")
    assert [one.text for one in html.find_all("h1")] == ["Wer macht was"]
    assert html.find("link", rel="canonical")["href"] == f"http://quartiere.test{PAGE}"
    finder = EnquiryIndexPage.objects.get()
    assert finder.title in html.find(class_="breadcrumb").text


def test_the_page_leads_to_the_data_and_names_the_licence(client, internship) -> None:
    html = page(client).main
    links = {link["href"] for link in html.find_all("a")}
    assert {CSV, JSON, LICENCE} <= links
    assert html.find("a", rel="license").text == "Datenlizenz Deutschland – Zero – Version 2.0"
    changed = html.find(class_="stand").time["datetime"]
    assert changed == in_days(0).isoformat()


def test_without_anything_to_show_the_page_helps_on(client, city) -> None:
    main = page(client).main
    assert main.table is None
    assert main.find("a", href="tel:115")
    assert lines(client) == []
    assert client.get(JSON).json()["answers"] == []


def test_the_site_map_lists_the_overview(client, internship) -> None:
    assert f"http://quartiere.test{PAGE}" in client.get("/sitemap.xml").content.decode()


# --- What everybody may read -------------------------------------------------------------------


@pytest.mark.parametrize("status", ["preparation", "closed"])
def test_managements_that_are_not_open_are_never_named(
    client, internship, gruenau, status: str
) -> None:
    Management.objects.filter(pk=gruenau.pk).update(status=status)
    for address in (CSV, JSON):
        assert "runau" not in client.get(address).content.decode()
        assert "ruenau" not in client.get(address).content.decode()
    assert "Gruenau" not in page(client).table.text
    assert "Paunsdorf" in page(client).table.text


def test_a_management_whose_site_is_offline_is_not_named(client, internship, gruenau) -> None:
    gruenau.page.unpublish()
    assert "ruenau" not in client.get(JSON).content.decode()


def test_enquiries_that_are_not_offered_are_never_named(client, internship, gruenau) -> None:
    hidden = enquiry("Geheimes", is_offered=False)
    answer(gruenau, hidden, reason="Geheimer Grund")
    assert "eheim" not in everything(client)


def test_the_reminder_of_an_answer_is_nobodys_business(client, internship) -> None:
    internship.answers.update(review_on="2031-05-17")
    assert "2031" not in everything(client)


def test_a_reason_that_holds_no_longer_is_not_told(client, internship, gruenau) -> None:
    internship.answers.of(gruenau).update(until=in_days(-1))
    assert "Keine Zeit" not in everything(client)
    first = lines(client)[0]
    assert (first["Auskunft"], first["Code"], first["Bis"]) == (Standing.ASK.label, "ask", "")
    told = client.get(JSON).json()["answers"][0]
    assert (told["answer"], told["until"], told["reason"]) == ("ask", None, "")


# --- CSV ---------------------------------------------------------------------------------------


def test_csv_has_a_line_per_management_and_enquiry(client, internship) -> None:
    enquiry("Müll")
    assert [(one["Management"], one["Anliegen"], one["Code"]) for one in lines(client)] == [
        ("Quartiersmanagement Gruenau", "Müll", "ask"),
        ("Quartiersmanagement Gruenau", "Praktikum", "not_now"),
        ("Quartiersmanagement Paunsdorf", "Müll", "ask"),
        ("Quartiersmanagement Paunsdorf", "Praktikum", "yes"),
    ]


def test_csv_says_everything_about_an_answer(client, internship) -> None:
    assert lines(client)[0] == {
        "Management": "Quartiersmanagement Gruenau",
        "Website des Managements": "http://quartiere.test/gruenau/",
        "Anliegen": "Praktikum",
        "Anliegen in Adressen": "praktikum",
        "Auskunft": Standing.NOT_NOW.label,
        "Code": "not_now",
        "Bis": in_days(3).isoformat(),
        "Begründung": "Keine Zeit; leider.",
        "Seite mit der Auskunft": "http://quartiere.test/gruenau/anliegen/praktikum/",
    }


def test_csv_runs_nothing_in_a_spreadsheet(client, internship, paunsdorf) -> None:
    formula = '=HYPERLINK("https://boese.example";"Klick")\nzweite Zeile\x07'
    internship.answers.of(paunsdorf).update(reason=formula)
    internship.name = "@SUM(1)"
    internship.save()
    line = lines(client)[1]
    assert line["Begründung"] == "'" + formula.removesuffix("\x07")
    assert line["Anliegen"] == "'@SUM(1)"


# --- JSON --------------------------------------------------------------------------------------


def test_json_keeps_its_keys(client, internship) -> None:
    data: dict[str, Any] = client.get(JSON).json()
    changed = data.pop("last_changed")
    assert changed.startswith(f"{in_days(0)}T")
    assert data == {
        "title": "Wer macht was",
        "url": f"http://quartiere.test{PAGE}",
        "as_of": in_days(0).isoformat(),
        "license": {"name": "Datenlizenz Deutschland – Zero – Version 2.0", "url": LICENCE},
        "answer_codes": {
            code: str(Standing(code).label)
            for code in ("yes", "advice", "ask", "not_now", "not_our_task")
        },
        "managements": [
            {
                "slug": slug,
                "name": f"Quartiersmanagement {slug.title()}",
                "short_name": slug.title(),
                "url": f"http://quartiere.test/{slug}/",
            }
            for slug in ("gruenau", "paunsdorf")
        ],
        "enquiries": [
            {
                "slug": "praktikum",
                "name": "Praktikum",
                "explanation": "Ein Praktikum machen",
                "url": "http://quartiere.test/anliegen/praktikum/",
            }
        ],
        "answers": [
            {
                "management": "gruenau",
                "enquiry": "praktikum",
                "answer": "not_now",
                "until": in_days(3).isoformat(),
                "reason": "Keine Zeit; leider.",
                "url": "http://quartiere.test/gruenau/anliegen/praktikum/",
            },
            {
                "management": "paunsdorf",
                "enquiry": "praktikum",
                "answer": "yes",
                "until": None,
                "reason": "Schreiben Sie uns.",
                "url": "http://quartiere.test/paunsdorf/anliegen/praktikum/",
            },
        ],
    }


# --- Both --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [CSV, JSON])
def test_data_carries_its_licence(client, internship, address: str) -> None:
    response = client.get(address)
    assert response["Link"] == f'<{LICENCE}>; rel="license"'
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("address", [CSV, JSON])
def test_data_is_sent_again_only_after_a_change(client, internship, address: str) -> None:
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    internship.answers.update(reason="Neu")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("address", [CSV, JSON])
def test_data_can_only_be_read(client, internship, address: str) -> None:
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
    assert client.delete(address).status_code == 405


@pytest.mark.parametrize("address", [CSV, JSON])
def test_data_stands_on_the_citys_site_alone(
    client, internship, make_management, address: str
) -> None:
    make_management("mockau", hostname="mockau.example")
    assert Site.objects.filter(hostname="mockau.example").exists()
    elsewhere = Client(SERVER_NAME="mockau.example")
    assert elsewhere.get(address).status_code == 404
    assert elsewhere.get(PAGE).status_code == 404
    # Its answers stand at its own address, wherever one reads of them.
    assert "http://mockau.example/anliegen/praktikum/" in client.get(address).content.decode()


@pytest.mark.parametrize("address", [CSV, JSON])
def test_data_goes_with_the_page(client, internship, address: str) -> None:
    EnquiryIndexPage.objects.update(live=False)
    assert client.get(address).status_code == 404


@pytest.mark.once
def test_a_dozen_managements_cost_as_many_queries_as_three(
    client, internship, make_management
) -> None:
    def queries(address: str) -> int:
        client.get(address)  # hosts and addresses of sites are in the cache
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    make_management("mockau")
    few = {address: queries(address) for address in (PAGE, CSV, JSON)}
    for number in range(9):
        answer(make_management(f"quartier-{number}"), internship, State.ADVICE)
        enquiry(f"Anliegen {number}")
    assert {address: queries(address) for address in few} == few
