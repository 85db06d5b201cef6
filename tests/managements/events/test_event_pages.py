"""What the page of an event says: when, where, with whom, for people and for machines."""

import datetime
import json
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup

from managements.events.models import DateChange, EventPage, Participation
from managements.events.refreshing import refresh_event
from managements.models import FieldOfAction
from managements.schedules.dates import ChangeKind
from managements.schedules.rules import Repeats
from tests.builders import logged_in, stored_image, text
from tests.dates import at, make_event, make_place
from tests.managements.events.seen import main, page, words

pytestmark = pytest.mark.once

THURSDAY = datetime.date(2026, 11, 26)
URL = "/gruenau/termine/forum/"
MONDAYS = {
    "repeats": Repeats.WEEKLY,
    "first_day": datetime.date(2026, 11, 2),
    "weekdays": [0],
    "starts_at": datetime.time(14),
    "ends_at": datetime.time(16),
}


@pytest.fixture(autouse=True)
def _on_a_thursday_at_noon():
    with time_machine.travel(at(THURSDAY, "12:00"), tick=False):
        yield


def when(html: BeautifulSoup) -> str:
    return words(html.find(class_="when"))


def listed(html: BeautifulSoup) -> list[str]:
    return [words(one) for one in html.find_all("li", class_="event-dates__date")]


def data(html: BeautifulSoup) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(html.find("script", type="application/ld+json").string)
    return found


def change(event: EventPage, kind: ChangeKind, day: str, **facts: Any) -> None:
    DateChange.objects.create(event=event, kind=kind, day=datetime.date.fromisoformat(day), **facts)
    refresh_event(event)


def test_an_event_says_all_that_its_editors_know(client, gruenau) -> None:
    hall = make_place(
        gruenau, "Saal", address="Stuttgarter Allee 19\n04209 Leipzig", step_free="yes"
    )
    make_event(
        gruenau,
        "Forum",
        hall,
        introduction="Wir reden über den Park.",
        body=[text("<p>Mit Kaffee.</p>")],
        is_free=False,
        cost="2 Euro",
        registration="Bis 1. Dezember, Telefon 0341 123",
        registration_url="https://example.org/anmelden",
        audience="Menschen ab 60",
        accessibility="Mit Gebärdensprache",
        organisers="Nachbarschaftsverein",
        topics=[FieldOfAction.objects.get(slug="wohnen-wohnumfeld")],
        image=stored_image(collection=gruenau.collection, credit="Stadtarchiv"),
    )
    html = page(client, URL)
    assert "Montag, 7. Dezember, 18–20 Uhr" in when(html)
    for said in (
        "Wir reden über den Park.", "Mit Kaffee.", "2 Euro", "Bis 1. Dezember", "Menschen ab 60",
        "Mit Gebärdensprache", "Nachbarschaftsverein", "Saal", "Stuttgarter Allee 19", "Stadtarchiv",
        "Quartiersmanagement Gruenau",
    ):  # fmt: skip
        assert said in main(html), said
    assert html.main.find("a", href="https://example.org/anmelden") is not None
    assert html.main.find("a", href="/gruenau/termine/?thema=wohnen-wohnumfeld") is not None
    assert html.main.find("a", href="/gruenau/termine/forum.ics") is not None
    assert html.main.find("img")["alt"] == "Zwei Farbflächen, rot und blau"


def test_an_event_of_which_little_is_known_says_what_follows(client, gruenau) -> None:
    make_event(gruenau, "Forum")
    html = page(client, URL)
    assert "Kostenlos" in main(html)
    assert "Eine Anmeldung ist nicht nötig." in main(html)
    for heading in ("Wo", "Für wen", "Barrierefreiheit", "Themen", "Alle Termine"):
        assert heading not in [words(one) for one in html.main.find_all("h2")]


