"""What stands around every page."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static

from managements.component_page.examples import Example, Shown, component
from managements.component_page.facts import (
    LONG_WORD,
    NOWHERE,
    accent_of,
    emblem_of,
    management,
)
from managements.component_page.stand_ins import StandIn
from managements.funding.notices import ShownLogo, ShownNotice
from managements.websites.announcing import ATOM, CALENDAR, AnnouncedFeed
from managements.websites.closures import ShownClosure
from managements.websites.drawings import Icons
from managements.websites.frame import Frame
from managements.websites.frame_parts import ContactDetails, Link, Quarter, SharedPicture

_QUARTERS = (
    ("Grünau", "gruenau"), ("Lößnig", "loessnig"), ("Mockau", "mockau"),
    ("Möckern/Gohlis-Nord", "moeckern-gohlis-nord"), ("Paunsdorf", "paunsdorf"),
    ("Schönefeld", "schoenefeld"),
)  # fmt: skip


def _links(*titles: str, current: int = 0) -> list[Link]:
    return [
        Link(title, NOWHERE, is_current=number == current) for number, title in enumerate(titles)
    ]


def closures() -> dict[str, ShownClosure]:
    """Return what is announced, by its state."""
    return {
        "geschlossen, mit Vertretung": ShownClosure(
            "Zurzeit geschlossen",
            "Freitag, 11.\N{NO-BREAK SPACE}Dezember",
            "Krankheit.",
            "Quartiersmanagement Schönefeld, 0341 2345678",
        ),
        "wenig Personal, ohne Grund": ShownClosure(
            "Zurzeit wenig Personal", "Dienstag, 8.\N{NO-BREAK SPACE}Dezember", "", ""
        ),
    }


def notice(*, logos: bool = True) -> ShownNotice:
    """Return a funding notice, with drawings in the place of the funders' logos."""
    sizes = (("sehr breit", 480, 120), ("breit", 480, 210), ("quadratisch", 210, 210))
    return ShownNotice(
        "Gefördert durch das Bundesministerium für Wohnen, Stadtentwicklung und Bauwesen im Programm "
        "„Sozialer Zusammenhalt“.\n\nDiese Maßnahme wird mitfinanziert durch Steuermittel auf der "
        "Grundlage des vom Sächsischen Landtag beschlossenen Haushalts.",
        tuple(
            ShownLogo(
                name, f"Platz eines Logos ({name})", static("wordmark.svg"), "", "", width, height
            )
            for name, width, height in sizes
        )
        if logos
        else (),
    )


def feeds() -> list[AnnouncedFeed]:
    """Return what a page announces to programs."""
    site = "https://quartiere.example.org/leipziger-osten"
    return [
        AnnouncedFeed("Aktuelles: Leipziger Osten", f"{site}/aktuelles/feed.atom", ATOM),
        AnnouncedFeed("Termine: Leipziger Osten", f"{site}/termine.ics", CALENDAR),
    ]


def frame(**values: Any) -> Any:
    """Return the frame of a management's page."""
    return StandIn(
        Frame,
        **{
            "is_demo": False,
            "page": True,
            "management": management(),
            "management_url": NOWHERE,
            "home_url": NOWHERE,
            "emblem_url": emblem_of("leipziger-osten"),
            "city_navigation": _links("Alle Termine", "Anliegen", "Aktuelles", current=-1),
            "navigation": _links("Start", "Termine", "Anliegen", "Aktuelles", "Über uns"),
            "status_banner": "",
            "successor": None,
            "closure": None,
            "meanwhile_url": NOWHERE,
            "notice": notice(),
            "contact": ContactDetails(
                "Quartiersmanagement Leipziger Osten",
                "Konradstraße 27\n04315 Leipzig",
                "0341 35137912",
                "tel:+4934135137912",
                "osten@example.org",
            ),
            "legal_pages": _links("Impressum", "Datenschutz", "Barrierefreiheit", current=2),
            "others": [Quarter(name, name, NOWHERE) for name, _slug in _QUARTERS],
            "all_quarters_url": "",
            "canonical_url": "https://quartiere.example.org/leipziger-osten/",
            "shared_title": "Leipziger Osten",
            "description": "Wir sind für alle da, die hier wohnen.",
            "shared_picture": None,
            "search": {"url": NOWHERE, "label": "Suche im Leipziger Osten"},
            "report_url": NOWHERE,
            "printed_url": "https://quartiere.example.org/leipziger-osten/",
            "feeds": feeds(),
        }
        | values,
    )


def _of_the_city(**values: Any) -> Any:
    return frame(
        management=None, emblem_url="", navigation=[], contact=None,
        **values,
    )  # fmt: skip


