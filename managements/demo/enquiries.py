"""What people ask the managements for, and what was found of their answers, in our own words.

Where nothing was found there is no answer, and visitors read "Bitte nachfragen": nothing is invented.
"""

import datetime
from dataclasses import dataclass

from managements.referrals.standings import State


@dataclass(frozen=True)
class EnquiryFacts:
    """Something people ask for, and who outside handles it (names of facts.CONTACTS)."""

    slug: str
    name: str
    explanation: str
    synonyms: str
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerFacts:
    """What a management says."""

    state: State
    reason: str = ""
    # For "not at present": the demonstration sets its last day relative to today.
    has_end: bool = False


AWS = "Amt für Wohnungsbau und Stadterneuerung, Abteilung 64.3"

ENQUIRIES: tuple[EnquiryFacts, ...] = (
    EnquiryFacts(
        "praktikum",
        "Praktikum",
        "Sie suchen einen Platz für ein Praktikum.",
        "Praktika, Praktikant, Praktikantin, Praktikumsplatz, Schülerpraktikum, hospitieren",
    ),
    EnquiryFacts(
        "projektpartner",
        "Partner oder Träger für ein Projekt",
        "Sie suchen jemanden, der Ihr Projekt mitträgt, ausrichtet oder beherbergt.",
        "Kooperation, Kooperationspartner, Projektträger, Veranstalter, Ausrichter, Gastgeber",
    ),
    EnquiryFacts(
        "verfuegungsfonds",
        "Geld aus dem Verfügungsfonds",
        "Sie haben eine Idee für den Stadtteil und brauchen dafür Geld.",
        "Förderung, Zuschuss, Antrag, Fördermittel, Fonds",
        (AWS,),
    ),
    EnquiryFacts(
        "stadtbezirksbudget",
        "Stadtbezirksbudget",
        "Sie wollen Geld aus dem Budget Ihres Stadtbezirks beantragen.",
        "Stadtbezirksbeirat, Bürgerbudget, Zuschuss, Antrag",
        ("Behördentelefon 115",),
    ),
    EnquiryFacts(
        "muell",
        "Müll und Schäden auf der Straße",
        "Müll, Schrottfahrräder, kaputte Bänke.",
        "Abfall, Sperrmüll, Dreck, Fahrrad, Bank, Mangel, Mängel, Spielplatz, Laterne",
        ("Mängelmelder der Stadt Leipzig", "Bürger- und Ordnungstelefon"),
    ),
    EnquiryFacts(
        "gefahr",
        "Gefahr und Straftaten",
        "Jemand ist in Gefahr, oder Sie haben eine Straftat bemerkt.",
        "Notfall, Polizei, Diebstahl, Gewalt, Drogen, Ordnungsamt",
        ("Polizei", "Bürger- und Ordnungstelefon"),
    ),
    EnquiryFacts(
        "formulare",
        "Ausweis, Anmeldung, Formulare",
        "Sie brauchen einen Ausweis, ziehen um oder füllen ein Formular aus.",
        "Reisepass, Personalausweis, Ummeldung, Bürgerbüro, Amt, Behörde",
        ("Behördentelefon 115",),
    ),
    EnquiryFacts(
        "wohnung",
        "Wohnung gesucht",
        "Sie suchen eine Wohnung.",
        "Wohnungssuche, umziehen, Vermietung, Unterkunft",
        ("Kontaktstelle Wohnen",),
    ),
    EnquiryFacts(
        "miete",
        "Ärger mit Miete oder Vermieter",
        "Es gibt Streit um die Wohnung, die Miete oder die Nebenkosten.",
        "Mieterhöhung, Kündigung, Nebenkosten, Schimmel, Mietrecht, Hausverwaltung",
        ("Sozialamt, Mietberatung", "Mieterverein Leipzig e.V."),
    ),
    EnquiryFacts(
        "haus-und-laden",
        "Haus erneuern, leerer Laden",
        "Ihnen gehört ein Haus, oder Sie wollen einen leeren Laden beleben.",
        "Eigentümer, Sanierung, Leerstand, Gewerbe, Geschäft, Ladenlokal",
        (AWS,),
    ),
    EnquiryFacts(
        "raum",
        "Raum für eine Gruppe",
        "Sie suchen einen Raum für ein Treffen, einen Kurs oder ein Fest.",
        "Räume, Saal, Treffpunkt, Proberaum, mieten, Vereinsraum",
        ("Stadtteilhaus Leipziger Osten", "Leipziger Ecken"),
    ),
    EnquiryFacts(
        "veranstaltung",
        "Veranstaltung bekannt machen",
        "Sie wollen, dass Ihr Termin im Stadtteil bekannt wird.",
        "Termin, Newsletter, Kalender, Werbung, Ankündigung, Plakat, Fest",
        ("Leipziger Ecken",),
    ),
    EnquiryFacts(
        "sprachcafe",
        "Sprachcafé und Beratung für Zugewanderte",
        "Sie wollen Deutsch üben oder brauchen Rat, weil Sie neu in Leipzig sind.",
        "Deutschkurs, Migration, Flucht, Asyl, Integration, Dolmetscher",
        ("Willkommenszentrum",),
    ),
    EnquiryFacts(
        "ehrenamt",
        "Ehrenamt",
        "Sie wollen sich freiwillig engagieren.",
        "Freiwillige, freiwillig, helfen, mitmachen, Engagement, spenden",
        ("Freiwilligen-Agentur Leipzig e.V.",),
    ),
    EnquiryFacts(
        "interview",
        "Interview, Abschlussarbeit, Presse",
        "Sie schreiben über den Stadtteil und haben Fragen.",
        "Bachelorarbeit, Masterarbeit, Studie, Zeitung, Journalismus, Umfrage, Forschung",
    ),
)

