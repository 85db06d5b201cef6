"""Where people find a management: its office, and the other places where it holds its hours."""

from dataclasses import dataclass
from urllib.parse import urlencode

from managements.models import Management
from managements.offices.models import Place
from managements.websites.when_and_where import WhenAndWhere

# The map of the citizens, whose licence asks nobody for anything. Only a link: nothing is loaded.
MAP_URL = "https://www.openstreetmap.org/"
FURTHER_PLACES = 2


@dataclass(frozen=True)
class FoundPlace:
    """A place, and where a map shows it."""

    place: Place
    map_url: str


@dataclass(frozen=True)
class WhereToFind:
    """What a start page says about the way there."""

    # Where a map shows the office, an empty text where no address is known.
    map_url: str
    # What is known about the office, if it is a place in the calendar and does not stand above.
    office: FoundPlace | None
    # Where hours are held, too; the next one's place stands above.
    further: list[FoundPlace]


def where_to_find(management: Management, meeting: WhenAndWhere) -> WhereToFind:
    """Return where people find a management; one query."""
    address = management.page.contact_address
    office = next((place for place in Place.objects.of(management) if place.is_at(address)), None)
    further = {
        row.place: None
        for row in meeting.occurrences
        if row.place and row.takes_place and row.place not in {office, meeting.place}
    }
    return WhereToFind(
        map_url=map_url(address, office),
        office=FoundPlace(office, "") if office and office != meeting.place else None,
        further=[
            FoundPlace(place, map_url(place.address, place))
            for place in list(further)[:FURTHER_PLACES]
        ],
    )


def map_url(address: str, place: Place | None = None) -> str:
    """Return where a map shows a place, by its point or its address; empty if neither is known."""
    if place and place.latitude is not None and place.longitude is not None:
        point = f"{place.latitude:.5f}/{place.longitude:.5f}"
        marked = urlencode({"mlat": f"{place.latitude:.5f}", "mlon": f"{place.longitude:.5f}"})
        return f"{MAP_URL}?{marked}#map=18/{point}"
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    # Maps know streets; a name before them ("Stadtteilhaus") leads them astray.
    first = next((n for n, line in enumerate(lines) if any(map(str.isdigit, line))), None)
    if first is None:
        return ""
    words = ", ".join(lines[first:])
    if "leipzig" not in words.casefold():
        words = f"{words}, Leipzig"
    return f"{MAP_URL}search?{urlencode({'query': words})}"