def examples() -> Iterator[Example]:
    """Yield header, menus, footer, and what the head of a page says to programs."""
    wide = Shown.WIDE
    closure = closures()["geschlossen, mit Vertretung"]
    yield component("brand", "Wortmarke", url=NOWHERE)
    yield component("site_bar", "Stadt", shown=wide, frame=_of_the_city())
    yield component("site_bar", "Vorführung", shown=wide, frame=frame(is_demo=True))
    yield component("site_bar", "geschlossen", shown=wide, frame=frame(closure=closure))
    yield component(
        "site_bar",
        "Archiv mit Nachfolge",
        shown=wide,
        frame=frame(
            status_banner="Dieses Management ist beendet. Sie lesen sein Archiv.",
            successor=Quarter("Schönefeld", "Stadtumbaumanagement Schönefeld", NOWHERE),
        ),
    )
    yield component("masthead", "mit Emblem", shown=wide, frame=frame())
    yield component("masthead", "ohne Emblem", shown=wide, frame=frame(emblem_url=""))
    yield component(
        "masthead",
        "langes Wort",
        shown=wide,
        frame=frame(management=management(short_name=LONG_WORD)),
    )
    yield component("quarter_menu", "fünf Seiten", shown=wide, frame=frame())
    yield component(
        "quarter_menu", "eine Seite", shown=wide, frame=frame(navigation=_links("Start"))
    )
    yield component(
        "menu",
        "Menü der Stadt",
        items=_links("Alle Termine", "Anliegen", current=1),
        label="Hauptmenü",
        button="Menü",
        kind="city",
    )
    yield component("menu_list", "offen, aktuell", items=[*_links("Start", "Termine"),
        Link("Über uns", NOWHERE, is_open=True)])  # fmt: skip
    yield component(
        "breadcrumb", "drei Ebenen", shown=wide,
        items=_links("Startseite", "Leipziger Osten", "Über uns", current=-1),
        data={},
    )  # fmt: skip
    yield component(
        "breadcrumb", "langes Wort", shown=wide, items=_links("Startseite", LONG_WORD), data={}
    )
    for state, one in closures().items():
        yield component("closure_line", state, shown=wide, closure=one, meanwhile_url=NOWHERE)
    yield component("site_footer", "Quartier", shown=wide, frame=frame())
    yield component(
        "site_footer", "Stadt, viele Quartiere", shown=wide,
        frame=_of_the_city(all_quarters_url=NOWHERE, notice=None, legal_pages=[]),
    )  # fmt: skip
    yield component("funding_notice", "mit Logos", notice=notice())
    yield component("funding_notice", "ohne Logos", notice=notice(logos=False))
    yield from _for_programs()


def _for_programs() -> Iterator[Example]:
    source = Shown.SOURCE
    picture = StandIn(
        SharedPicture,
        url="https://quartiere.example.org/teilen/1-0.png", width=1200, height=630,
        image=_DescribedImage(),
    )  # fmt: skip
    yield component("metadata", "Seite mit Bild", shown=source, frame=frame(shared_picture=picture))
    yield component(
        "metadata", "keine Seite", shown=source,
        frame=frame(page=None, canonical_url="", description=""),
    )  # fmt: skip
    yield component("metadata_feeds", "Aktuelles und Termine", shown=source, feeds=feeds())
    icons = Icons(
        svg_url="/stil/zeichen/leipziger-osten-B4432B-0.svg",
        tab_url="/stil/zeichen/leipziger-osten-B4432B-0-32.png",
        touch_url="/stil/zeichen/leipziger-osten-B4432B-0-180.png",
        light="#B4432B",
        dark="#412322",
    )
    yield component("page_icons", "Zeichen eines Quartiers", shown=source, icons=icons)
    topic_feeds = [
        {"name": "Aktuelles aus dem Leipziger Osten", "url": "/leipziger-osten/aktuelles/feed.atom"}
    ]
    yield component("feed_links", "ein Feed", shown=source, feeds=topic_feeds)
    yield component(
        "count", "zählt einen Aufruf", shown=source,
        management=management(), enquiry={"slug": "ideen"},
    )  # fmt: skip
    yield component(
        "failure", "ganze Seite, ohne Datenbank", shown=Shown.DOCUMENT,
        title="Bei uns ist etwas schiefgegangen",
        lead="Das liegt nicht an Ihnen. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    )  # fmt: skip


class _DescribedImage:
    description = "Emblem des Leipziger Ostens: Häuser mit Giebeln und eine Straßenbahn"


def quarter_cards() -> list[dict[str, Any]]:
    """Return the managements as the city's start page shows them."""
    common = {"url": NOWHERE, "sentence": "", "status_note": ""}
    return [
        common
        | {
            "name": "Quartiersmanagement Leipziger Osten",
            "short_name": "Leipziger Osten",
            "kind": "Quartiersmanagement",
            "districts": "Neustadt-Neuschönefeld, Volkmarsdorf",
            "sentence": "Wir sind für alle da, die hier wohnen.",
            "emblem_url": emblem_of("leipziger-osten"),
            "accent_class": accent_of("leipziger-osten"),
        },
        common
        | {
            "name": "Quartiersmanagement Lößnig",
            "short_name": "Lößnig",
            "kind": "Quartiersmanagement",
            "districts": "Lößnig",
            "emblem_url": "",
            "accent_class": accent_of("loessnig"),
            "status_note": "läuft aus",
        },
        common
        | {
            "name": LONG_WORD,
            "short_name": LONG_WORD,
            "kind": "Konzeptionelle Untersuchung",
            "districts": "",
            "emblem_url": emblem_of("moeckern-gohlis-nord"),
            "accent_class": accent_of("moeckern-gohlis-nord"),
        },
    ]
