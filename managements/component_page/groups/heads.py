"""How pages begin, and how they lead on."""

import datetime
from collections.abc import Iterator

from managements.component_page.examples import Example, Shown, component
from managements.component_page.facts import LONG_WORD, NOWHERE, emblem_of
from managements.component_page.groups.frame import quarter_cards


def examples() -> Iterator[Example]:
    """Yield heads, cards of quarters, lists of pages, badges."""
    yield component(
        "hero", "mit Emblem", shown=Shown.WIDE, title="Leipziger Osten", kind="quartiersmanagement",
        lead="Wir sind für alle da, die hier wohnen.", emblem_url=emblem_of("leipziger-osten"),
    )  # fmt: skip
    yield component("hero", "nur der Titel", shown=Shown.WIDE, title="Leipziger Quartiere")
    yield component("hero", "langes Wort", shown=Shown.WIDE, title=LONG_WORD, lead=LONG_WORD)
    yield component(
        "page_head", "mit Vorspann", title="Über uns", lead="Wer wir sind, was wir tun."
    )
    yield component("page_head", "nur der Titel", title="Impressum")
    yield component("page_head", "langes Wort", title=LONG_WORD)
    yield component("last_change", "Datum", date=datetime.date(2026, 11, 24))
    yield component("last_change", "noch nie veröffentlicht: nichts", date=None)
    osten, loessnig, long = quarter_cards()
    yield component("quarter_card", "mit Emblem", inside='div class="cards"', quarter=osten)
    yield component(
        "quarter_card", "ohne Emblem, läuft aus", inside='div class="cards"', quarter=loessnig
    )
    yield component("quarter_cards", "mit Ausweg", quarters=[osten, loessnig, long], with_none=True)
    yield component(
        "quarter_cards", "drei nebeneinander", quarters=[osten, loessnig, long], three=True
    )
    pages = [
        {"title": "Projekte", "url": NOWHERE, "description": "Was wir gerade zusammen machen"},
        {"title": LONG_WORD, "url": NOWHERE, "description": ""},
    ]
    yield component("page_list", "mit und ohne Beschreibung", pages=pages)
    yield component(
        "page_list_item", "Seite eines anderen Quartiers",
        title="Der Marktplatz", url=NOWHERE, description="Wer dort wann verkauft", site="Paunsdorf",
    )  # fmt: skip
    for kind, words in (
        ("info", "in Vorbereitung"), ("success", "barrierefrei"), ("warning", "läuft aus"),
    ):  # fmt: skip
        yield component("badge", kind, text=words, kind=kind)
    yield component(
        "unknown_in_address", "Unbekanntes in der Adresse", url=NOWHERE, words="Alle Termine zeigen"
    )
