"""The dates of the demonstration: facts where they are past, examples where they are to come."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from managements.demo.coming_dates import HOUR_PLACES, coming_events
from managements.demo.facts import QUARTERS
from managements.demo.past_dates import CITY, PAST_EVENTS, PLACES
from managements.demo.school_holidays import SCHOOL_HOLIDAYS
from managements.events.refreshing import horizon
from managements.schedules.public_holidays import public_holiday

# As they were found in public: what, when, where, whose. Written a second time on purpose.
FOUND = [
    ("Eröffnungsfest Stünzer Straße", "2025-06-17 Tue", "", "Stünzer Straße", "leipziger-osten"),
    ("Tag der offenen Tür im Stadtteilhaus", "2025-06-24 Tue", "14:30–17:00", "Wurzner Straße 70",
     "leipziger-osten"),
    ("Linie Ost", "2025-06-13 Fri", "15:00–", "Kino der Jugend", "leipziger-osten"),
    ("Stadtteilrundgang Nachhaltigkeit", "2024-03-22 Fri", "16:00–18:00", "Wurzner Straße 70",
     "leipziger-osten"),
    ("Neues in Mockau", "2025-10-23 Thu", "18:00–20:00", "Berthastraße 15", "mockau"),
    ("Bunter Mockauer Sommer", "2020-09-11 Fri", "", "Kieler Straße", "mockau"),
    ("Paunsdorf blüht auf", "2025-05-10 Sat", "14:00–", "Marktplatz Paunsdorf", "paunsdorf"),
    ("Bürgerinformationsabend Paunsdorf", "2024-10-29 Tue", "18:00–20:30", "Dachsstraße 5",
     "paunsdorf"),
    ("Stadtteilforum Lößnig", "2024-06-11 Tue", "18:00–", "Wilhelm-Ostwald-Gymnasium", "loessnig"),
    ("Stadtteilrundgang Möckern", "2024-09-11 Wed", "17:00–", "Möckernscher Markt",
     "moeckern-gohlis-nord"),
    ("Stadtteilforum Möckern", "2024-11-12 Tue", "18:00–", "Renftstraße 3",
     "moeckern-gohlis-nord"),
    ("Neues im Stadtteil", "2022-11-03 Thu", "17:30–", "Zeumerstraße 1", "schoenefeld"),
    ("Tag der Städtebauförderung", "2026-05-09 Sat", "", "", CITY),
]  # fmt: skip
ADDRESSES = {
    "", "Wurzner Straße 70\n04315 Leipzig", "Eisenbahnstraße 66\nLeipzig", "Dachsstraße 5\nLeipzig",
    "Berthastraße 15\nLeipzig", "Zeumerstraße 1\nLeipzig", "Renftstraße 3\nLeipzig",
    "zwischen Borsdorfer Straße und Friedrich-Dittes-Straße",
}  # fmt: skip
SLUGS = {quarter.slug for quarter in QUARTERS}
ADDRESS_OF = {(place.management, place.name): place.address for place in PLACES}


@pytest.mark.parametrize(("title", "day", "times", "where", "owner"), FOUND)
def test_what_took_place_stands_in_the_archive_as_it_was_found(
    title, day, times, where, owner
) -> None:
    (event,) = [one for one in PAST_EVENTS if one.title.startswith(title)]
    assert event.first_day.strftime("%Y-%m-%d %a") == day
    start, _, end = times.partition("–")
    assert event.starts_at == (datetime.time.fromisoformat(start) if start else None)
    assert event.ends_at == (datetime.time.fromisoformat(end) if end else None)
    places = [f"{name} {ADDRESS_OF[owner, name]}" for name in event.places]
    assert where in " ".join(places)
    assert bool(places) == bool(where)
    assert event.management == owner


def test_nothing_is_in_the_archive_that_was_not_found() -> None:
    assert len(PAST_EVENTS) == len(FOUND)
    (summer,) = [one for one in PAST_EVENTS if one.last_day]
    assert (summer.title, summer.last_day) == (
        "Bunter Mockauer Sommer",
        datetime.date(2020, 9, 13),
    )


def test_no_place_has_an_address_or_a_promise_that_was_not_found() -> None:
    assert {place.address for place in PLACES} == ADDRESSES
    assert {place.management for place in PLACES} == SLUGS - {"gruenau"}
    assert [place.name for place in PLACES if place.step_free] == [
        "Mensa des Wilhelm-Ostwald-Gymnasiums"
    ]
    assert {("leipziger-osten", name) for name in HOUR_PLACES} <= set(ADDRESS_OF)


def test_the_school_holidays_follow_each_other() -> None:
    days = [day for _name, first, last in SCHOOL_HOLIDAYS for day in (first, last)]
    assert days == sorted(days)


@given(st.dates(datetime.date(2026, 1, 1), datetime.date(2040, 12, 31)))
def test_on_whatever_day_it_is_made_every_management_has_examples_to_come(today) -> None:
    events = coming_events(today)
    assert {event.management for event in events} == SLUGS | {CITY}
    for event in events:
        assert event.introduction.startswith("Beispieltermin der Demonstration: ")
        assert today <= event.first_day <= horizon(today)
        assert all((event.management, name) in ADDRESS_OF for name in event.places)
        if not event.last_day:
            assert event.first_day == today or not public_holiday(event.first_day)
        assert not event.weekdays or event.nths or event.first_day.weekday() in event.weekdays


def test_no_sentence_of_the_dates_names_what_only_people_may_say() -> None:
    # No telephone number and no mail address: none was found for any of these dates.
    texts = " ".join(
        f"{one.title} {one.introduction} {one.meeting_point} {one.accessibility}"
        for one in (*PAST_EVENTS, *coming_events(datetime.date(2026, 11, 26)))
    )
    assert not re.search(r"@|\d{5}|0341", texts)
