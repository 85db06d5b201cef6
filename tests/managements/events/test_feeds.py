"""Calendars as files: what stands in them, and that it is what stands in the table of dates."""

import datetime
from collections.abc import Iterator

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from managements.events.models import (
    CalendarEntry,
    DateChange,
    EventPage,
    Occurrence,
    Participation,
)
from managements.events.refreshing import refresh_event, refresh_everything, refresh_hour
from managements.funding.models import FundingNotice
from managements.models import FieldOfAction, Management
from managements.schedules.dates import ChangeKind, State
from managements.schedules.local_time import local
from tests.calendars import Seen, assert_valid, read_by_icalendar, read_by_vobject
from tests.dates import at, make_closure, make_event, make_hour, make_place

pytestmark = pytest.mark.once

NOW = at("2026-12-01", "12:00")
# 60 days before the first of the month.
KEPT_SINCE = at("2026-10-02")
MONDAY = datetime.date(2026, 12, 7)
EVENING = {"starts_at": datetime.time(18), "ends_at": datetime.time(20)}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def file_at(client: Client, url: str = "/gruenau/termine.ics") -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    assert_valid(response.content)
    return response.content.decode()


def events_in(file: str) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(file).walk("VEVENT")


def titles(file: str) -> list[str]:
    return [str(one["SUMMARY"]) for one in events_in(file)]


def table(since: datetime.datetime | None = None) -> list[Seen]:
    """Return what the table of dates says; where nobody knows the end, programs end at the start."""
    rows = Occurrence.objects.exclude(state=State.MOVED_AWAY).select_related("place")
    return sorted(
        Seen(
            row.starts_at,
            row.ends_at if row.has_end or not row.has_time else row.starts_at,
            row.state == State.CANCELLED,
            row.place.in_one_line if row.place else "",
        )
        for row in rows
        if since is None or row.ends_at > since
    )


def assert_equals_table(file: str, since: datetime.datetime | None = None) -> None:
    wanted = table(since)
    assert wanted
    for read in (read_by_icalendar, read_by_vobject):
        seen = [one for one in read(file) if since is None or one.ends > since]
        assert seen == wanted, read


def change(source: object, kind: ChangeKind, day: datetime.date, **facts: object) -> None:
    key = "event" if source._meta.model_name == "eventpage" else "hour"
    DateChange.objects.create(**{key: source}, kind=kind, day=day, **facts)
    (refresh_event if key == "event" else refresh_hour)(source)


@pytest.fixture
def full_calendar(gruenau: Management) -> Management:
    """A management with everything that may be said about dates."""
    cafe = make_place(
        gruenau, "Café; Hof, hinten", address="Stuttgarter Allee 19\n04209 Leipzig",
        latitude=51.31, longitude=12.28,
    )  # fmt: skip
    library = make_place(gruenau, "Bibliothek")
    hour = make_hour(gruenau, cafe, library)
    make_closure(gruenau, at("2026-12-20"), at("2027-01-10"), reason="Winterpause")
    change(hour, ChangeKind.CANCELLED, datetime.date(2026, 12, 7), note="krank; morgen, ja")
    change(
        hour, ChangeKind.MOVED, datetime.date(2027, 2, 1), new_day=datetime.date(2027, 2, 3),
        new_starts_at=datetime.time(15),
    )  # fmt: skip
    change(hour, ChangeKind.MOVED, datetime.date(2027, 2, 15), place=cafe)
    change(hour, ChangeKind.LEFT_OUT, datetime.date(2027, 3, 1))
    change(hour, ChangeKind.EXTRA, datetime.date(2027, 3, 9))
    change(hour, ChangeKind.EXTRA, datetime.date(2027, 3, 10), new_starts_at=datetime.time(9))
    change(
        hour, ChangeKind.EXTRA, datetime.date(2027, 3, 15), new_starts_at=datetime.time(18),
        is_cancelled=True, cancelled_because="Glatteis", note="mit Kaffee",
    )  # fmt: skip
    make_hour(
        gruenau, library, title="Montags", repeats="weekly", nths=[], weekdays=[0, 6],
        starts_at=datetime.time(1, 30), ends_at=datetime.time(3, 30),
    )  # fmt: skip
    make_event(
        gruenau, "Jahr der Feste", first_day=MONDAY, last_day=datetime.date(2026, 12, 11),
        starts_at=None, ends_at=None,
    )  # fmt: skip
    listed = make_event(
        gruenau, "Lesungen", cafe, repeats="listed", first_day=MONDAY,
        days=["2026-12-14", "2027-03-28"], ends_at=None,
    )  # fmt: skip
    change(listed, ChangeKind.CANCELLED, MONDAY)
    make_event(
        gruenau, "Jeden Mittwoch außer dem dritten", repeats="monthly", weekdays=[2],
        nths=[1, 2, 4, 5], skips_school_holidays=True,
    )  # fmt: skip
    return gruenau


