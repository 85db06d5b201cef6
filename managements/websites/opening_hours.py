"""What search engines read of an office: where it is, how to reach it, when it is open.

As https://schema.org/GovernmentOffice has it; what is no place, because nobody knows where it is, is an
https://schema.org/GovernmentOrganization. Hours that are held elsewhere stand at that place, so
that nobody is sent to a door that is closed.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from managements.events.models import Occurrence
from managements.models import Management
from managements.offices.models import Closure, Place, bare_address
from managements.schedules.local_time import local
from managements.websites.organisations import management_data

_TOWN = re.compile(r"([0-9]{5})\s+(\S.*)")
_MIDNIGHT = datetime.time()
_DAY = datetime.timedelta(days=1)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def office_data(
    management: Management, occurrences: Iterable[Occurrence], *, now: datetime.datetime
) -> dict[str, Any]:
    """Return an office as structured data, with its coming hours and closures; one query beyond
    what `management_data` asks.

    Nothing of a management that has ended: there is no office any more.
    """
    if management.has_ended:
        return {}
    page = management.page
    at_office: list[dict[str, Any]] = []
    elsewhere: dict[Place, list[dict[str, Any]]] = defaultdict(list)
    for row in occurrences:
        if (hours := _opening(row)) is None:
            continue
        if row.place is None or _same(row.place.address, page.contact_address):
            at_office.append(hours)
        else:
            elsewhere[row.place].append(hours)
    closures = Closure.objects.of(management).coming(now).filter(kind=Closure.Kind.CLOSED)
    address = postal_address(page.contact_address)
    closed_days = [
        closed for closure in closures.order_by("starts_at") if (closed := _closed(closure))
    ]
    is_place = address or at_office or closed_days
    facts = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice" if is_place else "GovernmentOrganization",
        **management_data(management, page.full_url or ""),
        "address": address,
        "openingHoursSpecification": at_office,
        "specialOpeningHoursSpecification": closed_days,
        "location": [
            place_data(place) | {"openingHoursSpecification": hours}
            for place, hours in elsewhere.items()
        ],
    }
    return {name: value for name, value in facts.items() if value}


def place_data(place: Place) -> dict[str, Any]:
    """Return a place as structured data."""
    facts: dict[str, Any] = {
        "@type": "Place",
        "name": place.name,
        "address": postal_address(place.address),
    }
    if place.latitude is not None and place.longitude is not None:
        facts["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return {name: value for name, value in facts.items() if value}


def postal_address(written: str) -> dict[str, str] | str:
    """Return an address in its parts; as it is written where no postcode stands in it."""
    lines = [part.strip() for part in re.split(r"[\n,]", written) if part.strip()]
    for number, line in enumerate(lines):
        if match := _TOWN.fullmatch(line):
            return {
                "@type": "PostalAddress",
                "streetAddress": ", ".join(lines[:number]),
                "postalCode": match[1],
                "addressLocality": match[2],
                "addressCountry": "DE",
            }
    return ", ".join(lines)


def _opening(row: Occurrence) -> dict[str, Any] | None:
    """Return a date as a time that is open; None where it is not, or nobody knows until when."""
    if not (row.takes_place and row.has_time and row.has_end):
        return None
    starts, ends = local(row.starts_at), local(row.ends_at)
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{_WEEKDAYS[starts.weekday()]}",
        "opens": starts.strftime("%H:%M"),
        "closes": ends.strftime("%H:%M"),
        "validFrom": starts.date(),
        "validThrough": starts.date(),
    }


def _closed(closure: Closure) -> dict[str, Any] | None:
    """Return the whole days of a closure as closed; on its other days no hour is listed anyway."""
    starts, ends = local(closure.starts_at), local(closure.ends_at)
    first = starts.date() if starts.time() == _MIDNIGHT else starts.date() + _DAY
    last = ends.date() - _DAY
    if last < first:
        return None
    return {
        "@type": "OpeningHoursSpecification",
        "opens": "00:00",
        "closes": "00:00",
        "validFrom": first,
        "validThrough": last,
    }


def _same(one: str, other: str) -> bool:
    return bare_address(one) == bare_address(other)
