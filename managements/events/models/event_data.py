"""An event as machines read it: schema.org/Event."""

import datetime
from typing import Any

from managements.events.models.occurrences import Occurrence
from managements.models import Management
from managements.offices.models import Place
from managements.schedules.dates import State
from managements.schedules.local_time import local

# As many single dates as anybody looks for.
MOST_DATES = 20
CITY = "Stadt Leipzig"
TOWN = {"@type": "PostalAddress", "addressLocality": "Leipzig", "addressCountry": "DE"}
_STATES = {
    State.CANCELLED: "https://schema.org/EventCancelled",
    State.MOVED: "https://schema.org/EventRescheduled",
}
_SCHEDULED = "https://schema.org/EventScheduled"


def event_data(
    *,
    name: str,
    description: str,
    url: str,
    is_free: bool,
    rows: list[Occurrence],
    organisers: list[Management],
    further_organisers: str,
) -> dict[str, Any]:
    """Return an event with its dates as JSON-LD; nothing for one without dates.

    Several dates are events below the one that they belong to (subEvent). Where a date was moved
    away from is no date of its own, but says when the moved one would have been. Source:
    https://schema.org/Event, https://developers.google.com/search/docs/appearance/structured-data/event
    """
    previous = {row.planned_day: row for row in rows if row.state == State.MOVED_AWAY}
    shown = [row for row in rows if row.state != State.MOVED_AWAY][:MOST_DATES]
    if not shown:
        return {}
    head = next((row for row in shown if row.takes_place), shown[0])
    common: dict[str, Any] = {
        "@type": "Event",
        "name": name,
        "url": url,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": is_free,
        "organizer": _organisers(organisers, further_organisers),
    }
    if description:
        common["description"] = description
    data = {
        "@context": "https://schema.org",
        **common,
        **_date(head, previous.get(head.planned_day)),
    }
    if len(shown) > 1:
        data["subEvent"] = [
            {**common, **_date(row, previous.get(row.planned_day))} for row in shown
        ]
    return data


def _date(row: Occurrence, previous: Occurrence | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "startDate": _moment(row.starts_at, has_time=row.has_time),
        "eventStatus": _STATES.get(State(row.state), _SCHEDULED),
    }
    if row.has_end:
        data["endDate"] = _moment(row.ends_at, has_time=row.has_time)
    elif not row.has_time:
        # The end of the last day is kept as the midnight after it.
        data["endDate"] = (local(row.ends_at) - datetime.timedelta(microseconds=1)).date()
    if row.state == State.MOVED:
        data["previousStartDate"] = (
            _moment(previous.starts_at, has_time=previous.has_time) if previous else row.other_day
        )
    data["location"] = _place(row.place)
    return data


def _moment(moment: datetime.datetime, *, has_time: bool) -> datetime.datetime | datetime.date:
    return local(moment) if has_time else local(moment).date()


def _place(place: Place | None) -> dict[str, Any]:
    """Return where it is; search engines want a place with an address, and know the town at least."""
    if place is None:
        return {"@type": "Place", "name": TOWN["addressLocality"], "address": TOWN}
    data: dict[str, Any] = {"@type": "Place", "name": place.name, "address": TOWN}
    if place.address:
        data["address"] = ", ".join(filter(None, map(str.strip, place.address.splitlines())))
    if place.latitude is not None:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return data


def _organisers(managements: list[Management], further: str) -> list[dict[str, Any]]:
    organisers = [
        {"@type": "Organization", "name": one.name, "url": one.page.full_url} for one in managements
    ] or [{"@type": "Organization", "name": CITY}]
    if further:
        organisers.append({"@type": "Organization", "name": further})
    return organisers
