"""Who is there for people next, as the city's start page says it."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.models import Management
from managements.websites.next_hours import next_hours
from tests.dates import at, make_closure, make_hour, make_place

NOON = at("2026-11-30", "12:00")


def entries(client: Client) -> list[BeautifulSoup]:
    with time_machine.travel(NOON, tick=False):
        html = client.get("/").content
    return BeautifulSoup(html, "html.parser").select(".quarter-list__item")


def words(tag: BeautifulSoup) -> str:
    return " ".join(tag.get_text(" ").split())


@pytest.fixture
def three(make_management) -> list[Management]:
    """One with hours on Mondays, one with hours on Tuesdays, one without."""
    made = [make_management(name) for name in ("anger", "bach", "chaussee")]
    with time_machine.travel(NOON, tick=False):
        make_hour(made[0], make_place(made[0], "Bibliothek"), first_day=datetime.date(2026, 12, 1))
        make_hour(made[1], repeats="weekly", nths=[], weekdays=[1])
    return made


def test_who_is_there_next_comes_first_and_who_has_no_hour_last(client, three) -> None:
    first, second, third, *_none = entries(client)
    assert "Bach" in words(first)
    assert "Morgen, Dienstag, 1. Dezember, 14–16 Uhr" in words(first)
    assert "Anger" in words(second)
    assert "Montag, 7. Dezember, 14–16 Uhr" in words(second)
    assert "Bibliothek" in words(second)
    assert "Chaussee" in words(third)
    assert third.select("time") == []


def test_what_is_cancelled_before_it_says_so_in_words(client, three) -> None:
    with time_machine.travel(NOON, tick=False):
        make_closure(three[1], at("2026-12-01"), at("2026-12-02"), reason="Fortbildung")
    entry = next(one for one in entries(client) if "Bach" in words(one))
    missed = entry.select_one(".quarter-list__missed")
    assert words(missed.s) == "Dienstag, 1. Dezember, 14–16 Uhr"
    assert "Fällt aus : Fortbildung" in words(missed)
    assert "Dienstag, 8. Dezember, 14–16 Uhr" in words(entry.select_one(".quarter-list__when"))


def test_after_a_long_closure_the_first_date_that_takes_place_is_the_next(client, three) -> None:
    with time_machine.travel(NOON, tick=False):
        make_closure(three[1], at("2026-12-01"), at("2027-06-01"), reason="Umbau")
    entry = next(one for one in entries(client) if "Bach" in words(one))
    assert "Dienstag, 1. Juni 2027" in words(entry.select_one(".quarter-list__when"))
    assert len(entry.select(".quarter-list__missed")) == 2


def test_hours_of_a_management_in_preparation_are_not_shown(client, three) -> None:
    Management.objects.filter(pk=three[1].pk).update(status=Management.Status.PREPARATION)
    assert all("Bach" not in words(one) for one in entries(client))


@pytest.mark.once
def test_the_number_of_queries_does_not_grow(three, make_management) -> None:
    def cost() -> int:
        managements = list(Management.objects.select_related("page"))
        # The roots of all sites are in the cache then.
        next_hours(managements, now=NOON, request=None)
        with CaptureQueriesContext(connection) as captured:
            next_hours(managements, now=NOON, request=None)
        return len(captured)

    before = cost()
    assert before == 1
    with time_machine.travel(NOON, tick=False):
        for number in range(4):
            management = make_management(f"mehr-{number}")
            make_hour(management, make_place(management, "Ort"))
            make_hour(management, title="Noch eine", repeats="weekly", nths=[], weekdays=[3])
    assert cost() == before