def test_an_event_by_a_rule_says_its_rule_and_all_that_comes(client, gruenau) -> None:
    make_event(gruenau, "Forum", **MONDAYS, until=datetime.date(2027, 2, 22))
    html = page(client, URL)
    assert "Montag, 30. November, 14–16 Uhr" in when(html)
    assert "Jeden Montag, 14–16 Uhr, bis 22. Februar 2027" in when(html)
    dates = listed(html)
    assert dates[0] == "Montag, 30. November, 14–16 Uhr"
    assert len(dates) == 13
    further = html.find("details", class_="kern-accordion")
    assert words(further.summary) == "7 weitere Termine"
    assert "Danach geht es ebenso weiter." not in main(html)


def test_a_rule_without_end_lists_sixty_dates_and_says_that_it_goes_on(client, gruenau) -> None:
    make_event(gruenau, "Forum", **MONDAYS, skips_public_holidays=False)
    html = page(client, URL)
    assert len(listed(html)) == 60
    assert "Danach geht es ebenso weiter." in main(html)


def test_a_cancelled_date_is_struck_through_and_the_next_one_leads(client, gruenau) -> None:
    event = make_event(gruenau, "Forum", **MONDAYS)
    change(event, ChangeKind.CANCELLED, "2026-11-30", note="Krankheit im Haus")
    html = page(client, URL)
    assert "Montag, 7. Dezember" in when(html)
    first = html.find("li", class_="event-dates__date")
    assert words(first.s) == "Montag, 30. November, 14–16 Uhr"
    assert "Fällt aus : Krankheit im Haus" in words(first)


def test_an_event_that_is_cancelled_says_so_first(client, gruenau) -> None:
    event = make_event(gruenau, "Forum")
    change(event, ChangeKind.CANCELLED, "2026-12-07")
    html = page(client, URL)
    assert words(html.find(class_="when").h2.s) == "Montag, 7. Dezember, 18–20 Uhr"
    assert "Fällt aus" in when(html)


def test_a_moved_date_says_where_it_was_and_where_it_is(client, gruenau) -> None:
    event = make_event(gruenau, "Forum")
    change(event, ChangeKind.MOVED, "2026-12-07", new_day=datetime.date(2026, 12, 9))
    html = page(client, URL)
    assert "Mittwoch, 9. Dezember, 18–20 Uhr" in when(html)
    assert "Verlegt vom Montag, 7. Dezember" in when(html)
    before, after = listed(html)
    assert before == "Montag, 7. Dezember, 18–20 Uhr Verlegt auf Mittwoch, 9. Dezember, 18–20 Uhr"
    assert after == "Mittwoch, 9. Dezember, 18–20 Uhr Verlegt vom Montag, 7. Dezember"


def test_a_date_at_another_time_of_its_day_says_so(client, gruenau) -> None:
    event = make_event(gruenau, "Forum")
    change(
        event,
        ChangeKind.MOVED,
        "2026-12-07",
        new_starts_at=datetime.time(19),
        new_ends_at=datetime.time(21),
    )
    before, after = listed(page(client, URL))
    assert before.endswith("18–20 Uhr Verlegt auf 19–21 Uhr")
    assert after == "Montag, 7. Dezember, 19–21 Uhr Zeit oder Ort haben sich geändert"


def test_places_that_take_turns_are_named_at_every_date(client, gruenau) -> None:
    cafe, library = make_place(gruenau, "Café"), make_place(gruenau, "Bibliothek")
    make_event(gruenau, "Forum", cafe, library, **MONDAYS)
    html = page(client, URL)
    assert "Diese Orte wechseln sich ab:" in main(html)
    assert listed(html)[0].endswith("Café")
    assert listed(html)[1].endswith("Bibliothek")