def test_the_feed_says_what_the_table_of_dates_says(client, full_calendar) -> None:
    assert_equals_table(file_at(client), since=KEPT_SINCE)
    assert_equals_table(file_at(client, "/termine.ics"), since=KEPT_SINCE)
    assert Occurrence.objects.filter(state=State.CANCELLED).count() > 3


def test_the_feed_still_says_it_two_years_later(client, full_calendar) -> None:
    later = at("2028-11-05", "03:00")
    with time_machine.travel(later, tick=False):
        refresh_everything()
        assert_equals_table(file_at(client), since=later)


def test_a_rule_of_many_years_tells_of_the_last_weeks_alone(client, gruenau) -> None:
    places = [make_place(gruenau, name) for name in ("Café", "Bibliothek", "Hof")]
    make_hour(
        gruenau, *places, repeats="weekly", nths=[], weekdays=[1, 4], every=3,
        first_day=datetime.date(2000, 1, 4),
    )  # fmt: skip
    file = file_at(client)
    assert min(one.starts for one in read_by_icalendar(file)) >= KEPT_SINCE
    assert_equals_table(file, since=KEPT_SINCE)


def test_what_gets_long_past_leaves_once_a_month(client, gruenau) -> None:
    hour = make_hour(
        gruenau, repeats="weekly", nths=[], weekdays=[0], until=datetime.date(2027, 3, 30)
    )
    versions = []
    for day in ("2026-12-01", "2026-12-15", "2026-12-31", "2027-01-01", "2027-01-31"):
        with time_machine.travel(at(day, "03:00"), tick=False):
            refresh_hour(hour)
            entry = CalendarEntry.objects.get()
            versions.append((entry.sequence, entry.text))
    assert versions[0] == versions[1] == versions[2]
    assert versions[3][0] == versions[2][0] + 1
    assert versions[3] == versions[4]


def test_what_ended_altogether_is_never_written_again(client, gruenau) -> None:
    hour = make_hour(
        gruenau, repeats="weekly", nths=[], weekdays=[0], first_day=datetime.date(2020, 1, 1),
        until=datetime.date(2026, 11, 20),
    )  # fmt: skip
    before = CalendarEntry.objects.get().text
    assert 5 < len(read_by_icalendar(file_at(client))) < 10
    with time_machine.travel(at("2028-12-01", "03:00"), tick=False):
        refresh_everything()
        assert CalendarEntry.objects.get().text == before
        assert client.get(f"/gruenau/termine/sprechstunde-{hour.pk}.ics").status_code == 200


def test_a_rule_that_changes_tells_nothing_of_a_past_that_never_was(client, gruenau) -> None:
    hour = make_hour(gruenau, repeats="weekly", nths=[], weekdays=[0])
    hour.weekdays = [1]
    hour.save()
    file = file_at(client)
    assert_equals_table(file, since=NOW)
    kept = {(row.starts_at) for row in Occurrence.objects.filter(ends_at__lte=NOW)}
    assert {one.starts for one in read_by_icalendar(file) if one.ends <= NOW} <= kept


def test_cancelled_and_moved_dates_say_so_in_words(client, full_calendar) -> None:
    events = {
        str(one["RECURRENCE-ID"].dt): one
        for one in events_in(file_at(client, "/gruenau/termine.ics"))
        if "RECURRENCE-ID" in one
    }
    cancelled = events["2026-12-07 14:00:00+01:00"]
    assert cancelled["STATUS"] == "CANCELLED"
    assert str(cancelled["SUMMARY"]).startswith("Fällt aus: Sprechstunde")
    assert "krank; morgen, ja" in cancelled["DESCRIPTION"]
    added = events["2027-03-15 18:00:00+01:00"]
    assert added["STATUS"] == "CANCELLED"
    assert str(added["SUMMARY"]).startswith("Fällt aus: Sprechstunde")
    assert "Glatteis" in added["DESCRIPTION"]
    assert "Kaffee" not in added["DESCRIPTION"]
    by_the_rule = events["2027-03-15 14:00:00+01:00"]  # it differs in its place
    assert by_the_rule["STATUS"] == "CONFIRMED"
    moved = events["2027-02-01 14:00:00+01:00"]
    assert str(moved["DTSTART"].dt) == "2027-02-03 15:00:00+01:00"
    assert "Verlegt vom Montag, 1. Februar 2027." in moved["DESCRIPTION"]
    closed = events["2026-12-21 14:00:00+01:00"]
    assert closed["STATUS"] == "CANCELLED"
    assert "Winterpause" in closed["DESCRIPTION"]


