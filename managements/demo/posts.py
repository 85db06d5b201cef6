"""What the demonstration's managements tell: facts that were found in public, in our own words.

Reports of what took place have the day after it. What still holds is told some days before the day
on which the demonstration is made, and says of itself that it is an example.
"""

import datetime
from dataclasses import dataclass

from managements.demo.past_dates import CITY, HOUSING, NEIGHBOURS, Day

_EXAMPLE = "Beispielbeitrag der Demonstration: "


@dataclass(frozen=True)
class PostFacts:
    """A post of a management, or of the city."""

    management: str
    slug: str
    title: str
    introduction: str
    published_on: Day
    paragraphs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    shown_until: Day | None = None
    in_network: bool = True


REPORTS: tuple[PostFacts, ...] = (
    PostFacts(
        CITY,
        "tag-der-staedtebaufoerderung-2026",
        "Alle sieben Quartiere waren dabei",
        "Am 9. Mai 2026 war Tag der Städtebauförderung. Das Motto: „Lebendige Orte. Starke "
        "Gemeinschaften“.",
        Day(2026, 5, 11),
        topics=(HOUSING,),
    ),
    PostFacts(
        "leipziger-osten",
        "offene-tueren-im-stadtteilhaus",
        "Offene Türen im Stadtteilhaus",
        "Am 24. Juni 2025 stand das Stadtteilhaus in der Wurzner Straße 70 allen offen.",
        Day(2025, 6, 25),
        topics=(NEIGHBOURS,),
    ),
    PostFacts(
        "leipziger-osten",
        "die-stuenzer-strasse-ist-eroeffnet",
        "Die Stünzer Straße ist eröffnet",
        "Gefeiert wurde am 17. Juni 2025, zwischen Borsdorfer Straße und Friedrich-Dittes-Straße.",
        Day(2025, 6, 18),
        topics=(NEIGHBOURS, HOUSING),
    ),
    PostFacts(
        "leipziger-osten",
        "mit-der-linie-ost-durch-den-stadtteil",
        "Mit der Linie Ost durch den Stadtteil",
        "Am 13. Juni 2025 fährt der Bus zum siebten Mal, um 15 Uhr am Kino der Jugend.",
        Day(2025, 6, 2),
        topics=(HOUSING,),
        shown_until=Day(2025, 6, 13),
    ),
    PostFacts(
        "leipziger-osten",
        "zu-fuss-zu-mehr-nachhaltigkeit",
        "Zu Fuß zu mehr Nachhaltigkeit",
        "Der Rundgang am 22. März 2024 ging von der Wurzner Straße 70 zur Elisabethstraße 7.",
        Day(2024, 3, 25),
        topics=(HOUSING,),
    ),
    PostFacts(
        "paunsdorf",
        "paunsdorf-ist-aufgeblueht",
        "Paunsdorf ist aufgeblüht",
        "Zum Tag der Städtebauförderung traf man sich am 10. Mai 2025 auf dem Marktplatz.",
        Day(2025, 5, 12),
        topics=(NEIGHBOURS, HOUSING),
    ),
    PostFacts(
        "mockau",
        "ein-abend-ueber-neues-in-mockau",
        "Ein Abend über Neues in Mockau",
        "Am 23. Oktober 2025 ging es in der Freien Waldorfschule zwei Stunden lang um Mockau.",
        Day(2025, 10, 24),
        topics=(NEIGHBOURS,),
    ),
    PostFacts(
        "loessnig",
        "loessnig-kam-ins-gespraech",
        "Lößnig kam ins Gespräch",
        "Das Stadtteilforum war am 11. Juni 2024 in der Mensa des Wilhelm-Ostwald-Gymnasiums.",
        Day(2024, 6, 12),
    ),
    PostFacts(
        "moeckern-gohlis-nord",
        "rundgang-ab-dem-moeckernschen-markt",
        "Rundgang ab dem Möckernschen Markt",
        "Am 11. September 2024 ging es vom Markt aus zu Fuß durch Möckern.",
        Day(2024, 9, 12),
        topics=(HOUSING,),
    ),
)


