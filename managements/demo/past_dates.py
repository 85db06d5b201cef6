"""Where things took place, and what really took place, as it was found in public.

Nothing is invented: what was not found is empty. Which street lies in which district is known from
the city's list of streets; where a street runs through several, the place has none.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from managements.events.models import Participation
from managements.offices.models import Fact
from managements.schedules.rules import Repeats

Day = datetime.date
Time = datetime.time
ASKED, ACCEPTED = Participation.State.ASKED, Participation.State.ACCEPTED

NEIGHBOURS = "nachbarschaft-stadtteilkultur"
HOUSING = "wohnen-wohnumfeld"

CITY = ""  # the city itself holds an event
EVERYBODY = (
    "leipziger-osten", "gruenau", "paunsdorf", "mockau", "schoenefeld", "loessnig",
    "moeckern-gohlis-nord",
)  # fmt: skip


@dataclass(frozen=True)
class PlaceFacts:
    """A place of a management."""

    management: str
    name: str
    address: str = ""
    district: str = ""
    step_free: str = Fact.UNKNOWN


@dataclass(frozen=True)
class EventFacts:
    """An event of a management, or of the city. Places are named; an empty time is not known."""

    management: str
    slug: str
    title: str
    introduction: str
    first_day: Day
    starts_at: Time | None = None
    ends_at: Time | None = None
    last_day: Day | None = None
    places: tuple[str, ...] = ()
    meeting_point: str = ""
    topics: tuple[str, ...] = ()
    accessibility: str = ""
    # Nothing was found about what the past ones cost.
    is_free: bool = False
    repeats: Repeats = Repeats.ONCE
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    days: tuple[Day, ...] = ()
    # Other managements that were asked to take part, and what they said.
    participations: Mapping[str, Participation.State] = field(default_factory=dict)


HOUSE = "Stadtteilhaus"
SENIORS = "Seniorenbüro „Inge & Walter“"
LIBRARY = "Stadtteilbibliothek Volkmarsdorf"
STREET = "Stünzer Straße"
CINEMA = "Kino der Jugend"
MARKET = "Marktplatz Paunsdorf"
HERTZ = "Gustav-Hertz-Gymnasium"
WALDORF = "Freie Waldorfschule"
MEADOW = "Wiese Mockauer Straße, Ecke Kieler Straße"
KULTURGUT = "KulturGut am Schloss"
OSTWALD = "Mensa des Wilhelm-Ostwald-Gymnasiums"
HEISENBERG = "Mensa des Werner-Heisenberg-Gymnasiums"
MOECKERN_MARKET = "Möckernscher Markt"

PLACES: tuple[PlaceFacts, ...] = (
    PlaceFacts("leipziger-osten", HOUSE, "Wurzner Straße 70\n04315 Leipzig"),
    PlaceFacts("leipziger-osten", SENIORS, "Eisenbahnstraße 66\nLeipzig"),
    PlaceFacts("leipziger-osten", LIBRARY, district="volkmarsdorf"),
    PlaceFacts(
        "leipziger-osten",
        STREET,
        "zwischen Borsdorfer Straße und Friedrich-Dittes-Straße",
        "anger-crottendorf",
    ),
    PlaceFacts("leipziger-osten", CINEMA),
    PlaceFacts("paunsdorf", MARKET),
    PlaceFacts("paunsdorf", HERTZ, "Dachsstraße 5\nLeipzig"),
    PlaceFacts("mockau", WALDORF, "Berthastraße 15\nLeipzig", "mockau-sued"),
    PlaceFacts("mockau", MEADOW, district="mockau-nord"),
    PlaceFacts("schoenefeld", KULTURGUT, "Zeumerstraße 1\nLeipzig", "schoenefeld-abtnaundorf"),
    PlaceFacts("loessnig", OSTWALD, district="loessnig", step_free=Fact.YES),
    PlaceFacts("moeckern-gohlis-nord", HEISENBERG, "Renftstraße 3\nLeipzig", "moeckern"),
    PlaceFacts("moeckern-gohlis-nord", MOECKERN_MARKET, district="moeckern"),
)

# The Komplexbaumaßnahme Gorkistraße (until December 2024) is no event: nobody could go there at a
# certain time. Schönefeld tells of it on a page.
PAST_EVENTS: tuple[EventFacts, ...] = (
    EventFacts(
        CITY,
        "tag-der-staedtebaufoerderung-2026",
        "Tag der Städtebauförderung 2026",
        "„Lebendige Orte. Starke Gemeinschaften“: Unter diesem Motto waren alle sieben Quartiere "
        "dabei.",
        Day(2026, 5, 9),
        topics=(HOUSING,),
        participations=dict.fromkeys(EVERYBODY, ACCEPTED),
    ),
    EventFacts(
        "leipziger-osten",
        "tag-der-offenen-tuer-2025",
        "Tag der offenen Tür im Stadtteilhaus",
        "Ein Nachmittag lang standen im Stadtteilhaus alle Türen offen.",
        Day(2025, 6, 24),
        Time(14, 30),
        Time(17),
        places=(HOUSE,),
        topics=(NEIGHBOURS,),
    ),
    EventFacts(
        "leipziger-osten",
        "eroeffnungsfest-stuenzer-strasse-2025",
        "Eröffnungsfest Stünzer Straße",
        "Ein Fest mitten auf der Straße, zu ihrer Eröffnung.",
        Day(2025, 6, 17),
        places=(STREET,),
        topics=(NEIGHBOURS, HOUSING),
    ),
    EventFacts(
        "leipziger-osten",
        "linie-ost-2025",
        "Linie Ost: die siebte Bustour",
        "Zum siebten Mal mit dem Bus durch den Leipziger Osten.",
        Day(2025, 6, 13),
        Time(15),
        places=(CINEMA,),
        topics=(HOUSING,),
    ),
    EventFacts(
        "leipziger-osten",
        "stadtteilrundgang-nachhaltigkeit-2024",
        "Stadtteilrundgang Nachhaltigkeit",
        "Zu Fuß durch den Stadtteil: Was heißt hier nachhaltig?",
        Day(2024, 3, 22),
        Time(16),
        Time(18),
        places=(HOUSE,),
        meeting_point="von der Wurzner Straße 70 zur Elisabethstraße 7",
        topics=(HOUSING,),
    ),
    EventFacts(
        "mockau",
        "neues-in-mockau-2025",
        "Neues in Mockau",
        "Ein Abend über alles, was in Mockau gerade neu ist.",
        Day(2025, 10, 23),
        Time(18),
        Time(20),
        places=(WALDORF,),
    ),
    EventFacts(
        "mockau",
        "bunter-mockauer-sommer-2020",
        "Bunter Mockauer Sommer",
        "Drei Tage Sommer auf der Wiese.",
        Day(2020, 9, 11),
        last_day=Day(2020, 9, 13),
        places=(MEADOW,),
        topics=(NEIGHBOURS,),
    ),
    EventFacts(
        "paunsdorf",
        "paunsdorf-blueht-auf-2025",
        "Paunsdorf blüht auf",
        "Zum Tag der Städtebauförderung blühte der Marktplatz auf.",
        Day(2025, 5, 10),
        Time(14),
        places=(MARKET,),
        topics=(NEIGHBOURS, HOUSING),
    ),
    EventFacts(
        "paunsdorf",
        "buergerinformationsabend-paunsdorf-2024",
        "Bürgerinformationsabend Paunsdorf",
        "Ein Abend für Ihre Fragen zu Paunsdorf.",
        Day(2024, 10, 29),
        Time(18),
        Time(20, 30),
        places=(HERTZ,),
    ),
    EventFacts(
        "loessnig",
        "stadtteilforum-loessnig-2024",
        "Stadtteilforum Lößnig",
        "Lößnig kam zusammen, um über Lößnig zu sprechen.",
        Day(2024, 6, 11),
        Time(18),
        places=(OSTWALD,),
        accessibility="Die Veranstaltung war barrierefrei.",
    ),
    EventFacts(
        "moeckern-gohlis-nord",
        "stadtteilrundgang-moeckern-2024",
        "Stadtteilrundgang Möckern",
        "Zu Fuß durch Möckern, Start war am Markt.",
        Day(2024, 9, 11),
        Time(17),
        places=(MOECKERN_MARKET,),
        topics=(HOUSING,),
    ),
    EventFacts(
        "moeckern-gohlis-nord",
        "stadtteilforum-moeckern-2024",
        "Stadtteilforum Möckern",
        "Möckern kam zusammen: Was braucht der Stadtteil?",
        Day(2024, 11, 12),
        Time(18),
        places=(HEISENBERG,),
    ),
    EventFacts(
        "schoenefeld",
        "neues-im-stadtteil-2022",
        "Neues im Stadtteil",
        "Ein Abend über alles, was in Schönefeld neu war.",
        Day(2022, 11, 3),
        Time(17, 30),
        places=(KULTURGUT,),
    ),
)