def test_an_event_is_over_at_the_minute_at_which_its_last_date_ends(client, gruenau) -> None:
    make_event(gruenau, "Forum")
    with time_machine.travel(at("2026-12-07", "19:59"), tick=False):
        html = page(client, URL)
        assert "Heute, Montag, 7. Dezember" in when(html)
        assert "vorbei" not in when(html)
        assert "Eine Anmeldung ist nicht nötig." in main(html)
    with time_machine.travel(at("2026-12-07", "20:00"), tick=False):
        html = page(client, URL)
        assert "Diese Veranstaltung ist vorbei." in when(html)
        assert "Montag, 7. Dezember" in when(html)
        assert html.find("a", href="/gruenau/termine/forum.ics") is None
        assert "Eine Anmeldung ist nicht nötig." not in main(html)


def test_an_event_of_several_names_those_that_take_part(
    client, gruenau, paunsdorf, make_management
) -> None:
    event = make_event(gruenau, "Forum")
    for management, state in (
        (paunsdorf, "accepted"),
        (make_management("mockau"), "declined"),
        (make_management("verborgen", is_public=False), "accepted"),
    ):
        Participation.objects.create(event=event, management=management, state=state)
    html = page(client, URL)
    owners = html.find(id="titel-wer").parent.find_all("a")
    assert [(words(one), one["href"]) for one in owners] == [
        ("Quartiersmanagement Gruenau", "/gruenau/"),
        ("Quartiersmanagement Paunsdorf", "/paunsdorf/"),
    ]
    assert [one["name"] for one in data(html)["organizer"]] == [
        "Quartiersmanagement Gruenau",
        "Quartiersmanagement Paunsdorf",
    ]


def test_an_event_of_the_city_stands_below_the_citys_calendar(client, city) -> None:
    make_event(None, "Forum")
    html = page(client, "/termine/forum/")
    assert html.main.find("a", href="/termine/forum.ics") is not None
    assert data(html)["organizer"] == [{"@type": "Organization", "name": "Stadt Leipzig"}]


def test_machines_read_when_and_where_a_single_event_is(client, gruenau) -> None:
    hall = make_place(
        gruenau, "Saal", address="Allee 19\n04209 Leipzig", latitude=51.3, longitude=12.3
    )
    make_event(gruenau, "Forum", hall, introduction="Wir reden </script>")
    assert data(page(client, URL)) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Forum",
        "description": "Wir reden </script>",
        "url": "http://quartiere.test/gruenau/termine/forum/",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "organizer": [
            {
                "@type": "Organization",
                "name": "Quartiersmanagement Gruenau",
                "url": "http://quartiere.test/gruenau/",
            }
        ],
        "startDate": "2026-12-07T18:00:00+01:00",
        "endDate": "2026-12-07T20:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": "Saal",
            "address": "Allee 19, 04209 Leipzig",
            "geo": {"@type": "GeoCoordinates", "latitude": 51.3, "longitude": 12.3},
        },
    }


@pytest.mark.parametrize("has_place", [True, False])
def test_machines_read_the_town_where_no_address_is_known(client, gruenau, has_place: bool) -> None:
    make_event(gruenau, "Forum", *([make_place(gruenau, "Saal")] if has_place else []))
    location = data(page(client, URL))["location"]
    assert location["name"] == ("Saal" if has_place else "Leipzig")
    assert location["address"]["addressLocality"] == "Leipzig"


def test_machines_read_what_has_become_of_the_dates(client, gruenau) -> None:
    event = make_event(gruenau, "Forum", **MONDAYS, until=datetime.date(2026, 12, 14))
    change(event, ChangeKind.CANCELLED, "2026-11-30")
    change(event, ChangeKind.MOVED, "2026-12-07", new_day=datetime.date(2026, 12, 9))
    found = data(page(client, URL))
    assert found["startDate"] == "2026-12-09T14:00:00+01:00"
    assert [
        (one["startDate"], one["eventStatus"].removeprefix("https://schema.org/"))
        for one in found["subEvent"]
    ] == [
        ("2026-11-30T14:00:00+01:00", "EventCancelled"),
        ("2026-12-09T14:00:00+01:00", "EventRescheduled"),
        ("2026-12-14T14:00:00+01:00", "EventScheduled"),
    ]
    assert found["subEvent"][1]["previousStartDate"] == "2026-12-07T14:00:00+01:00"


