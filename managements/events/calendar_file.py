"""A calendar around the entries that it holds, as RFC 5545 and 7986 write it."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, vDuration, vText

PRODUCT = "-//Leipziger Quartiere//Termine//DE"
# How often programs are asked to look again.
REFRESH_EVERY = datetime.timedelta(hours=6)
# The clocks of Leipzig since 1996, and for as long as the European Union keeps summer time
# (directive 2000/84/EC); older dates are in no calendar.
TIMEZONE = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)
# What RFC 5545, 3.1, allows in no text: all controls but tab and line feed.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_END = "END:VCALENDAR\r\n"


@dataclass(frozen=True)
class About:
    """What a calendar says of itself."""

    name: str
    description: str
    # Where people read the same.
    page_url: str


def plain(text: str) -> str:
    """Return a text that people wrote without what no calendar may hold."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def calendar_file(about: About, *, source: str, entries: Iterable[str]) -> str:
    """Return a calendar with the texts of its entries; `source` is where it can be had anew."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    # Each twice: as programs know it, and as the later RFC 7986 has it.
    for name, text in (
        ("x-wr-calname", about.name),
        ("name", about.name),
        ("x-wr-caldesc", about.description),
        ("description", about.description),
    ):
        if text:
            calendar.add(name, vText(plain(text)))
    calendar.add("x-wr-timezone", "Europe/Berlin")
    calendar.add("x-published-ttl", vDuration(REFRESH_EVERY))
    calendar.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("url", about.page_url)
    calendar.add("source", source, parameters={"VALUE": "URI"})
    head = calendar.to_ical(sorted=False).decode().removesuffix(_END)
    return "".join((head, TIMEZONE, *entries, _END))
