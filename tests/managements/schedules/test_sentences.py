"""Rules, days and times in German."""

import dataclasses

import pytest

from managements.schedules.rules import LAST, Repeats, Rule
from managements.schedules.sentences import day_in_words, in_a_row, sentence, times_in_words
from tests.managements.schedules.rules import (
    FR,
    MO,
    SA,
    SU,
    TH,
    TU,
    WE,
    day,
    listed,
    monthly,
    once,
    time,
    weekly,
)

pytestmark = pytest.mark.once

START = "2026-01-01"
AFTERNOON = {"starts_at": "14:00", "ends_at": "16:00"}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            monthly(START, (1, 3), MO, **AFTERNOON),
            "jeden 1. und 3. Montag im Monat, 14–16 Uhr",
        ),
        (monthly(START, (3, 1), MO), "jeden 1. und 3. Montag im Monat"),
        (monthly(START, (1, 2, 4, 5), TU), "jeden Dienstag außer dem 3. im Monat"),
        (monthly(START, (1, 2, 4, LAST), TU), "jeden Dienstag außer dem 3. im Monat"),
        (monthly(START, (2, 3, 4, 5), TU), "jeden Dienstag außer dem 1. im Monat"),
        (
            monthly(START, (1, 2, 4, 5), TU, TH),
            "jeden Dienstag außer dem 3. und jeden Donnerstag außer dem 3. im Monat",
        ),
        (monthly(START, (LAST,), WE), "jeden letzten Mittwoch im Monat"),
        (monthly(START, (5, LAST), WE), "jeden letzten Mittwoch im Monat"),
        (monthly(START, (1, LAST), WE), "jeden 1. und letzten Mittwoch im Monat"),
        (monthly(START, (1, 2, 3, 4), WE), "jeden 1., 2., 3. und 4. Mittwoch im Monat"),
        (monthly(START, (1, 3, 5), WE), "jeden 1., 3. und 5. Mittwoch im Monat"),
        (
            monthly(START, (2,), MO, WE),
            "jeden 2. Montag und jeden 2. Mittwoch im Monat",
        ),
        (monthly(START, (1, 2, 3, 4, 5), MO), "jeden Montag"),
        (monthly(START, (1, 2, 3, 4, LAST), MO), "jeden Montag"),
        (weekly(START, TU), "jeden Dienstag"),
        (weekly(START, TU, TH), "jeden Dienstag und Donnerstag"),
        (weekly(START, MO, TU, WE, TH, FR), "Montag bis Freitag"),
        (weekly(START, TU, WE, TH), "Dienstag bis Donnerstag"),
        (weekly(START, MO, TU, TH), "jeden Montag, Dienstag und Donnerstag"),
        (weekly(START, *range(7)), "jeden Tag"),
        (weekly(START, MO, WE, every=2), "alle 2 Wochen am Montag und Mittwoch"),
        (weekly(START, MO, TU, WE, every=3), "alle 3 Wochen von Montag bis Mittwoch"),
        (weekly(START, SA, SU, every=12), "alle 12 Wochen am Samstag und Sonntag"),
        (weekly(START, MO, starts_at="17:30"), "jeden Montag, ab 17:30 Uhr"),
        (weekly(START, MO, until="2027-03-31"), "jeden Montag, bis 31. März 2027"),
        (weekly(START, MO, skips_public_holidays=True), "jeden Montag, nicht an Feiertagen"),
        (
            weekly(START, MO, skips_school_holidays=True),
            "jeden Montag, nicht in den Schulferien",
        ),
        (
            weekly(START, MO, skips_public_holidays=True, skips_school_holidays=True),
            "jeden Montag, nicht an Feiertagen und nicht in den Schulferien",
        ),
        (once("2026-12-07"), "Montag, 7. Dezember 2026"),
        (once("2026-12-07", **AFTERNOON), "Montag, 7. Dezember 2026, 14–16 Uhr"),
        (
            once("2026-12-07", skips_public_holidays=True, skips_school_holidays=True),
            "Montag, 7. Dezember 2026",
        ),
        (
            once("2026-09-11", last_day="2026-09-13"),
            "Freitag, 11. bis Sonntag, 13. September 2026",
        ),
        (
            once("2026-09-30", last_day="2026-10-02"),
            "Mittwoch, 30. September bis Freitag, 2. Oktober 2026",
        ),
        (
            once("2026-12-31", last_day="2027-01-01"),
            "Donnerstag, 31. Dezember 2026 bis Freitag, 1. Januar 2027",
        ),
        (
            once("2026-09-11", last_day="2026-09-13", starts_at="14:00", ends_at="12:30"),
            "Freitag, 11. September, 14 Uhr bis Sonntag, 13. September 2026, 12:30 Uhr",
        ),
        (
            once("2026-09-11", last_day="2026-09-13", starts_at="14:00"),
            "Freitag, 11. September, 14 Uhr bis Sonntag, 13. September 2026",
        ),
        (listed("2026-12-07", "2026-12-14", "2026-12-21"), "7., 14. und 21. Dezember 2026"),
        (listed("2026-11-30", "2026-12-14"), "30. November und 14. Dezember 2026"),
        (listed("2026-12-14", "2027-01-11"), "14. Dezember 2026 und 11. Januar 2027"),
        (
            listed("2026-12-07", "2026-12-24", "2027-01-03"),
            "7. und 24. Dezember 2026 sowie 3. Januar 2027",
        ),
        (
            listed("2026-11-02", "2026-12-07", "2026-12-24", "2027-01-03", "2027-01-10"),
            "2. November, 7. und 24. Dezember 2026 sowie 3. und 10. Januar 2027",
        ),
        (
            listed("2026-10-05", "2026-11-02", "2026-12-07"),
            "5. Oktober, 2. November und 7. Dezember 2026",
        ),
        (listed("2026-12-07"), "Montag, 7. Dezember 2026"),
        (
            listed("2026-12-01", *(f"2026-12-{number:02}" for number in range(2, 8))),
            "1., 2., 3., 4., 5. und 6. Dezember 2026 sowie ein weiterer Tag",
        ),
        (
            listed("2026-12-01", *(f"2026-12-{number:02}" for number in range(2, 10)), **AFTERNOON),
            "1., 2., 3., 4., 5. und 6. Dezember 2026 sowie 3 weitere Tage, 14–16 Uhr",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_reads_as_people_say_it(rule: Rule, words: str) -> None:
    assert sentence(rule) == words


def test_all_parts_of_a_rule_stand_in_one_order() -> None:
    rule = monthly(
        "2026-12-07", (1, 3), MO, **AFTERNOON, until="2027-03-31", skips_public_holidays=True
    )
    assert sentence(rule, today=day("2026-12-01")) == (
        "jeden 1. und 3. Montag im Monat, 14–16 Uhr, ab 7. Dezember 2026, bis 31. März 2027, "
        "nicht an Feiertagen"
    )


def test_a_rule_says_from_when_on_it_holds_until_it_does() -> None:
    rule = weekly("2026-12-07", MO)
    assert sentence(rule, today=day("2026-12-06")) == "jeden Montag, ab 7. Dezember 2026"
    assert sentence(rule, today=day("2026-12-07")) == "jeden Montag"


def test_a_list_names_the_days_to_come_and_all_of_them_once_they_are_past() -> None:
    rule = listed("2026-12-07", "2026-12-14", "2027-01-11")
    assert sentence(rule, today=day("2026-12-14")) == "14. Dezember 2026 und 11. Januar 2027"
    assert (
        sentence(rule, today=day("2027-02-01")) == "7. und 14. Dezember 2026 sowie 11. Januar 2027"
    )


@pytest.mark.parametrize("repeats", [Repeats.WEEKLY, Repeats.MONTHLY])
def test_a_rule_without_weekdays_breaks_nothing(repeats) -> None:
    rule = dataclasses.replace(monthly(START, (1,)), repeats=repeats)
    assert sentence(rule) == "an keinem Tag"


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "words"),
    [
        ("14:00", "16:00", "14–16 Uhr"),
        ("09:30", "12:00", "9:30–12 Uhr"),
        ("17:30", None, "ab 17:30 Uhr"),
        ("00:00", "23:59", "0–23:59 Uhr"),
        (None, None, ""),
    ],
)
def test_times_read_as_people_say_them(starts_at, ends_at, words) -> None:
    assert times_in_words(starts_at and time(starts_at), ends_at and time(ends_at)) == words


def test_days_read_as_people_say_them() -> None:
    assert day_in_words(day("2026-12-07")) == "7. Dezember 2026"
    assert day_in_words(day("2026-12-07"), with_weekday=True) == "Montag, 7. Dezember 2026"


def test_words_stand_in_a_row() -> None:
    assert in_a_row([]) == ""
    assert in_a_row(["Montag"]) == "Montag"
    assert in_a_row(["Montag", "Mittwoch", "Freitag"]) == "Montag, Mittwoch und Freitag"
