"""The start of the CMS tells editors what people asked for."""

import datetime

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from managements.accounts.models import User
from managements.models import Management
from managements.referrals.count_panel import asked_for, first_of_months_ending, sentence
from managements.referrals.models import Enquiry
from managements.referrals.standings import Standing
from managements.tenancy.roles import allow_admin, city_editors
from tests.builders import logged_in
from tests.managements.referrals.asked import counted, enquiry

MONTH = datetime.date(2026, 11, 1)
EMPTY = "In den letzten zwölf Monaten hat niemand eine Auskunft angesehen."


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def praktikum(db: None) -> Enquiry:
    """Something that people ask for."""
    return enquiry("Praktikum")


@pytest.fixture
def editor(gruenau: Management, editor_of) -> User:
    """Somebody who edits Grünau."""
    return editor_of(gruenau)


def panel_of(user: User) -> Tag | None:
    html = logged_in(user).get("/admin/").content
    return BeautifulSoup(html, "html.parser").find(id="asked-section")


def words_of(user: User) -> str:
    panel = panel_of(user)
    assert panel is not None
    return " ".join(panel.get_text(" ").split())


def test_an_editor_reads_in_a_sentence_what_people_asked_for(
    editor: User, gruenau: Management, praktikum: Enquiry
) -> None:
    for standing, shown in (("not_now", 5), ("ask", 3), ("not_our_task", 1), ("advice", 2)):
        counted(gruenau, praktikum, shown, month=MONTH, standing=Standing(standing))
    counted(gruenau, praktikum, 1, month=datetime.date(2026, 1, 1))
    words = words_of(editor)
    assert "12-mal wurde nach „Praktikum“ gefragt, 9-mal weiterverwiesen." in words
    assert "Danach wurde gefragt" in words
    assert "Gruenau, Dezember 2025 bis November 2026" in words


@pytest.mark.parametrize(
    ("total", "referred", "words"),
    [
        (1, 0, "Einmal wurde nach „Praktikum“ gefragt, niemand wurde weiterverwiesen."),
        (1, 1, "Einmal wurde nach „Praktikum“ gefragt, einmal weiterverwiesen."),
        (2, 1, "2-mal wurde nach „Praktikum“ gefragt, einmal weiterverwiesen."),
        (12, 9, "12-mal wurde nach „Praktikum“ gefragt, 9-mal weiterverwiesen."),
    ],
)
def test_numbers_are_told_in_german(total: int, referred: int, words: str) -> None:
    assert sentence("Praktikum", total, referred) == words


def test_bars_are_measured_by_the_longest_and_none_vanishes() -> None:
    rows = [
        {"enquiry__name": "Eins", "total": 1000, "referred": 500},
        {"enquiry__name": "Zwei", "total": 250, "referred": 0},
        {"enquiry__name": "Drei", "total": 1, "referred": 1},
    ]
    assert [(one.total_percent, one.referred_percent) for one in asked_for(rows)] == [
        (100, 50),
        (25, 0),
        (1, 1),
    ]


def test_a_bar_is_a_picture_of_the_sentence_for_those_who_see_it(
    editor: User, gruenau: Management, praktikum: Enquiry
) -> None:
    counted(gruenau, praktikum, 3, month=MONTH)
    counted(gruenau, praktikum, 1, month=MONTH, standing=Standing.ASK)
    panel = panel_of(editor)
    assert panel is not None
    (bar,) = panel.select("svg[aria-hidden=true][focusable=false]:not(.icon)")
    widths = [part["width"] for part in bar.find_all("rect", recursive=False)]
    assert widths == ["100%", "25%"]
    assert bar.find_all("rect", recursive=False)[1]["fill"].startswith("url(#"), (
        "not by colour alone"
    )
    assert "style" not in bar.attrs
    assert "Gestreift" in panel.get_text()


def test_five_enquiries_of_the_last_twelve_months_are_shown_the_most_frequent_first(
    editor: User, gruenau: Management
) -> None:
    for number in range(1, 8):
        counted(gruenau, enquiry(f"Anliegen{number}"), number, month=datetime.date(2025, 12, 1))
    counted(gruenau, enquiry("Früher", slug="frueher"), 99, month=datetime.date(2025, 11, 1))
    words = words_of(editor)
    places = [words.index(f"„Anliegen{number}“") for number in (7, 6, 5, 4, 3)]
    assert places == sorted(places)
    assert "„Anliegen2“" not in words
    assert "Früher" not in words


@pytest.mark.parametrize(
    ("on", "first"),
    [
        ((2026, 11, 22), (2025, 12, 1)),
        ((2026, 12, 31), (2026, 1, 1)),
        ((2027, 1, 1), (2026, 2, 1)),
        ((2028, 2, 29), (2027, 3, 1)),
    ],
)
def test_twelve_months_are_counted_with_the_present_one(
    on: tuple[int, int, int], first: tuple[int, int, int]
) -> None:
    assert first_of_months_ending(datetime.date(*on)) == datetime.date(*first)


def test_nobody_reads_the_numbers_of_others(
    editor: User, gruenau: Management, paunsdorf: Management, praktikum: Enquiry
) -> None:
    counted(paunsdorf, praktikum, 4711, month=MONTH)
    words = words_of(editor)
    assert "4711" not in words
    assert EMPTY in words


def test_several_managements_are_added_up_and_named(
    editor: User, gruenau: Management, paunsdorf: Management, make_management, praktikum: Enquiry
) -> None:
    counted(gruenau, praktikum, 2, month=MONTH)
    counted(paunsdorf, praktikum, 3, month=MONTH)
    counted(make_management("mockau"), praktikum, 90, month=MONTH)
    editor.groups.add(paunsdorf.editors)
    words = words_of(User.objects.get(pk=editor.pk))
    assert "5-mal" in words
    assert "Gruenau und Paunsdorf zusammen" in words


def test_the_city_reads_the_sum_of_all(
    gruenau: Management, paunsdorf: Management, praktikum: Enquiry
) -> None:
    counted(gruenau, praktikum, 2, month=MONTH)
    counted(paunsdorf, praktikum, 3, month=MONTH)
    user = User.objects.create_user("stadt", "stadt@example.org")
    user.groups.add(city_editors())
    words = words_of(user)
    assert "5-mal" in words
    assert "Alle Managements zusammen" in words


def test_without_numbers_a_sentence_says_so_and_the_table_is_one_click_away(editor: User) -> None:
    panel = panel_of(editor)
    assert panel is not None
    assert EMPTY in " ".join(panel.get_text(" ").split())
    assert panel.find("a", href="/admin/anliegen/gefragt/")


def test_somebody_without_a_management_has_no_panel(gruenau: Management) -> None:
    group = Group.objects.create(name="Andere")
    allow_admin(group)
    user = User.objects.create_user("niemand", "niemand@example.org")
    user.groups.add(group)
    assert panel_of(user) is None


def test_the_name_of_an_enquiry_is_shown_as_text(editor: User, gruenau: Management) -> None:
    counted(gruenau, enquiry("<b onclick=x>%s", slug="fett"), 1, month=MONTH)
    assert "<b onclick=x>%s" in words_of(editor)


def test_the_panel_costs_the_same_queries_whatever_it_shows(
    editor: User, gruenau: Management
) -> None:
    browser: Client = logged_in(editor)
    browser.get("/admin/")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get("/admin/")
        return len(captured)

    counted(gruenau, enquiry("Eins"), 1, month=MONTH)
    before = cost()
    for number in range(20):
        counted(gruenau, enquiry(f"Weiteres{number}"), number, month=MONTH)
    assert cost() == before
