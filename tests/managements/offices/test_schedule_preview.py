"""What follows from a rule, shown while somebody writes it down."""

import datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.accounts.models import User
from managements.models import SchoolHoliday
from managements.schedules.models import free_days
from managements.schedules.panels import SCHEDULE_FIELDS
from managements.schedules.previewing import SchoolHolidays, preview, why_free
from tests.builders import logged_in
from tests.dates import at
from tests.managements.schedules.rules import FR, MO, WE, day, listed, monthly, once, weekly
from tests.managements.schedules.typed import BAD, LISTED, MONTHLY, ONCE, WEEKLY

pytestmark = pytest.mark.once

ADDRESS = "/admin/termine/vorschau/"
FREE = {"skips_public_holidays": "on"}


@pytest.fixture
def editor(gruenau, editor_of) -> User:
    return editor_of(gruenau)


@pytest.fixture
def ask(editor):
    """Ask what follows from what somebody types."""

    def ask_at(typed: dict[str, Any], now: str = "2026-12-01") -> BeautifulSoup:
        with time_machine.travel(at(now, "12:00"), tick=False):
            response = logged_in(editor).post(ADDRESS, typed)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return ask_at


def lines(page: BeautifulSoup) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.select("li")]


def test_a_rule_shows_its_sentence_and_its_next_six_dates(ask) -> None:
    page = ask(MONTHLY)
    assert page.strong.text == "Jeden 1. und 3. Montag im Monat, 14–16 Uhr, ab 7. Dezember 2026"
    assert lines(page) == [
        "Montag, 7. Dezember 2026, 14–16 Uhr", "Montag, 21. Dezember 2026, 14–16 Uhr",
        "Montag, 4. Januar 2027, 14–16 Uhr", "Montag, 18. Januar 2027, 14–16 Uhr",
        "Montag, 1. Februar 2027, 14–16 Uhr", "Montag, 15. Februar 2027, 14–16 Uhr",
    ]  # fmt: skip


def test_dates_begin_today_however_long_the_rule_has_been_there(ask) -> None:
    page = ask(WEEKLY | {"first_day": "03.01.2000"}, "2026-12-07")
    assert page.strong.text == "Jeden Montag, 14–16 Uhr"
    assert lines(page)[0] == "Montag, 7. Dezember 2026, 14–16 Uhr"
    assert lines(ask(WEEKLY, "2026-12-08"))[0].startswith("Montag, 14. Dezember 2026")


def test_holidays_say_that_they_fall_out_and_why(ask) -> None:
    page = ask(WEEKLY | FREE, "2027-03-20")
    assert lines(page)[:2] == [
        "Montag, 22. März 2027, 14–16 Uhr",
        "Montag, 29. März 2027, 14–16 Uhr – Feiertag (Ostermontag), entfällt",
    ]
    # Pfingstmontag is beyond the six.
    assert [one.text for one in page.select("s")] == ["Montag, 29. März 2027, 14–16 Uhr"]
    assert len(lines(page)) == 7


def test_school_holidays_of_the_city_say_so_too(ask) -> None:
    SchoolHoliday.objects.create(
        name="Winterferien 2027", first_day=day("2027-02-08"), last_day=day("2027-02-19")
    )
    typed = WEEKLY | {"skips_school_holidays": "on"}
    page = ask(typed, "2027-02-02")
    assert [line for line in lines(page) if "Schulferien" in line] == [
        "Montag, 8. Februar 2027, 14–16 Uhr – Schulferien (Winterferien 2027), entfällt",
        "Montag, 15. Februar 2027, 14–16 Uhr – Schulferien (Winterferien 2027), entfällt",
    ]
    assert "Schulferien (" not in str(ask(WEEKLY, "2027-02-02"))


@pytest.mark.parametrize(
    ("typed", "now", "words"),
    [
        (ONCE, "2026-12-08", "Alle Termine sind vorbei."),
        (WEEKLY | {"until": "31.12.2026"}, "2027-01-01", "Alle Termine sind vorbei."),
        # All of its days are holidays.
        (
            WEEKLY | FREE | {"first_day": "29.03.2027", "until": "29.03.2027"},
            "2027-01-01",
            "Daraus folgt kein Termin.",
        ),
    ],
)
def test_where_no_date_comes_it_says_so(ask, typed, now, words) -> None:
    page = ask(typed, now)
    assert words in page.text
    assert page.strong


