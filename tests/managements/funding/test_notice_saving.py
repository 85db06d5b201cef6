"""What storing a notice says: its name, days that lack one, and older posts that change."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from managements.funding.coverage import Gap
from managements.funding.models import CityNotice, FundingNotice
from managements.funding.notice_words import gap_in_a_sentence
from managements.models import Management
from tests.builders import logged_in
from tests.dates import at
from tests.managements.funding.noticed import (
    CITY_NOTICES,
    NOTICES,
    editor_form,
    errors_by_field,
    form,
    make_notice,
)

day = datetime.date.fromisoformat


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    """It is Monday, 30 November 2026, at nine o'clock."""
    with time_machine.travel(at("2026-11-30", "09:00"), tick=False):
        yield


@pytest.fixture
def browser(gruenau: Management, editor_of: Any) -> Client:
    return logged_in(editor_of(gruenau))


def said_by(browser: Client, url: str, sent: dict[str, Any]) -> str:
    """Store a notice; return the message."""
    response = browser.post(url, sent, follow=True)
    assert errors_by_field(response) == {}
    page = BeautifulSoup(response.content, "html.parser")
    # The button beside it says what can be done next.
    for one in page.select(".messages a"):
        one.decompose()
    return " ".join(page.select_one(".messages").get_text(" ").split())


# --- Its name ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2026-10-01", None, "Förderhinweis Gruenau ab 1. Oktober 2026"),
        (None, "2026-10-01", "Förderhinweis Gruenau bis 1. Oktober 2026"),
        (
            "2026-03-01",
            "2026-12-31",
            "Förderhinweis Gruenau vom 1. März 2026 bis 31. Dezember 2026",
        ),
        (None, None, "Förderhinweis Gruenau ohne Anfang und Ende"),
    ],
)
def test_a_notice_is_named_by_its_days(
    browser: Client, gruenau: Management, first: str | None, last: str | None, name: str
) -> None:
    notice = make_notice(
        gruenau, "{Management}",
        valid_from=first and day(first), valid_until=last and day(last),
    )  # fmt: skip
    page = BeautifulSoup(browser.get(f"{NOTICES}edit/{notice.pk}/").content, "html.parser")
    assert " ".join(page.h1.get_text(" ").split()).endswith(name)


def test_a_notice_of_nobody_yet_and_one_of_the_city_have_names_too() -> None:
    assert str(FundingNotice(valid_from=day("2027-01-01"))) == "Förderhinweis ab 1. Januar 2027"
    assert str(CityNotice(valid_from=day("2027-01-01"))).endswith(" ab 1. Januar 2027")


def test_the_message_names_it_and_nothing_else_where_nothing_else_changes(
    browser: Client, gruenau: Management
) -> None:
    notice = make_notice(
        gruenau, "alt", valid_from=day("2026-03-01"), valid_until=day("2027-01-31")
    )
    sent = form(text="neu", valid_from="01.03.2026", valid_until="31.01.2027")
    said = said_by(browser, f"{NOTICES}edit/{notice.pk}/", sent)
    name = "Förderhinweis Gruenau vom 1. März 2026 bis 31. Januar 2027"
    assert said == f"Gespeichert: {name}."


# --- Days without one -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_until": "26.12.2026"}, "Vom 27. bis 31. Dezember 2026 steht dann kein Hinweis."),
        ({"valid_until": "30.12.2026"}, "Am 31. Dezember 2026 steht dann kein Hinweis."),
        ({"valid_until": "29.11.2026"}, "Vom 30. November bis 31. Dezember 2026 steht dann"),
    ],
)
def test_an_end_that_leaves_days_without_a_notice_is_told(
    browser: Client, gruenau: Management, changes: dict[str, str], sentence: str
) -> None:
    notice = make_notice(gruenau, "alt", valid_until=day("2026-12-31"))
    make_notice(gruenau, "neu", valid_from=day("2027-01-01"))
    said = said_by(browser, f"{NOTICES}edit/{notice.pk}/", form(**changes))
    assert sentence in said
    assert said.count("kein Hinweis") == 1