def test_machines_read_of_whole_days_no_time_of_day(client, gruenau) -> None:
    make_event(gruenau, "Forum", last_day=datetime.date(2026, 12, 9), starts_at=None, ends_at=None)
    found = data(page(client, URL))
    assert (found["startDate"], found["endDate"]) == ("2026-12-07", "2026-12-09")


def test_machines_read_no_end_that_nobody_knows(client, gruenau) -> None:
    make_event(gruenau, "Forum", ends_at=None)
    assert "endDate" not in data(page(client, URL))


def test_search_engines_and_lists_read_when_it_is(client, gruenau) -> None:
    event = make_event(gruenau, "Forum", introduction="Wir reden über den Park.")
    assert event.summary == "Montag, 7. Dezember 2026, 18–20 Uhr. Wir reden über den Park."
    html = page(client, URL)
    assert html.find("meta", attrs={"name": "description"})["content"] == event.summary


def test_the_preview_of_a_draft_shows_the_dates_that_follow_from_it(gruenau, editor_of) -> None:
    event = make_event(gruenau, "Forum", make_place(gruenau), is_live=False, **MONDAYS)
    browser = logged_in(editor_of(gruenau))
    html = page(browser, f"/admin/pages/{event.pk}/view_draft/")
    assert "Montag, 30. November, 14–16 Uhr" in when(html)
    assert listed(html)[1] == "Montag, 7. Dezember, 14–16 Uhr"


def test_the_site_map_has_events_until_a_year_after_their_last_day(client, gruenau, city) -> None:
    make_event(gruenau, "Forum")
    make_event(gruenau, "Neulich", first_day=datetime.date(2025, 11, 26))
    make_event(gruenau, "Lange her", first_day=datetime.date(2025, 11, 25))
    make_event(gruenau, "Regel", **MONDAYS)
    make_event(
        gruenau,
        "Alte Regel",
        **{**MONDAYS, "first_day": datetime.date(2024, 1, 1)},
        until=datetime.date(2025, 1, 1),
    )
    found = client.get("/sitemap.xml").content.decode()
    for slug, is_there in {
        "": True, "forum/": True, "neulich/": True, "regel/": True, "lange-her/": False,
        "alte-regel/": False, "archiv/": False,
    }.items():  # fmt: skip
        assert (f"/gruenau/termine/{slug}</loc>" in found) is is_there, slug


def test_start_pages_show_what_is_next_and_lead_to_the_calendar(client, gruenau, paunsdorf) -> None:
    for day in range(1, 8):
        make_event(gruenau, f"Fest {day}", first_day=datetime.date(2026, 12, day))
    make_event(paunsdorf, "Markt", first_day=datetime.date(2026, 11, 27))
    make_event(gruenau, "Vorbei", first_day=datetime.date(2026, 11, 25))
    for url, expected, calendar in (
        ("/gruenau/", ["Fest 1", "Fest 2", "Fest 3", "Fest 4"], "/gruenau/termine/"),
        ("/", ["Markt", "Fest 1", "Fest 2", "Fest 3"], "/termine/"),
    ):
        section = page(client, url).find("section", attrs={"aria-labelledby": "titel-termine"})
        assert [words(one) for one in section.find_all("h3")] == expected
        assert section.find("a", string="Alle Termine")["href"] == calendar
    assert "Morgen , Freitag, 27. November, 18–20 Uhr" in main(page(client, "/"))


def test_a_start_page_without_dates_has_no_room_for_them_but_the_citys_says_so(
    client, gruenau
) -> None:
    assert "Nächste Termine" not in main(page(client, "/gruenau/"))
    assert "Zurzeit ist keine Veranstaltung eingetragen." in main(page(client, "/"))
