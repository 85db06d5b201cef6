"""News, contacts, files, icons."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from managements.component_page.descriptions import all_icons
from managements.component_page.examples import Example, component
from managements.component_page.facts import LONG_WORD, NOWHERE, accent_of
from managements.component_page.groups.blocks import written
from managements.news.models.shown_posts import ShownMonth, ShownPost


def _post(**values: Any) -> ShownPost:
    return replace(
        ShownPost(
            title="Der Spielplatz ist wieder offen",
            url=NOWHERE,
            text="Neue Schaukeln, neuer Sand: Ab heute wird wieder gespielt.",
            day=datetime.date(2026, 12, 3),
            day_words="Donnerstag, 3. Dezember 2026",
            expired_words="",
            owner="",
            accent_class="",
            topics=(),
        ),
        **values,
    )


def examples() -> Iterator[Example]:
    """Yield posts, ways to follow them, contacts, files, accordions, bodies, icons."""
    long = _post(title=LONG_WORD, text="Ein langes Wort.")
    abroad = _post(
        owner="Grünau", accent_class=accent_of("gruenau"), topics=("Zusammenleben", "Umwelt")
    )
    expired = _post(expired_words="30. November 2026")
    yield component("post_entry", "eigener Beitrag", post=_post())
    yield component("post_entry", "aus einem anderen Quartier, Themen", post=abroad)
    yield component("post_entry", "nicht mehr aktuell", post=expired)
    yield component("post_entry", "langes Wort", post=long)
    months = [ShownMonth("2026-12", "Dezember 2026", [_post(), abroad, long])]
    yield component("posts_by_month", "ein Monat", months=months)
    yield component("latest_posts", "drei", posts=[_post(), abroad, expired], url=NOWHERE)
    feeds = [{"name": "Leipziger Osten", "url": "/leipziger-osten/aktuelles/feed.atom"}]
    yield component("news_links", "Liste", list_url="", archive_url=NOWHERE, feeds=feeds)
    yield component("news_links", "Archiv", list_url=NOWHERE, archive_url="", feeds=feeds)
    everything: dict[str, Any] = {
        "address": "Konradstraße 27\n04315 Leipzig", "hours": "Mo 14–16 Uhr\nDo 10–12 Uhr",
        "phone": "0341 35137912", "phone_url": "tel:+4934135137912", "email": "osten@example.org",
        "url": NOWHERE, "url_label": "Website des Büros",
    }  # fmt: skip
    yield component("contact_details", "alles", **everything)
    yield component("contact_details", "nur ein Telefon, das kein Link ist", phone="auf Anfrage")
    yield component("contact_details", "lange Adresse", email=f"{LONG_WORD.lower()}@example.org")
    text = "<p>Nein. <strong>Kommen Sie einfach vorbei.</strong></p>"
    yield component("accordion", "geschlossen", title="Muss ich mich anmelden?", text=text)
    yield component("accordion", "langes Wort", title=LONG_WORD, text=text)
    file: dict[str, Any] = {
        "title": "Protokoll der letzten Sitzung",
        "url": NOWHERE,
        "file_type": "PDF",
    }
    yield component("download", "mit Textfassung", **file, size="1,2 MB", text_version=text)
    yield component("download", "ohne Textfassung", **file, size="1,2 MB")
    yield component(
        "body", "Überschrift, Text, Hinweis", body=written("heading", "text", "call_out")
    )
    icons = [(name, f"components/icons/{name}.html") for name in all_icons()]
    yield Example("component_page/icons.html", "alle", {"icons": icons})