def test_an_end_that_nothing_follows_is_told_too(stadt: Client, gruenau: Management) -> None:
    notice = make_notice(gruenau, "alt")
    url = f"{NOTICES}edit/{notice.pk}/"
    sentence = "Ab dem 1. Februar 2027 steht dann kein Hinweis."
    assert said_by(stadt, url, form(valid_until="31.01.2027")).endswith(sentence)
    # Once is enough.
    assert "kein Hinweis" not in said_by(stadt, url, form(text="x", valid_until="31.01.2027"))
    assert "kein Hinweis" not in said_by(stadt, url, form())
    city = said_by(stadt, f"{CITY_NOTICES}add/", form(valid_until="31.01.2027"))
    assert city.endswith(sentence)


def test_a_gap_over_the_turn_of_the_year_names_both_years() -> None:
    said = gap_in_a_sentence(Gap(day("2026-12-30"), day("2027-01-02")))
    assert said == "Vom 30. Dezember 2026 bis 2. Januar 2027 steht dann kein Hinweis."


# --- A first day in the past ------------------------------------------------------------------


def test_a_first_day_in_the_past_that_changes_older_posts_has_to_be_confirmed(
    browser: Client, gruenau: Management
) -> None:
    old = make_notice(gruenau, "alt")
    assert "changes_past" not in browser.get(f"{NOTICES}add/").content.decode()
    response = browser.post(f"{NOTICES}add/", form(valid_from="01.10.2026"))
    said = errors_by_field(response)
    assert list(said) == ["changes_past"]
    assert "Ältere Beiträge bekommen dann die neuen Worte." in said["changes_past"]
    assert (
        "Ja, die Worte unter Beiträgen seit dem 1. Oktober 2026 ändern sich"
        in response.content.decode()
    )
    old.refresh_from_db()
    assert old.valid_until is None
    assert FundingNotice.objects.count() == 1
    confirmed = editor_form(response) | {"changes_past": "on"}
    assert "Er steht auch unter Beiträgen seit dem 1. Oktober 2026." in said_by(
        browser, f"{NOTICES}add/", confirmed
    )
    old.refresh_from_db()
    assert old.valid_until == day("2026-09-30")


def test_from_today_on_nothing_has_to_be_confirmed(browser: Client, gruenau: Management) -> None:
    make_notice(gruenau, "alt")
    said = said_by(browser, f"{NOTICES}add/", form(valid_from="30.11.2026"))
    assert "Beiträgen seit" not in said


def test_days_that_had_none_are_filled_without_asking(browser: Client, gruenau: Management) -> None:
    make_notice(gruenau, "alt", valid_until=day("2026-09-30"))
    said = said_by(browser, f"{NOTICES}add/", form(valid_from="01.10.2026"))
    assert "Er steht auch unter Beiträgen seit dem 1. Oktober 2026." in said
    assert "kein Hinweis" not in said


