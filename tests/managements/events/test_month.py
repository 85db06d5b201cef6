"""A month of a calendar, its days, and the archive."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup

from managements.events.models import DateChange
from managements.events.refreshing import refresh_event
from managements.schedules.dates import ChangeKind
from managements.schedules.rules import Repeats
from tests.dates import at, make_event, make_hour
from tests.managements.events.seen import days, main, page, titles, words

pytestmark = pytest.mark.once

THURSDAY = datetime.date(2026, 11, 26)
URL = "/gruenau/termine/"
DECEMBER = f"{URL}monat/2026-12/"


@pytest.fixture(autouse=True)
def _on_a_thursday_at_noon():
    with time_machine.travel(at(THURSDAY, "12:00"), tick=False):
        yield


def cells(html: BeautifulSoup) -> dict[str, list[str]]:
    """Return the titles of the dates of a month by its days."""
    return {
        cell.time["datetime"]: [words(one) for one in cell.find_all(class_="month__title")]
        for cell in html.find_all("td", class_="month__day")
        if cell.find("ul")
    }


def event(management, title: str, day: str, **facts):
    return make_event(management, title, first_day=datetime.date.fromisoformat(day), **facts)


def test_a_month_is_a_table_with_a_caption_and_the_weekdays_as_headers(client, gruenau) -> None:
    event(gruenau, "Forum", "2026-12-07")
    html = page(client, DECEMBER)
    table = html.find("table", class_="month")
    assert words(table.caption) == "Termine im Dezember 2026"
    assert [(words(one), one["scope"]) for one in table.thead.find_all("th")] == [
        (name, "col")
        for name in (
            "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
        )
    ]  # fmt: skip
    rows = table.tbody.find_all("tr")
    assert [len(row.find_all("td")) for row in rows] == [7] * 5
    # 1 December 2026 is a Tuesday.
    assert "month__day--outside" in rows[0].find_all("td")[0]["class"]
    assert words(rows[0].find_all("td")[1].find(class_="month__words")) == "Dienstag, 1. Dezember"
    assert cells(html) == {"2026-12-07": ["Forum"]}
    assert table.find("a")["href"] == "/gruenau/termine/forum/"


def test_dates_at_the_borders_of_a_month_stand_in_their_own(client, gruenau) -> None:
    night = {"starts_at": datetime.time(0), "ends_at": datetime.time(0, 30)}
    late = {"starts_at": datetime.time(23), "ends_at": datetime.time(23, 59)}
    event(gruenau, "Erster", "2026-12-01", **night)
    event(gruenau, "Letzter", "2026-12-31", **late)
    event(gruenau, "Zuvor", "2026-11-30", **late)
    event(gruenau, "Danach", "2027-01-01", **night)
    assert cells(page(client, DECEMBER)) == {
        "2026-12-01": ["Erster"],
        "2026-12-31": ["Letzter"],
    }
    assert cells(page(client, f"{URL}monat/2027-01/")) == {"2027-01-01": ["Danach"]}


def test_what_lasts_several_days_stands_on_each_of_them_in_both_months(client, gruenau) -> None:
    event(
        gruenau,
        "Ausstellung",
        "2026-12-30",
        last_day=datetime.date(2027, 1, 2),
        starts_at=None,
        ends_at=None,
    )
    assert list(cells(page(client, DECEMBER))) == ["2026-12-30", "2026-12-31"]
    assert list(cells(page(client, f"{URL}monat/2027-01/"))) == ["2027-01-01", "2027-01-02"]


def test_a_month_with_a_change_of_clocks_has_each_day_once(client, gruenau) -> None:
    make_hour(
        gruenau,
        repeats=Repeats.WEEKLY,
        nths=[],
        weekdays=[6],
        starts_at=datetime.time(2, 30),
        ends_at=datetime.time(4),
        skips_public_holidays=False,
    )
    assert list(cells(page(client, f"{URL}monat/2027-03/"))) == [
        "2027-03-07", "2027-03-14", "2027-03-21", "2027-03-28",
    ]  # fmt: skip


def test_past_and_coming_dates_stand_in_a_month_and_what_is_cancelled_says_so(
    client, gruenau
) -> None:
    event(gruenau, "Gestern", "2026-11-25")
    off = event(gruenau, "Morgen", "2026-11-27")
    DateChange.objects.create(event=off, kind=ChangeKind.CANCELLED, day=off.first_day)
    refresh_event(off)
    html = page(client, f"{URL}monat/2026-11/")
    assert cells(html) == {"2026-11-25": ["Gestern"], "2026-11-27": ["Morgen"]}
    assert words(html.find("table").s) == "Morgen"
    assert "Fällt aus" in words(html.find("table"))


def test_links_lead_to_the_months_before_and_after_as_far_as_there_are_dates(
    client, gruenau
) -> None:
    event(gruenau, "Damals", "2026-10-05")
    event(gruenau, "Forum", "2026-12-07")
    october, november, december = (
        page(client, f"{URL}monat/2026-{number}/") for number in (10, 11, 12)
    )
    assert october.find("a", rel="prev") is None
    assert words(october.find("a", rel="next")) == "November 2026"
    assert november.find("a", rel="prev")["href"] == f"{URL}monat/2026-10/"
    assert november.find("a", rel="next")["href"] == DECEMBER
    assert december.find("a", rel="next") is None


def test_an_empty_month_says_so(client, gruenau) -> None:
    html = page(client, f"{URL}monat/2027-02/")
    assert "Für diesen Monat ist kein Termin eingetragen." in main(html)
    assert html.find("table") is None


NONSENSE = [
    "²", "٣", "2026-13", "2026-00", "0000-00", "99999-01", "9999-12", "1000-01", "2026-1",
    "٢٠٢٦-١٢", "2026-12-07", "dezember", "-",
]  # fmt: skip


@pytest.mark.parametrize("month", NONSENSE)
def test_a_month_that_makes_no_sense_is_a_page_that_helps(client, gruenau, month: str) -> None:
    event(gruenau, "Forum", "2026-12-07")
    html = page(client, f"{URL}monat/{month}/", status=404)
    assert "Diesen Monat zeigt der Kalender nicht" in main(html)
    assert html.main.find("a", href=URL) is not None


@pytest.mark.parametrize("month", ["'", "%0A", "2026-12%0A", "2026-12/07", "2026.12", "<b>"])
def test_what_is_no_part_of_any_address_leads_to_the_calendar(client, gruenau, month: str) -> None:
    html = page(client, f"{URL}monat/{month}/", status=404)
    assert html.main.find("a", href=URL) is not None


def test_a_month_out_of_range_leads_to_the_nearest_one(client, gruenau) -> None:
    event(gruenau, "Damals", "2026-03-05")
    html = page(client, f"{URL}monat/1999-05/", status=404)
    assert html.main.find("a", href=f"{URL}monat/2026-03/") is not None


@pytest.mark.parametrize(
    "day", [*NONSENSE[:4], "2026-02-30", "9999-12-31", "20261207", "0001-01-01"]
)
def test_a_day_that_makes_no_sense_is_a_page_that_helps(client, gruenau, day: str) -> None:
    html = page(client, f"{URL}tag/{day}/", status=404)
    assert "Diesen Tag zeigt der Kalender nicht" in main(html)


def test_the_address_without_a_month_leads_to_the_present_one(client, gruenau) -> None:
    assert client.get(f"{URL}monat/").headers["Location"] == f"{URL}monat/2026-11/"


def test_a_day_with_many_dates_has_a_page_of_its_own(client, gruenau) -> None:
    for number in range(8):
        event(gruenau, f"Fest {number}", "2026-12-07")
    html = page(client, DECEMBER)
    assert len(cells(html)["2026-12-07"]) == 4
    link = html.find(class_="month__further").a
    assert words(link) == "4 weitere am Montag, 7. Dezember"
    assert link["href"] == f"{URL}tag/2026-12-07/"
    assert len(titles(page(client, link["href"]))) == 8


def test_the_archive_has_what_is_past_the_latest_first_by_year(client, gruenau) -> None:
    for day in ("2024-03-22", "2025-06-13", "2025-06-17", "2026-11-25", "2026-11-27"):
        event(gruenau, f"Am {day}", day)
    archive = page(client, f"{URL}archiv/")
    assert titles(archive) == ["Am 2026-11-25", "Am 2025-06-17", "Am 2025-06-13", "Am 2024-03-22"]
    years = {words(link): link["href"] for link in archive.find_all(class_="filters__choice")}
    assert list(years) == ["Alle Jahre", "2026", "2025", "2024"]
    assert titles(page(client, years["2025"])) == ["Am 2025-06-17", "Am 2025-06-13"]
    assert next(iter(days(archive))) == "Mittwoch, 25. November"


def test_the_years_of_the_archive_end_at_midnight_in_leipzig(client, gruenau) -> None:
    event(
        gruenau,
        "Letzte Stunde",
        "2025-12-31",
        starts_at=datetime.time(23, 30),
        ends_at=datetime.time(23, 59),
    )
    assert titles(page(client, f"{URL}archiv/2025/")) == ["Letzte Stunde"]
    page(client, f"{URL}archiv/2026/", status=404)


@pytest.mark.parametrize("year", ["²", "٢٠٢٥", "0000", "9999", "10000", "2023", "x", "2025-12"])
def test_a_year_that_the_archive_does_not_have_is_a_page_that_helps(
    client, gruenau, year: str
) -> None:
    event(gruenau, "Damals", "2025-06-17")
    html = page(client, f"{URL}archiv/{year}/", status=404)
    assert "Im Archiv steht nichts aus diesem Jahr" in main(html)
    assert html.main.find("a", href=f"{URL}archiv/") is not None


def test_an_empty_archive_says_so(client, gruenau) -> None:
    assert "Hier hat noch nichts stattgefunden." in main(page(client, f"{URL}archiv/"))


def test_the_archive_says_what_was_cancelled_and_nothing_of_where_a_date_was_moved_from(
    client, gruenau
) -> None:
    off, moved = event(gruenau, "Abgesagt", "2026-11-02"), event(gruenau, "Verlegt", "2026-11-03")
    DateChange.objects.create(event=off, kind=ChangeKind.CANCELLED, day=off.first_day)
    DateChange.objects.create(
        event=moved,
        kind=ChangeKind.MOVED,
        day=moved.first_day,
        new_day=datetime.date(2026, 11, 4),
    )
    refresh_event(off)
    refresh_event(moved)
    html = page(client, f"{URL}archiv/")
    assert titles(html) == ["Verlegt", "Abgesagt"]
    assert "Ist ausgefallen" in main(html)
