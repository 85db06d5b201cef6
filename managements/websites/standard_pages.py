"""The pages every site starts with, and their prepared texts.

Where a fact is missing stands a placeholder: it is never invented. The texts are German on
purpose: they are content, which editors go on writing, and no part of the program's surface.
"""

from collections.abc import Callable
from typing import Any

from managements.models import Management
from managements.pages.placeholders import placeholder
from managements.websites.models import LegalPage

Body = list[dict[str, Any]]


def text(html: str) -> dict[str, Any]:
    """Return a stored text block."""
    return {"type": "text", "value": html}


def heading(words: str, level: str = "2") -> dict[str, Any]:
    """Return a stored heading block."""
    return {"type": "heading", "value": {"text": words, "level": level}}


def answers() -> dict[str, Any]:
    """Return a stored block that shows what a management does, and what it does not."""
    return {"type": "answers", "value": None}


def imprint_body(_management: Management | None) -> Body:
    """Return the prepared imprint (§ 5 DDG, § 18 MStV)."""
    return [
        heading("Wer diese Seiten anbietet"),
        text(f"<p>{placeholder('Name, Rechtsform und Anschrift des Anbieters')}</p>"),
        heading("So erreichen Sie uns"),
        text(f"<p>{placeholder('Telefon und E-Mail')}</p>"),
        heading("Wer vertritt den Anbieter?"),
        text(f"<p>{placeholder('vertretungsberechtigte Stelle')}</p>"),
        heading("Verantwortlich für den Inhalt"),
        text(f"<p>{placeholder('verantwortliche Person mit Anschrift (§ 18 Abs. 2 MStV)')}</p>"),
    ]


def privacy_body(_management: Management | None) -> Body:
    """Return the prepared privacy notice: who is responsible, and what happens outside of the software.

    What the software does itself stands below it without anybody writing it: see `data_use`.
    """
    return [
        heading("Kurz gesagt"),
        text("<p>Sie können diese Seiten lesen, ohne dass wir erfahren, wer Sie sind.</p>"),
        heading("Wer verantwortlich ist"),
        text(f"<p>{placeholder('Name und Anschrift der verantwortlichen Stelle')}</p>"),
        heading("Datenschutzbeauftragte"),
        text(f"<p>{placeholder('Kontakt der oder des Datenschutzbeauftragten')}</p>"),
        heading("Was beim Aufruf einer Seite geschieht"),
        text(
            "<p>Ihr Gerät schickt seine Internetadresse mit, damit unser Server antworten kann. "
            f"{placeholder('Name des Rechenzentrums und wie lange dort Protokolle aufbewahrt werden')}</p>"
        ),
        heading("Wenn Sie uns schreiben"),
        text(
            "<p>Wir verwenden Ihre Angaben nur, um Ihnen zu antworten. "
            f"{placeholder('wie lange Nachrichten aufbewahrt werden')}</p>"
        ),
        heading("Ihre Rechte"),
        text(
            "<p>Sie dürfen wissen, was wir über Sie gespeichert haben. Sie dürfen verlangen, dass wir "
            "es berichtigen oder löschen, und Sie dürfen widersprechen. Beschweren können Sie sich "
            "bei der Sächsischen Datenschutz- und Transparenzbeauftragten.</p>"
        ),
    ]


def about_body(_management: Management | None) -> Body:
    """Return the prepared page about the management."""
    return [
        heading("Was wir tun"),
        text(f"<p>{placeholder('Arbeitsschwerpunkte in kurzen Sätzen')}</p>"),
        heading("Wer wir sind"),
        text(
            f"<p>{placeholder('Größe des Teams, ohne Namen, wenn niemand genannt werden will')}</p>"
        ),
        heading("Wo Sie uns finden"),
        text(f"<p>{placeholder('Büro und Sprechstunde')}</p>"),
    ]


def own_cause_body(_management: Management | None) -> Body:
    """Return the prepared page on what the management can do and cannot do."""
    return [
        text(f"<p>{placeholder('ein bis zwei Sätze: was Sie oft gefragt werden')}</p>"),
        answers(),
        heading("Wer Ihnen stattdessen hilft"),
        text(f"<p>{placeholder('„Fragen Sie gerne bei …“ einfügen')}</p>"),
    ]


LEGAL_PAGES: tuple[tuple[str, str, Callable[[Management | None], Body]], ...] = (
    (LegalPage.Kind.IMPRINT, "Impressum", imprint_body),
    (LegalPage.Kind.PRIVACY, "Datenschutz", privacy_body),
)
FIRST_PAGES: tuple[tuple[str, str, Callable[[Management | None], Body]], ...] = (
    ("ueber-uns", "Über uns", about_body),
    ("in-eigener-sache", "In eigener Sache", own_cause_body),
)
