"""The fixed people, places and days that the examples share."""

import datetime
from dataclasses import replace
from typing import Any

from django.templatetags.static import static

from managements.component_page.stand_ins import StandIn
from managements.events.models.shown_dates import ShownDate
from managements.models import Management
from managements.models.colour import accent_class
from managements.offices.models import Place
from managements.offices.models.places import KnownFact
from managements.schedules.dates import State

# A Monday. Nothing here asks the clock.
TODAY = datetime.date(2026, 12, 7)
LONG_WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
NOWHERE = "#"


def accent_of(slug: str) -> str:
    """Return the class with a management's colour, which is known where there is such a management."""
    return accent_class(slug)


def emblem_of(slug: str) -> str:
    """Return where a drawing is."""
    return static(f"emblems/{slug}.svg")


def management(**values: Any) -> Any:
    """Return a management."""
    return StandIn(
        Management,
        **{
            "name": "Quartiersmanagement Leipziger Osten",
            "short_name": "Leipziger Osten",
            "slug": "leipziger-osten",
            "get_kind_display": "Quartiersmanagement",
            "accent_class": accent_of("leipziger-osten"),
            "has_ended": False,
        }
        | values,
    )


def shown_date(**values: Any) -> ShownDate:
    """Return a date: next Thursday's workshop, unless something else is said."""
    return replace(
        ShownDate(
            title="Offene Fahrradwerkstatt",
            url=NOWHERE,
            day=datetime.date(2026, 12, 10),
            today=TODAY,
            times="16–18\N{NO-BREAK SPACE}Uhr",
            machine_time="2026-12-10T16:00:00+01:00",
            state=State.PLANNED,
            is_off=False,
            state_words="",
            note="",
            place="Nachbarschaftszentrum Ostwache",
            owner="",
            accent_class="",
            tags=(),
        ),
        **values,
    )


def at_a_glance() -> dict[str, ShownDate]:
    """Return one date in every state, by the state's name."""
    cancelled = {"state": State.CANCELLED, "is_off": True, "state_words": "fällt aus"}
    return {
        "wie geplant": shown_date(),
        "heute": shown_date(day=TODAY, machine_time="2026-12-07T16:00:00+01:00"),
        "morgen, mit Merkmalen": shown_date(
            day=datetime.date(2026, 12, 8),
            machine_time="2026-12-08T16:00:00+01:00",
            tags=("kostenlos", "ohne Anmeldung", "stufenlos"),
            owner="Grünau",
            accent_class=accent_of("gruenau"),
        ),
        "fällt aus": shown_date(**cancelled),
        "fällt aus, mit Grund": shown_date(
            **cancelled, note="Krankheit. Am 17. sind wir wieder da."
        ),
        "verlegt nach hier": shown_date(
            state=State.MOVED, state_words="verlegt von Dienstag, 8.\N{NO-BREAK SPACE}Dezember"
        ),
        "verlegt nach anderswo": shown_date(
            state=State.MOVED_AWAY,
            is_off=True,
            state_words="verlegt auf Donnerstag, 17.\N{NO-BREAK SPACE}Dezember, 17\N{NO-BREAK SPACE}Uhr",
        ),
        "zusätzlicher Termin": shown_date(state=State.EXTRA, state_words="zusätzlicher Termin"),
        "ganztägig, in einem anderen Jahr": shown_date(
            day=datetime.date(2027, 1, 9), times="", machine_time="2027-01-09", place=""
        ),
        "langes Wort, ohne Adresse": shown_date(title=LONG_WORD, url="", place=LONG_WORD),
    }


def place(**values: Any) -> Any:
    """Return a place of which everything is known."""
    return StandIn(
        Place,
        **{
            "name": "Stadtteilbibliothek Volkmarsdorf",
            "address": "Torgauer Platz 3\n04315 Leipzig",
            "directions": "Straßenbahn 3 und 8 bis Torgauer Platz. Der Eingang ist im Hof.",
            "known_facts": [
                KnownFact("Stufenlos", "ja", "yes"),
                KnownFact("Toilette für Rollstuhlfahrende", "teilweise", "partly"),
                KnownFact("Induktive Höranlage", "nein", "no"),
            ],
            "unknown_facts": [],
            "accessibility_note": "Der Seiteneingang hat eine Rampe.",
            "spoken": ["Deutsch", "Arabisch"],
        }
        | values,
    )
