"""The notice under its address: for anyone, and not made more often than needed."""

import datetime

import pytest
import time_machine
import typst
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.models import Management
from managements.tenancy.provisioning import repair_management
from managements.typesetting import press
from tests.builders import logged_in
from tests.dates import at, calendar_of, make_event
from tests.pdfs import read, words_of

pytestmark = pytest.mark.once

MONDAY = datetime.date(2026, 12, 7)
ADDRESS = "/gruenau/termine/aushang.pdf"
OWN_HOST = "gruenau.example"


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(at(MONDAY, "09:00"), tick=False):
        yield


def move_to_own_host(management: Management) -> None:
    management.hostname = OWN_HOST
    management.save()
    repair_management(management)


def test_anyone_gets_the_notice_of_a_management(client, gruenau) -> None:
    make_event(gruenau, "Lichterfest")
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="aushang-gruenau-2026-12-07.pdf"'
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "public, max-age=60"
    assert "sitzung" not in response.cookies
    text = words_of(response.content)
    assert "18–20 Uhr Lichterfest" in text
    assert "quartiere.test/gruenau/" in text


def test_the_city_has_one_of_all_managements(client, gruenau, paunsdorf) -> None:
    make_event(gruenau, "Lichterfest")
    make_event(paunsdorf, "Hofmarkt")
    text = words_of(client.get("/termine/aushang.pdf").content)
    assert "Lichterfest Gruenau" in text
    assert "Hofmarkt Paunsdorf" in text


def test_on_a_hostname_of_its_own_it_stands_there_alone(client, gruenau) -> None:
    make_event(gruenau, "Lichterfest")
    move_to_own_host(gruenau)
    own = Client(SERVER_NAME=OWN_HOST).get("/termine/aushang.pdf")
    assert "Lichterfest" in words_of(own.content)
    assert "gruenau.example/termine" in words_of(own.content)
    response = client.get(f"{ADDRESS}?ab=2026-12-08")
    assert response.status_code == 301
    assert response["Location"] == f"http://{OWN_HOST}/termine/aushang.pdf?ab=2026-12-08"
    # Hostnames come and go: no browser keeps it for good.
    assert response["Cache-Control"] == "public, max-age=300"


def test_who_has_it_already_does_not_get_it_again(client, gruenau, monkeypatch) -> None:
    make_event(gruenau, "Lichterfest")
    etag = client.get(ADDRESS)["ETag"]
    monkeypatch.setattr(typst, "compile", None)
    response = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag


def test_where_too_many_ask_one_is_asked_to_wait_and_led_to_the_calendar(
    client, gruenau, monkeypatch
) -> None:
    known = client.get(ADDRESS)
    monkeypatch.setattr(press, "_PATIENCE", 0.01)
    with press.at_the_press():
        response = client.get(f"{ADDRESS}?ab=2026-12-08")
        assert response.status_code == 503
        assert response["Retry-After"] == "10"
        assert response["Cache-Control"] == "no-store"
        html = response.content.decode()
        assert "Der Aushang braucht einen Moment" in html
        assert 'href="/gruenau/termine/"' in html
        # What is made already is handed out meanwhile.
        assert client.get(ADDRESS).content == known.content
    assert client.get(f"{ADDRESS}?ab=2026-12-08").status_code == 200


def test_a_change_shows_at_once(client, gruenau) -> None:
    etag = client.get(ADDRESS)["ETag"]
    make_event(gruenau, "Lichterfest")
    response = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert "Lichterfest" in words_of(response.content)


def test_the_first_day_can_be_chosen_up_to_sixty_days_ahead(client, gruenau) -> None:
    make_event(gruenau, "Heute")
    make_event(gruenau, "Später", first_day=datetime.date(2027, 2, 5))
    response = client.get(f"{ADDRESS}?ab=2027-02-05")
    text = words_of(response.content)
    assert "Später" in text
    assert "Heute" not in text
    assert "Termine vom 5. bis 18. Februar 2027" in text
    assert "aushang-gruenau-2027-02-05.pdf" in response["Content-Disposition"]


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "morgen",
        "2026-12-06",
        "2027-02-06",
        "2026-02-30",
        "2026-13-01",
        "0000-00-00",
        "٢٠٢٦-١٢-٠٧",
        "2026-12-07%0A",
        "2026-12-07' OR 1",
        "20261207",
        "9999-12-31",
    ],
)
def test_a_first_day_that_nobody_can_choose_is_not_found_and_leads_back(
    client, gruenau, nonsense: str
) -> None:
    response = client.get(f"{ADDRESS}?ab={nonsense}")
    assert response.status_code == 404
    assert 'href="/gruenau/termine/"' in response.content.decode()


def test_at_midnight_in_leipzig_it_begins_with_the_new_day(client, gruenau) -> None:
    with time_machine.travel(at("2026-12-07", "23:59"), tick=False):
        assert "2026-12-07" in client.get(ADDRESS)["Content-Disposition"]
    with time_machine.travel(at("2026-12-08", "00:00"), tick=False):
        assert "2026-12-08" in client.get(ADDRESS)["Content-Disposition"]


def test_a_management_in_preparation_has_none_not_even_for_its_editors(
    client, make_management, editor_of
) -> None:
    hidden = make_management("verborgen", is_public=False)
    make_event(hidden, "Geheim")
    assert client.get("/verborgen/termine/aushang.pdf").status_code == 404
    editor = logged_in(editor_of(hidden))
    assert editor.get("/verborgen/termine/aushang.pdf").status_code == 404


def test_where_no_calendar_is_there_is_no_notice(client, gruenau) -> None:
    assert client.get("/nirgends/termine/aushang.pdf").status_code == 404
    calendar_of(gruenau).unpublish()
    assert client.get(ADDRESS).status_code == 404


def test_it_can_only_be_read(client, gruenau) -> None:
    assert client.post(ADDRESS).status_code == 405
    response = client.head(ADDRESS)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.once
def test_it_costs_as_many_queries_with_two_dates_as_with_twenty(client, gruenau) -> None:
    client.get(ADDRESS)
    counts = []
    for number in (2, 18):
        for turn in range(number):
            make_event(gruenau, f"Treffen {number} {turn}")
        with CaptureQueriesContext(connection) as queries:
            assert len(read(client.get(ADDRESS).content).pages)
        counts.append(len(queries))
    assert counts[0] == counts[1]