def test_a_single_event_that_is_cancelled_or_moved_is_the_same_event(client, gruenau) -> None:
    event = make_event(gruenau)
    [before] = events_in(file_at(client))
    change(event, ChangeKind.CANCELLED, MONDAY, note="Sturm")
    [cancelled] = events_in(file_at(client))
    DateChange.objects.all().delete()
    change(event, ChangeKind.MOVED, MONDAY, new_day=datetime.date(2026, 12, 9))
    [moved] = events_in(file_at(client))
    assert before["UID"] == cancelled["UID"] == moved["UID"]
    assert [one["SEQUENCE"] for one in (before, cancelled, moved)] == [0, 1, 2]
    assert cancelled["STATUS"] == "CANCELLED"
    assert str(moved["DTSTART"].dt) == "2026-12-09 18:00:00+01:00"
    assert "RECURRENCE-ID" not in moved


def test_the_identifier_outlives_edits_and_the_sequence_rises_with_them_alone(
    client, gruenau
) -> None:
    event = make_event(gruenau, "Café")
    entry = CalendarEntry.objects.get()
    first = (entry.uid, entry.sequence, entry.changed_at)
    with time_machine.travel(at("2026-12-02"), tick=False):
        refresh_event(event)
        event.save_revision().publish()
        entry.refresh_from_db()
        assert (entry.uid, entry.sequence, entry.changed_at) == first
        event.title = "Café am Abend"
        event.save_revision().publish()
        entry.refresh_from_db()
        assert (entry.uid, entry.sequence) == (first[0], 1)
        [shown] = events_in(file_at(client))
        assert (shown["SEQUENCE"], shown["DTSTAMP"].dt) == (1, at("2026-12-02"))
    event.unpublish()
    assert events_in(file_at(client)) == []
    event.save_revision().publish()
    [again] = events_in(file_at(client))
    assert str(again["UID"]) == str(first[0])
    assert again["SEQUENCE"] > 1


def test_a_draft_changes_no_feed(client, gruenau) -> None:
    event = make_event(gruenau, "Öffentlich")
    event.title = "Geheim"
    event.save_revision()
    make_event(gruenau, "Entwurf", is_live=False)
    refresh_everything()
    assert titles(file_at(client)) == ["Öffentlich"]


def test_a_management_in_preparation_is_in_no_feed(client, make_management) -> None:
    hidden = make_management("verborgen", is_public=False)
    make_hour(hidden)
    make_event(hidden, "Geheim")
    assert titles(file_at(client, "/termine.ics")) == []
    for name in ("termine.ics", "termine/geheim.ics", "termine/sprechstunde-1.ics"):
        assert client.get(f"/verborgen/{name}").status_code == 404


def test_each_feed_has_its_own_and_the_citys_has_all(client, gruenau, paunsdorf) -> None:
    make_event(gruenau, "In Grünau")
    make_event(paunsdorf, "In Paunsdorf")
    make_event(None, "Der Stadt")
    assert titles(file_at(client)) == ["In Grünau"]
    assert titles(file_at(client, "/paunsdorf/termine.ics")) == ["In Paunsdorf"]
    assert titles(file_at(client, "/termine.ics")) == ["In Grünau", "In Paunsdorf", "Der Stadt"]


def test_an_event_of_two_managements_is_one_event_once_accepted(client, gruenau, paunsdorf) -> None:
    event = make_event(gruenau, "Gemeinsam")
    asked = Participation.objects.create(event=event, management=paunsdorf)
    assert titles(file_at(client, "/paunsdorf/termine.ics")) == []
    asked.state, asked.decided_at = Participation.State.ACCEPTED, NOW
    asked.save()
    [own], [joined] = (
        events_in(file_at(client, f"/{slug}/termine.ics")) for slug in ("gruenau", "paunsdorf")
    )
    assert own["UID"] == joined["UID"]
    assert joined["URL"] == "http://quartiere.test/gruenau/termine/gemeinsam/"
    assert titles(file_at(client, "/termine.ics")) == ["Gemeinsam"]


def test_what_ended_more_than_thirty_days_ago_is_left_out(client, gruenau) -> None:
    make_event(gruenau, first_day=datetime.date(2026, 11, 1))
    with time_machine.travel(at("2026-12-01", "19:59"), tick=False):
        assert titles(file_at(client)) == ["Stadtteilforum"]
    with time_machine.travel(at("2026-12-01", "20:00"), tick=False):
        assert titles(file_at(client)) == []
    assert titles(file_at(client, "/gruenau/termine/stadtteilforum.ics")) == ["Stadtteilforum"]


def test_a_management_that_has_ended_announces_nothing_more(client, gruenau) -> None:
    make_hour(gruenau)
    gruenau.status = Management.Status.CLOSED
    gruenau.save()
    assert titles(file_at(client)) == []
    assert titles(file_at(client, "/termine.ics")) == []