def test_a_single_day_and_a_list_show_their_days(ask) -> None:
    assert lines(ask(ONCE | FREE | {"first_day": "25.12.2026"})) == [
        "Freitag, 25. Dezember 2026, 14–16 Uhr"
    ]
    assert lines(ask(LISTED)) == [
        "Montag, 7. Dezember 2026, 14–16 Uhr", "Montag, 14. Dezember 2026, 14–16 Uhr",
    ]  # fmt: skip


def test_what_lasts_several_days_counts_until_its_last_one(ask) -> None:
    typed = ONCE | {"last_day": "09.12.2026"}
    page = ask(typed, "2026-12-09")
    assert "Alle Termine sind vorbei." not in page.text
    assert page.strong.text == (
        "Montag, 7. Dezember, 14 Uhr bis Mittwoch, 9. Dezember 2026, 16 Uhr"
    )


def test_an_empty_form_is_answered_with_nothing(ask) -> None:
    empty = {"first_day": "", "weekdays": [], "starts_at": "", "ends_at": ""}
    for kind in (ONCE, WEEKLY, MONTHLY, LISTED):
        assert str(ask(kind | empty | {"nths": [], "days": ""})) == ""


def test_a_mere_end_is_answered_too(ask) -> None:
    assert "Von (Uhrzeit): Wer ein Ende angibt, muss auch einen Beginn angeben." in lines(
        ask({"ends_at": "12"})
    )


def test_a_form_that_was_begun_asks_for_the_day(ask) -> None:
    page = ask(WEEKLY | {"first_day": "", "weekdays": []})
    assert "Tag: Bitte geben Sie einen Tag an." in lines(page)
    assert "Wochentage: Bitte wählen Sie mindestens einen Wochentag." in lines(
        ask(WEEKLY | {"weekdays": []})
    )


def test_whatever_is_wrong_is_said_and_nothing_breaks(ask) -> None:
    for typed, field, words in BAD:
        page = ask(typed)
        assert words in page.text, (typed, field)
        assert not page.select("s, ol")


def test_what_is_typed_comes_back_as_text_and_not_as_html(ask) -> None:
    page = ask(LISTED | {"days": "<img src=x onerror=alert(1)>"})
    assert not page.select("img")
    assert "<img src=x" in page.text


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.sampled_from(SCHEDULE_FIELDS),
        st.sampled_from(
            ["", "0", "1", "5", "-1", "²", "٣", "weekly", "monthly", "listed", "on", "07.12.2026",
             "2026-12-07", "30.02.2027", "24:00", "14:00", "9" * 50, "\x00", "\ud800", "<b>"]
        )
        | st.text(max_size=20),
    )
)  # fmt: skip
def test_hand_made_input_is_answered_with_a_sentence(editor, typed) -> None:
    sent = {name: value.encode("utf-8", "surrogatepass") for name, value in typed.items()}
    response = logged_in(editor).post(ADDRESS, sent)
    assert response.status_code == 200
    assert b"<p>" in response.content or not response.content


def test_only_people_who_are_logged_in_may_ask_and_only_by_form(client, editor) -> None:
    assert client.post(ADDRESS, WEEKLY).status_code == 302
    assert logged_in(editor).get(ADDRESS).status_code == 405


def test_the_reasons_are_those_for_which_dates_are_left_out() -> None:
    holidays = [SchoolHolidays("Osterferien", day("2027-03-26"), day("2027-04-02"))]
    spans = [(one.first_day, one.last_day) for one in holidays]
    for public, school in ((True, True), (True, False), (False, True), (False, False)):
        choice = {"skips_public_holidays": public, "skips_school_holidays": school}
        for rule in (
            weekly("2027-01-01", MO, WE, FR, **choice),
            monthly("2027-01-01", (1,), MO, **choice),
            listed("2027-01-01", "2027-03-29", **choice),
            once("2027-03-29", **choice),
        ):
            is_free = free_days(rule, spans)
            for number in range(366):
                one = day("2027-01-01") + datetime.timedelta(days=number)
                assert is_free(one) == bool(why_free(rule, one, holidays)), (rule, one)


def test_a_rule_whose_days_are_nearly_all_free_fills_no_endless_list() -> None:
    forever = [SchoolHolidays("Ferien", day("2026-01-01"), day("2099-12-31"))]
    rule = weekly("2026-12-07", MO, skips_school_holidays=True)
    found = preview(rule, today=day("2026-12-01"), school_holidays=forever)
    assert len(found.dates) == 20
    assert found.note