def current_posts(today: Day) -> tuple[PostFacts, ...]:
    """Return what the managements tell of what still holds, some days before a day."""

    def ago(days: int) -> Day:
        return today - datetime.timedelta(days=days)

    return (
        PostFacts(
            CITY,
            "sieben-bueros-ein-netzwerk",
            "Sieben Büros, ein Netzwerk",
            f"{_EXAMPLE}Sieben Managements arbeiten in Leipzig. Hier steht, was sie mitteilen.",
            ago(4),
            ("Jedes hat seine eigenen Seiten. Was alle angeht, steht auch auf dieser Seite.",),
            topics=(NEIGHBOURS,),
        ),
        PostFacts(
            "leipziger-osten",
            "eine-sprechstunde-zwei-orte",
            "Eine Sprechstunde, zwei Orte",
            f"{_EXAMPLE}Am 1. und 3. Montag im Monat sind wir von 14 bis 16 Uhr für Sie da.",
            ago(6),
            (
                "Wir wechseln uns ab: einmal im Seniorenbüro „Inge &amp; Walter“ in der "
                "Eisenbahnstraße 66, einmal in der Stadtteilbibliothek Volkmarsdorf.",
                "Wo wir das nächste Mal sind, steht auf unserer Startseite.",
            ),
            topics=(NEIGHBOURS,),
        ),
        PostFacts(
            "leipziger-osten",
            "der-parkbogen-ost",
            "Der Parkbogen Ost: etwa fünf Kilometer",
            f"{_EXAMPLE}Der Parkbogen Ost gehört zu den Vorhaben, die uns lange begleiten.",
            ago(20),
            (
                "Dazu gehören auch das Kino der Jugend, die Ostwache, die Quartiersschule in der "
                "Ihmelsstraße und der OFT Sellerhausen.",
            ),
            topics=(HOUSING,),
        ),
        PostFacts(
            "leipziger-osten",
            "zwei-halbe-stellen",
            "Zwei halbe Stellen für drei Stadtteile",
            f"{_EXAMPLE}Bei uns teilen sich zwei Menschen eine volle Stelle. Danke für Ihre Geduld.",
            ago(33),
            in_network=False,
        ),
        PostFacts(
            "gruenau",
            "der-quartiersrat-von-gruenau",
            "Bis zu zwanzig Sitze im Quartiersrat",
            f"{_EXAMPLE}Zehn Sitze sind für Menschen, die hier wohnen, zehn für bestimmte Themen.",
            ago(9),
            topics=(NEIGHBOURS,),
        ),
        PostFacts(
            "paunsdorf",
            "unser-buero-in-der-platanenstrasse",
            "Unser Büro in der Platanenstraße",
            f"{_EXAMPLE}Sie finden uns in der Platanenstraße 11, für Alt- und Neu-Paunsdorf.",
            ago(13),
            topics=(NEIGHBOURS,),
        ),
        PostFacts(
            "mockau",
            "seit-2023-in-mockau",
            "Seit 2023 in Mockau",
            f"{_EXAMPLE}Uns gibt es in Mockau-Nord und Mockau-Süd. Unser Träger heißt bgh.",
            ago(16),
            topics=(NEIGHBOURS,),
        ),
        PostFacts(
            "schoenefeld",
            "rueckblick-auf-die-gorkistrasse",
            "Rückblick auf die Gorkistraße",
            f"{_EXAMPLE}Bis Dezember 2024 wurde an der Gorkistraße gebaut.",
            ago(24),
            topics=(HOUSING,),
        ),
        PostFacts(
            "loessnig",
            "wer-unser-buero-betreibt",
            "Wer unser Büro betreibt",
            f"{_EXAMPLE}Unser Träger ist CivixX – Werkstatt für Zivilgesellschaft.",
            ago(18),
        ),
        PostFacts(
            "moeckern-gohlis-nord",
            "eine-untersuchung-fuer-zwei-stadtteile",
            "Eine Untersuchung für zwei Stadtteile",
            f"{_EXAMPLE}Wir fragen, was Möckern und Gohlis-Nord brauchen.",
            ago(27),
            topics=(HOUSING,),
        ),
    )