def test_titles_may_hold_any_letters(client, gruenau) -> None:
    title = "Größe; Maß, \\Straße\\ 🎉 «Fest»\tfür alle: " + "🌻ä" * 30
    event = make_event(gruenau, title, slug="fest", introduction="Zeile 1\r\nZeile 2\x1a\x07;,")
    [shown] = events_in(file_at(client, "/gruenau/termine/fest.ics"))
    assert str(shown["SUMMARY"]) == title
    assert str(shown["DESCRIPTION"]).startswith("Zeile 1\nZeile 2;,\nKostenlos.")
    assert str(shown["DESCRIPTION"]).endswith("\nhttp://quartiere.test/gruenau/termine/fest/")
    assert str(shown["URL"]) == event.full_url


def test_long_addresses_are_folded_as_well(client, gruenau) -> None:
    event = make_event(gruenau, slug="x" * 200)
    [shown] = events_in(file_at(client))
    assert str(shown["URL"]) == event.full_url
    assert str(shown["DESCRIPTION"]).endswith(f"\n{event.full_url}")


def test_an_entry_names_place_topics_and_whom_to_ask(client, gruenau) -> None:
    place = make_place(gruenau, "Komm-Haus", address="Selliner Straße 17\n04207 Leipzig",
                       latitude=51.3, longitude=12.25)  # fmt: skip
    topic = FieldOfAction.objects.first()
    make_event(gruenau, "Fest", place, topics=[topic])
    [shown] = events_in(file_at(client))
    assert shown["LOCATION"] == "Komm-Haus, Selliner Straße 17, 04207 Leipzig"
    assert shown["GEO"].to_ical() == "51.3;12.25"
    assert shown["CATEGORIES"].cats == [topic.name]
    assert shown["CONTACT"] == gruenau.name
    assert "ORGANIZER" not in shown
    start = gruenau.page
    start.contact_email = "team@gruenau.example"
    start.save_revision().publish()
    topic.name = "Kultur, und mehr"
    topic.save()
    place.name = "Komm e. V."
    place.save()
    refresh_everything()
    [shown] = events_in(file_at(client))
    assert shown["ORGANIZER"] == "mailto:team@gruenau.example"
    assert shown["ORGANIZER"].params["CN"] == gruenau.name
    assert shown["LOCATION"].startswith("Komm e. V., ")
    assert shown["CATEGORIES"].cats == ["Kultur, und mehr"]
    assert shown["SEQUENCE"] == 3


def test_the_calendar_says_whose_it_is_and_who_pays(client, gruenau) -> None:
    FundingNotice.objects.create(management=gruenau, text="Gefördert, und zwar\n\nvom Land.")
    calendar = icalendar.Calendar.from_ical(file_at(client))
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == f"Termine: {gruenau.name}"
    assert calendar["DESCRIPTION"].endswith("Gefördert, und zwar\n\nvom Land.")
    assert calendar["X-WR-CALDESC"].endswith(r"Gefördert\, und zwar\n\nvom Land.")  # as it is sent
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT6H"
    assert calendar["X-PUBLISHED-TTL"] == "PT6H"
    assert calendar["URL"] == "http://quartiere.test/gruenau/termine/"
    assert calendar["SOURCE"] == "http://quartiere.test/gruenau/termine.ics"


def test_the_file_of_an_event_names_who_paid_when_it_was_published(client, gruenau) -> None:
    FundingNotice.objects.all().delete()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    FundingNotice.objects.create(management=gruenau, text="Früher", valid_until=yesterday)
    FundingNotice.objects.create(management=gruenau, text="Jetzt", valid_from=timezone.localdate())
    event = make_event(gruenau, "Fest", make_place(gruenau))
    EventPage.objects.filter(pk=event.pk).update(
        first_published_at=timezone.now() - datetime.timedelta(days=2)
    )
    calendar = icalendar.Calendar.from_ical(file_at(client, f"/gruenau/termine/{event.slug}.ics"))
    assert calendar["DESCRIPTION"] == "Früher"
    assert icalendar.Calendar.from_ical(file_at(client))["DESCRIPTION"].endswith("Jetzt")


def test_the_zone_in_the_file_has_the_clocks_of_leipzig(client, gruenau) -> None:
    calendar = icalendar.Calendar.from_ical(file_at(client))
    [zone] = calendar.timezones
    clock = zone.to_tz(lookup_tzid=False)
    first = at("2026-01-01")
    for hours in range(0, 24 * 365 * 12, 23):
        moment = local(first + datetime.timedelta(hours=hours))
        if moment.hour != 2:  # may be there twice
            assert moment.replace(tzinfo=clock).utcoffset() == moment.utcoffset()
