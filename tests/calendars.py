"""Reads calendars back, by two libraries that know nothing of each other."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import icalendar
import recurring_ical_events
import vobject

from managements.schedules.local_time import moment

EARLIEST, LATEST = datetime.date(2024, 1, 1), datetime.date(2032, 1, 1)


@dataclass(frozen=True, order=True)
class Seen:
    """A date as somebody sees it who subscribed; moments are in UTC, whole days begin at midnight."""

    starts: datetime.datetime
    ends: datetime.datetime
    is_cancelled: bool = False
    place: str = ""


def read_by_icalendar(file: str) -> list[Seen]:
    """Return the dates that icalendar and recurring-ical-events find."""
    calendar = icalendar.Calendar.from_ical(file)
    found = recurring_ical_events.of(calendar, skip_bad_series=False).between(EARLIEST, LATEST)
    return sorted(
        Seen(
            _moment(one["DTSTART"].dt),
            _moment(one["DTEND"].dt if "DTEND" in one else one["DTSTART"].dt),
            str(one.get("STATUS", "")) == "CANCELLED",
            str(one.get("LOCATION", "")),
        )
        for one in found
    )


def read_by_vobject(file: str) -> list[Seen]:
    """Return the dates that vobject and dateutil find; what replaces a date names one that exists."""
    calendar = vobject.readOne(file)
    by_uid = defaultdict(list)
    for one in calendar.contents.get("vevent", []):
        by_uid[one.uid.value].append(one)
    return sorted(seen for parts in by_uid.values() for seen in _vobject_series(parts))


def _vobject_series(parts: list) -> Iterable[Seen]:
    master, *rest = parts
    replaced = {_moment(part.recurrence_id.value): part for part in rest}
    assert len(replaced) == len(rest), "two replacements of one date"
    rules = master.getrruleset(addRDate=True)
    first = master.dtstart.value
    slots = list(rules) if rules else [first]
    if not isinstance(first, datetime.datetime):
        slots = [slot.date() if isinstance(slot, datetime.datetime) else slot for slot in slots]
    assert slots[0] == first, "the first date is the beginning of the series"
    for slot in slots:
        part = replaced.pop(_moment(slot), None)
        if part is not None:
            yield _vobject_date(part, part.dtstart.value)
        else:
            yield _vobject_date(master, slot)
    assert not replaced, f"replacements of what there is not: {replaced}"


def _vobject_date(part: object, start: datetime.date) -> Seen:
    length = datetime.timedelta()
    if hasattr(part, "dtend"):
        length = part.dtend.value - part.dtstart.value
    elif hasattr(part, "duration"):
        length = part.duration.value
    return Seen(
        _moment(start),
        _moment(start + length),
        hasattr(part, "status") and part.status.value == "CANCELLED",
        part.location.value if hasattr(part, "location") else "",
    )


def _moment(when: datetime.date) -> datetime.datetime:
    if isinstance(when, datetime.datetime):
        assert when.tzinfo is not None, "no time without its zone"
        return when.astimezone(datetime.UTC)
    return moment(when, datetime.time())


def assert_valid(file: bytes) -> None:
    """Check what RFC 5545 asks of every calendar."""
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b""), "lines end with CRLF"
    assert b"\r" not in file.replace(b"\r\n", b"")
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "3.1: at most 75 octets"
    for line in lines:
        line.decode()  # no letter is torn apart
        assert not any(octet < 0x20 and octet != 0x09 for octet in line), line
    calendar = icalendar.Calendar.from_ical(file)
    assert not calendar.errors
    assert {"VERSION", "PRODID"} <= set(calendar)
    assert calendar["VERSION"] == "2.0"
    assert len(calendar.walk("VTIMEZONE")) == 1
    seen = set()
    masters = set()
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS"} <= set(event)
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "RECURRENCE-ID", "RRULE", "SEQUENCE"):
            assert not isinstance(event.get(name), list), f"{name} once"
        slot = event.get("RECURRENCE-ID")
        key = (str(event["UID"]), slot.to_ical() if slot else None)
        assert key not in seen
        seen.add(key)
        if slot is None:
            masters.add(key[0])
        else:
            assert key[0] in masters, "what replaces a date follows its series"
            master_start = next(
                one for one in calendar.walk("VEVENT") if str(one["UID"]) == key[0]
            )["DTSTART"].dt
            assert type(slot.dt) is type(master_start), "3.8.4.4: of the type of DTSTART"
        start = event["DTSTART"].dt
        if isinstance(start, datetime.datetime):
            assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
        if "DTEND" in event:
            end = event["DTEND"].dt
            assert type(end) is type(start), "3.8.2.2: of the type of DTSTART"
            assert _moment(end) > _moment(start), "3.8.2.2: later than DTSTART"
        if "RRULE" in event:
            until = event["RRULE"]["UNTIL"][0]
            if isinstance(start, datetime.datetime):
                assert until.utcoffset() == datetime.timedelta(), "3.3.10: UNTIL in UTC"
            else:
                assert not isinstance(until, datetime.datetime)
