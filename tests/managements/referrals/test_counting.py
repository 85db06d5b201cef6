"""How often an answer was shown is counted, behind a cache and without knowing anybody."""

import datetime
import logging
import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError, connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection

from managements.models import Management
from managements.referrals import count_picture, counting
from managements.referrals.counting import count_shown
from managements.referrals.models import AnswerCount, Enquiry
from managements.tenancy.provisioning import repair_management
from tests.builders import logged_in
from tests.managements.referrals.asked import answer, counted, enquiry, numbers

NOVEMBER = datetime.date(2026, 11, 1)
DAY = datetime.date(2026, 11, 22)
PICTURE = "/anliegen/gezaehlt/gruenau/praktikum.gif"


@pytest.fixture
def praktikum(gruenau: Management) -> Enquiry:
    """Something that people ask Grünau for."""
    return enquiry("Praktikum")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Set the clock, in UTC."""

    def set_clock(*moment: int) -> None:
        now = datetime.datetime(*moment, tzinfo=datetime.UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return set_clock


def is_picture(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and response["Content-Type"] == "image/gif"
        and response["Cache-Control"] == "no-store"
        and (len(response.content) == 43 or response.wsgi_request.method == "HEAD")
    )


def test_every_look_is_one_more_in_its_month(gruenau: Management, praktikum: Enquiry) -> None:
    for on in (NOVEMBER, DAY, datetime.date(2026, 11, 30), datetime.date(2026, 12, 1)):
        count_shown(gruenau, praktikum, on)
    assert numbers() == [
        ("gruenau", "praktikum", NOVEMBER, "ask", 3),
        ("gruenau", "praktikum", datetime.date(2026, 12, 1), "ask", 1),
    ]


def test_a_look_is_counted_by_what_held_on_that_day(
    gruenau: Management, praktikum: Enquiry
) -> None:
    given = answer(gruenau, praktikum, "not_now", until=DAY)
    count_shown(gruenau, praktikum, DAY)
    count_shown(gruenau, praktikum, DAY + datetime.timedelta(days=1))
    given.state, given.until = "yes", None
    given.save()
    count_shown(gruenau, praktikum, DAY)
    assert {row[3]: row[4] for row in numbers()} == {"not_now": 1, "ask": 1, "yes": 1}


def test_managements_and_enquiries_are_counted_apart(
    gruenau: Management, paunsdorf: Management, praktikum: Enquiry
) -> None:
    litter = enquiry("Müll", slug="muell")
    for management, about in ((gruenau, praktikum), (gruenau, litter), (paunsdorf, litter)):
        count_shown(management, about, DAY)
    assert [row[:2] for row in numbers()] == [
        ("gruenau", "muell"),
        ("gruenau", "praktikum"),
        ("paunsdorf", "muell"),
    ]


def test_two_first_looks_at_the_same_time_are_two(
    gruenau: Management, praktikum: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_one = counting._add_one

    def somebody_is_faster(key: dict[str, object]) -> bool:
        was_there = add_one(key)
        if not was_there:
            AnswerCount.objects.create(**key, shown=1)
        return was_there

    monkeypatch.setattr(counting, "_add_one", somebody_is_faster)
    count_shown(gruenau, praktikum, DAY)
    assert numbers() == [("gruenau", "praktikum", NOVEMBER, "ask", 2)]


@pytest.fixture
def stored_for_all(
    django_db_setup: None, django_db_blocker
) -> Iterator[tuple[Management, Enquiry]]:
    """A management and an enquiry that other connections see, too.

    They are made and removed by hand: emptying all tables would take Wagtail's first pages along.
    """
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("SQLite lets one connection write at a time.")
        made = [
            group := Group.objects.create(name="Redaktion Wettlauf"),
            collection := Collection.get_first_root_node().add_child(name="Wettlauf"),
            management := Management.objects.create(
                name="Wettlauf", short_name="Wettlauf", slug="wettlauf", kind="quartiersmanagement",
                editors=group, collection=collection,
            ),
            about := enquiry("Wettlauf"),
        ]  # fmt: skip
        try:
            yield management, about
        finally:
            for record in reversed(made):
                record.delete()


def test_looks_through_several_connections_at_once_are_all_counted(
    stored_for_all: tuple[Management, Enquiry],
) -> None:
    management, about = stored_for_all
    together = threading.Barrier(4)

    def look() -> None:
        try:
            for _look in range(25):
                together.wait(timeout=30)
                count_shown(management, about, DAY)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers() == [("wettlauf", "wettlauf", NOVEMBER, "ask", 100)]


def test_the_picture_is_a_transparent_pixel_that_no_cache_keeps(
    client: Client, praktikum: Enquiry
) -> None:
    response = client.get(PICTURE)
    assert is_picture(response)
    assert response["X-Robots-Tag"] == "noindex"
    assert "ETag" not in response
    with Image.open(BytesIO(response.content)) as picture:
        assert picture.size == (1, 1)
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


def test_the_picture_sets_no_cookie_and_leaves_nothing_but_the_number(
    client: Client, praktikum: Enquiry
) -> None:
    before = rows_of_all_tables()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(
            PICTURE, HTTP_USER_AGENT="Kanarienvogel/1.0", REMOTE_ADDR="203.0.113.7"
        )
    assert not response.cookies
    assert not client.cookies
    changed = {table for table, rows in rows_of_all_tables().items() if rows != before[table]}
    assert changed == {"referrals_answercount"}
    assert [row[4] for row in numbers()] == [1]
    queries = " ".join(query["sql"] for query in captured.captured_queries)
    assert "session" not in queries, "a visitor has none, so that nobody need look"
    assert "Kanarienvogel" not in queries
    assert "203.0.113.7" not in queries


def rows_of_all_tables() -> dict[str, list[object]]:
    return {
        model._meta.db_table: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "same-site"},
        {"Cookie": "fremd=1"},
        {"DNT": "1"},
    ],
)
def test_what_a_browser_asks_for_on_a_page_is_counted(
    client: Client, praktikum: Enquiry, headers: dict[str, str]
) -> None:
    assert is_picture(client.get(PICTURE, headers=headers))
    assert [row[4] for row in numbers()] == [1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_nobody_looks_at_is_not_counted(
    client: Client, praktikum: Enquiry, headers: dict[str, str]
) -> None:
    assert is_picture(client.get(PICTURE, headers=headers))
    assert numbers() == []


def test_asking_for_the_head_is_not_counted(client: Client, praktikum: Enquiry) -> None:
    assert is_picture(client.head(PICTURE))
    assert numbers() == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_but_reading_is_allowed(client: Client, praktikum: Enquiry, method: str) -> None:
    assert getattr(client, method)(PICTURE).status_code == 405
    assert numbers() == []


def test_editors_are_not_counted(gruenau: Management, praktikum: Enquiry, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    assert is_picture(browser.get(PICTURE))
    assert numbers() == []
    browser.logout()
    browser.get(PICTURE)
    assert [row[4] for row in numbers()] == [1]


@pytest.mark.parametrize(
    "address",
    [
        "gibt-es-nicht/praktikum",
        "gruenau/gibt-es-nicht",
        "gruenau/zurueckgezogen",
        "verborgen/praktikum",
        "geschlossen/praktikum",
        "gruenau/" + "a" * 2000,
        "GRUENAU/Praktikum",
    ],
)
def test_what_the_public_cannot_ask_for_is_a_picture_and_not_counted(
    client: Client, praktikum: Enquiry, make_management, address: str
) -> None:
    enquiry("Zurückgezogen", slug="zurueckgezogen", is_offered=False)
    make_management("verborgen", is_public=False)
    closed = make_management("geschlossen")
    closed.status = Management.Status.CLOSED
    closed.save()
    assert is_picture(client.get(f"/anliegen/gezaehlt/{address}.gif"))
    assert numbers() == []


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_cannot_write_breaks_no_picture_and_logs_nothing_about_anybody(
    client: Client,
    praktikum: Enquiry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
) -> None:
    def fail(*_args: object, **_facts: object) -> None:
        raise error("attempt to write a readonly database for 203.0.113.7")

    monkeypatch.setattr(count_picture, "count_shown", fail)
    with caplog.at_level(logging.DEBUG):
        response = client.get(PICTURE, REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Kanarienvogel")
    assert is_picture(response)
    (line,) = [one for one in caplog.records if one.name.startswith("managements.referrals")]
    assert line.getMessage() == f"A look at an answer was not counted: {error.__name__}"
    assert line.exc_info is None
    assert "203.0.113.7" not in caplog.text
    assert "Kanarienvogel" not in caplog.text


def test_a_month_begins_at_midnight_in_berlin(client: Client, praktikum: Enquiry, at) -> None:
    at(2026, 11, 30, 22, 59)
    client.get(PICTURE)
    at(2026, 11, 30, 23, 30)
    client.get(PICTURE)
    at(2026, 6, 30, 22, 30)
    client.get(PICTURE)
    assert [(row[2].month, row[4]) for row in numbers()] == [(7, 1), (11, 1), (12, 1)]


def test_every_look_at_a_cached_answer_is_counted_by_its_picture_alone(
    client: Client, gruenau: Management, praktikum: Enquiry
) -> None:
    answer(gruenau, praktikum, "not_our_task")
    before = rows_of_all_tables()
    cached = client.get("/gruenau/anliegen/praktikum/").content.decode()
    assert rows_of_all_tables() == before, "rendering a page writes nothing"
    (picture,) = BeautifulSoup(cached, "html.parser").select("img.count")
    assert picture["alt"] == ""
    assert "loading" not in picture.attrs, "who does not scroll has seen the answer, too"
    for _look in range(3):
        assert is_picture(client.get(picture["src"]))
    assert numbers() == [
        ("gruenau", "praktikum", timezone.localdate().replace(day=1), "not_our_task", 3)
    ]


def test_an_answer_on_a_hostname_of_its_own_is_counted_there(
    gruenau: Management, praktikum: Enquiry
) -> None:
    gruenau.hostname = "gruenau.example"
    gruenau.save()
    repair_management(gruenau)
    assert is_picture(Client(SERVER_NAME="gruenau.example").get(PICTURE))
    assert [row[4] for row in numbers()] == [1]


def test_robots_are_asked_to_leave_the_pictures_alone(client: Client, gruenau: Management) -> None:
    assert "Disallow: /anliegen/gezaehlt/" in client.get("/robots.txt").content.decode()


def test_old_numbers_are_removed_by_whole_months(
    gruenau: Management, praktikum: Enquiry, at, capsys: pytest.CaptureFixture
) -> None:
    at(2026, 11, 30, 23, 30)
    counted(gruenau, praktikum, 7, month=datetime.date(2021, 11, 1))
    counted(gruenau, praktikum, 8, month=datetime.date(2021, 12, 1))
    for _run in range(2):
        call_command("prune_answer_counts")
        assert [row[4] for row in numbers()] == [8]
    assert "1 counts of months before 2021-12 deleted." in capsys.readouterr().out
    with pytest.raises(CommandError, match="at least 1"):
        call_command("prune_answer_counts", years=0)