# --- Other days for a notice that is there -----------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "days", "sentence"),
    [
        # A year mistyped: the posts of six years would lose their notice.
        (
            {"valid_from": "01.01.2020", "valid_until": "31.12.2020"},
            "vom 1. Januar 2021 bis zum 31. Dezember 2025",
            "steht dann kein Hinweis.",
        ),
        (
            {"valid_from": "01.01.2020", "valid_until": "30.12.2025"},
            "vom 31. Dezember 2025",
            "steht dann kein Hinweis.",
        ),
        # Of the first notice the words stay, but maybe with names of another day.
        (
            {"valid_from": "01.01.2021", "valid_until": "31.12.2025"},
            "vom 1. Januar 2020 bis zum 31. Dezember 2020",
            "können dann andere Worte stehen.",
        ),
    ],
)
def test_other_days_that_take_the_notice_from_older_posts_have_to_be_confirmed(
    browser: Client, gruenau: Management, changes: dict[str, str], days: str, sentence: str
) -> None:
    notice = make_notice(
        gruenau, "alt", valid_from=day("2020-01-01"), valid_until=day("2025-12-31")
    )
    make_notice(gruenau, "neu", valid_from=day("2026-01-01"))
    url = f"{NOTICES}edit/{notice.pk}/"
    assert "changes_past" not in browser.get(url).content.decode()
    response = browser.post(url, form(text="alt", **changes))
    said = errors_by_field(response)
    assert list(said) == ["changes_past"]
    assert said["changes_past"] == (
        f"Es geht um Tage, die schon vorbei sind. Unter Beiträgen {days} {sentence} Ist das richtig, "
        "setzen Sie hier ein Häkchen. Sonst ändern Sie den ersten oder den letzten Tag."
    )
    html = " ".join(response.content.decode().split())
    assert f"Ja, der Hinweis unter Beiträgen {days} ändert sich" in html
    stored = FundingNotice.objects.get(pk=notice.pk)
    assert (stored.valid_from, stored.valid_until) == (day("2020-01-01"), day("2025-12-31"))
    said_by(browser, url, editor_form(response) | {"changes_past": "on"})
    stored.refresh_from_db()
    assert stored.valid_from.strftime("%d.%m.%Y") == changes["valid_from"]
    assert stored.valid_until.strftime("%d.%m.%Y") == changes["valid_until"]


def test_the_citys_notice_asks_as_well(stadt: Client) -> None:
    notice = CityNotice.objects.create(text="Stadt")
    said = errors_by_field(
        stadt.post(f"{CITY_NOTICES}edit/{notice.pk}/", form(valid_until="31.12.2025"))
    )
    assert "vom 1. Januar 2026 bis zum 29. November 2026" in said["changes_past"]
    assert CityNotice.objects.get().valid_until is None


def test_an_older_first_notice_asks_about_posts_that_have_the_first_one_so_far(
    browser: Client, gruenau: Management
) -> None:
    make_notice(gruenau, "zuerst", valid_from=day("2026-01-01"))
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(valid_until="31.12.2025")))
    assert "Unter Beiträgen bis zum 31. Dezember 2025 können" in said["changes_past"]
    assert FundingNotice.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("01.01.2026", "15.11.2026"),
        # Longer, at both ends.
        ("01.12.2025", "29.11.2026"),
        ("", ""),
    ],
)
def test_nobody_is_asked_where_no_older_post_loses_its_notice(
    browser: Client, gruenau: Management, first: str, last: str
) -> None:
    notice = make_notice(
        gruenau, "alt", valid_from=day("2026-01-01"), valid_until=day("2026-11-15")
    )
    said_by(browser, f"{NOTICES}edit/{notice.pk}/", form(valid_from=first, valid_until=last))


def test_days_from_today_on_are_nothing_to_ask_about(browser: Client, gruenau: Management) -> None:
    notice = make_notice(gruenau, "alt", valid_until=day("2026-12-31"))
    coming = make_notice(gruenau, "neu", valid_from=day("2027-01-01"))
    said_by(browser, f"{NOTICES}edit/{notice.pk}/", form(valid_until="29.11.2026"))
    said_by(browser, f"{NOTICES}edit/{coming.pk}/", form(valid_from="01.02.2027"))


# --- Days that cannot be read -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("valid_from", "31.02.2026", "Diesen Tag gibt es nicht."),
        ("valid_until", "31.02.2026", "Diesen Tag gibt es nicht."),
        ("valid_from", "gestern", "Bitte schreiben Sie den Tag so: 24.12.2026."),
        ("valid_from", "01.01.1926", "Bitte prüfen Sie das Jahr"),
    ],
)
def test_nothing_is_said_to_follow_from_a_day_that_is_wrong(
    browser: Client, gruenau: Management, field: str, typed: str, sentence: str
) -> None:
    make_notice(gruenau, "alt")
    sent = form(**{"ends_previous": None, field: typed})
    response = browser.post(f"{NOTICES}add/", sent)
    said = errors_by_field(response)
    assert list(said) == [field]
    assert said[field].startswith(sentence)
    assert "anderer Hinweis" not in response.content.decode()
