"""The texts of the demonstration, in our own words, on facts that were found in public."""

from dataclasses import dataclass
from typing import Any

from managements.demo.facts import Quarter
from managements.websites.standard_pages import answers, heading, text

Body = list[dict[str, Any]]


def call_out(kind: str, title: str, html: str) -> dict[str, Any]:
    """Return a stored call-out."""
    return {"type": "call_out", "value": {"kind": kind, "title": title, "text": html}}


def page_links(title: str, links: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a stored list of links; every link has page, url, text or description."""
    empty: dict[str, Any] = {"page": None, "url": "", "text": "", "description": ""}
    return {"type": "links", "value": {"title": title, "links": [empty | link for link in links]}}


def table(caption: str, columns: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """Return a stored table of texts."""
    return {
        "type": "table",
        "value": {
            "caption": caption,
            "header_column": True,
            "table": {
                "columns": [{"type": "text", "heading": column} for column in columns],
                "rows": [{"values": row} for row in rows],
                "caption": "",
            },
        },
    }


def contact(**details: str) -> dict[str, Any]:
    """Return a stored contact block."""
    empty = dict.fromkeys(("name", "role", "address", "phone", "email", "url", "hours"), "")
    return {"type": "contact", "value": empty | details}


def accordion(title: str, entries: list[tuple[str, str]]) -> dict[str, Any]:
    """Return a stored accordion."""
    return {
        "type": "accordion",
        "value": {
            "title": title,
            "entries": [{"title": question, "text": answer} for question, answer in entries],
        },
    }


def referral_list(pk: int) -> dict[str, Any]:
    """Return a stored block that shows a shared referral list."""
    return {"type": "referral_list", "value": {"enquiry": None, "referral_list": pk}}


def referrals_to(enquiry_pk: int) -> dict[str, Any]:
    """Return a stored block that shows who helps with an enquiry."""
    return {"type": "referral_list", "value": {"enquiry": enquiry_pk, "referral_list": None}}


def _in_words(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"


def about(quarter: Quarter) -> Body:
    """Return the page about a management."""
    districts = [
        f"Teile von {share.name}" if share.only_in_part else share.name
        for share in quarter.districts
    ]
    body: Body = [heading("Wo wir arbeiten"), text(f"<p>{_in_words(districts)}.</p>")]
    if quarter.slug == "leipziger-osten":
        body += [
            heading("Woran wir arbeiten"),
            text(
                "<ul><li>Bildung und Gesundheit</li><li>Nachbarschaft und Stadtteilkultur</li>"
                "<li>Wohnen und Wohnumfeld</li><li>Ordnung und Sauberkeit</li></ul>"
            ),
            heading("Wie wir arbeiten"),
            text(
                "<p>Wir sind ein Knoten im Netz: zwischen den Menschen im Stadtteil, den Vereinen "
                "und Einrichtungen und der Stadtverwaltung. Wir laden zu Veranstaltungen ein, bei "
                "denen Sie sich informieren und mitreden können. Wir beraten zu Projekten, und wenn "
                "etwas schiefläuft, suchen wir nach guten Beispielen von anderswo.</p>"
                "<p>Zu zweit teilen wir uns eine volle Stelle, für drei Stadtteile.</p>"
            ),
        ]
    if quarter.address or quarter.email:
        body += [
            heading("So erreichen Sie uns"),
            contact(
                name=quarter.name,
                address=quarter.address,
                phone=quarter.phone,
                email=quarter.email,
            ),
        ]
    body += [
        heading("Auftrag und Träger"),
        table(
            f"{quarter.short_name}: wer beauftragt, wer fördert, wer trägt",
            ["Was", "Wer"],
            [
                ["Auftrag", "Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung"],
                ["Förderung", quarter.programme or "nicht gefunden"],
                ["Träger", quarter.carrier or "nicht gefunden"],
            ],
        ),
    ]
    return body


@dataclass(frozen=True)
class Shared:
    """The keys of the shared records that the notices show."""

    internship: int
    other_managements: int
    in_the_city: int

    @property
    def blocks(self) -> Body:
        """Our answers, and whom to ask instead."""
        return [
            answers(),
            call_out(
                "info",
                "Schreiben Sie uns trotzdem",
                "<p>Wir wissen oft, wer weiterhelfen kann, und stellen gern den Kontakt her.</p>",
            ),
            referrals_to(self.internship),
            referral_list(self.other_managements),
            referral_list(self.in_the_city),
        ]


def own_cause_of_leipziger_osten(shared: Shared) -> Body:
    """Return the notice from which the product began: what we do, what we cannot, who else may."""
    return [
        text(
            "<p>Oft werden wir gefragt, ob wir bei einem Projekt Partner, Träger, Ausrichter oder "
            "Gastgeber sein können. Das ehrt uns. Wir müssen trotzdem Nein sagen: Dafür haben wir "
            "keinen Auftrag, und zu zweit auf einer Stelle fehlt uns die Zeit.</p>"
            "<p>Wir bringen Menschen, Vereine und Ämter zusammen. Wir machen uns in der Verwaltung "
            "für den Stadtteil stark und helfen bei Hürden. Hier steht, wobei wir Ihnen helfen, und "
            "wer Ihnen hilft, wenn wir es nicht können.</p>"
        ),
        *shared.blocks,
    ]


def own_cause_adapted(quarter: Quarter, shared: Shared) -> Body:
    """Return the same notice for another management, without facts that were not found."""
    return [
        text(
            f"<p>Auch in {quarter.short_name} fragen viele, ob wir ein Projekt mittragen, eine "
            "Veranstaltung ausrichten oder einen Raum stellen können. Wir sagen ehrlich, ob wir "
            "helfen können, und kennen die Wege in die Stadtverwaltung.</p>"
        ),
        *shared.blocks,
    ]


def projects_of_leipziger_osten() -> Body:
    """Return the page on lasting projects."""
    return [
        text("<p>Manches dauert länger als ein Jahr. An diesen Vorhaben bleiben wir dran:</p>"),
        text(
            "<ul><li><b>Parkbogen Ost:</b> etwa fünf Kilometer Weg im Grünen</li>"
            "<li><b>Kino der Jugend</b></li><li><b>Ostwache</b></li>"
            "<li><b>Quartiersschule Ihmelsstraße</b></li><li><b>OFT Sellerhausen</b></li></ul>"
        ),
    ]


def projects_of_schoenefeld() -> Body:
    """Return the page on what was built."""
    return [
        text(
            "<ul><li><b>Komplexbaumaßnahme Gorkistraße:</b> gebaut wurde bis Dezember 2024</li></ul>"
        ),
    ]


def fund_of_leipziger_osten() -> Body:
    """Return the guide to the neighbourhood fund."""
    return [
        call_out(
            "important",
            "Der Antrag geht an die Stadt",
            "<p>Wir beraten Sie. Den Antrag schicken Sie per E-Mail und unterschrieben auf Papier an "
            "das Amt für Wohnungsbau und Stadterneuerung.</p>",
        ),
        contact(
            name="Amt für Wohnungsbau und Stadterneuerung, Abteilung 64.3",
            role="Nimmt Anträge an",
            address="Prager Straße 118\n04317 Leipzig",
        ),
        accordion(
            "Häufige Fragen",
            [
                (
                    "Wie viel Geld gab es zuletzt?",
                    "<p>Für 2023 fanden wir 5.000 € für Anschaffungen und Umbauten und 5.000 € für "
                    "alles andere.</p>",
                ),
                (
                    "Bis wann war der Antrag zu stellen?",
                    "<p>2023 waren es der 31. März, der 15. Juni und der 15. August, je nach "
                    "Bedarf auch der 30. September. Aktuelle Fristen nennen wir Ihnen gern.</p>",
                ),
            ],
        ),
    ]


def council_of_gruenau() -> Body:
    """Return the page on Grünau's council."""
    return [
        text(
            "<p>Im Quartiersrat sprechen Menschen aus Grünau mit. Er hat bis zu 20 Sitze: zehn für "
            "Bewohnerinnen und Bewohner, zehn für Themen. Seine Protokolle sind öffentlich.</p>"
        ),
    ]


def imprint(name: str) -> Body:
    """Return the imprint of a demonstration."""
    return [
        call_out(
            "important",
            "Diese Seiten sind eine Demonstration",
            "<p>Sie zeigen, was die Software kann. Kein Büro hat sie veröffentlicht oder "
            "bestätigt.</p>",
        ),
        heading("Worum es geht"),
        text(
            f"<p>Gezeigt wird {name} mit Angaben, die im November 2026 öffentlich zu finden waren. "
            "Was nicht zu finden war, steht hier nicht.</p>"
        ),
        heading("Wer diese Seiten anbietet"),
        text(
            "<p>Wer diese Demonstration betreibt, ist auch für sie verantwortlich. Im echten Betrieb "
            "stehen hier Name, Anschrift und Vertretung des Anbieters.</p>"
        ),
    ]


def privacy() -> Body:
    """Return the privacy notice of a demonstration."""
    return [
        heading("Kurz gesagt"),
        text("<p>Sie können diese Seiten lesen, ohne dass wir erfahren, wer Sie sind.</p>"),
        heading("Was beim Aufruf einer Seite geschieht"),
        text(
            "<p>Ihr Gerät schickt seine Internetadresse mit, damit der Server antworten kann. Die "
            "Anwendung speichert sie nicht.</p>"
        ),
        heading("Wer verantwortlich ist"),
        text("<p>Wer diese Demonstration betreibt.</p>"),
    ]


def about_the_network(links: list[dict[str, Any]]) -> Body:
    """Return the city's page about all managements."""
    return [
        text(
            "<p>In sieben Gebieten hat die Stadt Leipzig ein Management beauftragt. Die Büros sind "
            "klein und nah bei den Menschen. Sie heißen nicht alle gleich, aber alle verbinden: "
            "Nachbarinnen und Nachbarn, Vereine und die Verwaltung.</p>"
        ),
        page_links("Die sieben Managements", links),
        accordion(
            "Häufige Fragen",
            [
                (
                    "Für meinen Stadtteil gibt es kein Management. Was nun?",
                    "<p>Rufen Sie die 115 an. Dort erfahren Sie, wer in der Stadt zuständig ist.</p>",
                ),
                (
                    "Kann mir ein Management eine Wohnung vermitteln?",
                    "<p>Nein. Aber es sagt Ihnen, wer bei der Suche hilft.</p>",
                ),
            ],
        ),
    ]