_REFERS = "Wir nennen Ihnen gern die richtige Stelle."

# What was found of all managements.
EVERYWHERE: dict[str, AnswerFacts] = {
    "verfuegungsfonds": AnswerFacts(
        State.ADVICE, "Wir beraten Sie zu Ihrer Idee. Den Antrag nimmt die Stadt entgegen."
    ),
    "stadtbezirksbudget": AnswerFacts(
        State.ADVICE, "Wir erklären, wie es geht. Über das Geld entscheiden andere."
    ),
    "muell": AnswerFacts(State.NOT_OUR_TASK, _REFERS),
    "gefahr": AnswerFacts(
        State.NOT_OUR_TASK, "Rufen Sie im Notfall die 110. Hinweise geben wir weiter."
    ),
    "wohnung": AnswerFacts(State.NOT_OUR_TASK, "Wir vermitteln keine Wohnungen."),
    "miete": AnswerFacts(State.NOT_OUR_TASK, _REFERS),
    "raum": AnswerFacts(State.NOT_OUR_TASK, _REFERS),
    "veranstaltung": AnswerFacts(State.YES, "Wir machen Ihren Termin im Stadtteil bekannt."),
    "sprachcafe": AnswerFacts(State.NOT_OUR_TASK, _REFERS),
    "ehrenamt": AnswerFacts(State.NOT_OUR_TASK, _REFERS),
}

# What was found of one alone.
OF_ONE: dict[str, dict[str, AnswerFacts]] = {
    "leipziger-osten": {
        "praktikum": AnswerFacts(
            State.NOT_NOW,
            "Zu zweit teilen wir uns eine Stelle für drei Stadtteile. Uns fehlt die Zeit, Sie gut "
            "zu begleiten.",
            has_end=True,
        ),
        "projektpartner": AnswerFacts(
            State.NOT_OUR_TASK,
            "Dafür haben wir keinen Auftrag. Wir beraten Sie und bringen Sie mit anderen zusammen.",
        ),
    },
    "schoenefeld": {
        "haus-und-laden": AnswerFacts(
            State.ADVICE, "Wir beraten Menschen, denen in Schönefeld ein Haus gehört."
        ),
    },
}


def answers_of(slug: str) -> dict[str, AnswerFacts]:
    """Return what was found of a management's answers, by the enquiries' slugs."""
    return EVERYWHERE | OF_ONE.get(slug, {})


def end_of_refusal(today: datetime.date) -> datetime.date:
    """Return the last of March that is at least two months off."""
    end = datetime.date(today.year, 3, 31)
    return end if end - today >= datetime.timedelta(days=60) else end.replace(year=today.year + 1)
