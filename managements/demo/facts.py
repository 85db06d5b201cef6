"""What was found about the seven managements on public pages in November 2026.

Nothing here is confirmed by the offices, and nothing is invented: what was not found is empty.
No private person is named.
"""

from dataclasses import dataclass

from managements.models import Management
from managements.tenancy.provisioning import DistrictShare

SOCIAL_COHESION = (
    "Bund-Länder-Programm „Sozialer Zusammenhalt – Zusammenleben im Quartier gemeinsam "
    "gestalten (SZP)“"
)
REDEVELOPMENT = "Nachfolgeprogramm des Stadtumbaus"
CIVIXX = "CivixX – Werkstatt für Zivilgesellschaft"
BGH = "bgh."

Kind = Management.Kind


@dataclass(frozen=True)
class Quarter:
    """A management with its public facts."""

    slug: str
    name: str
    short_name: str
    kind: str
    districts: tuple[DistrictShare, ...]
    accent: str
    latitude: float
    longitude: float
    sentence: str
    programme: str = ""
    carrier: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


QUARTERS: tuple[Quarter, ...] = (
    Quarter(
        slug="leipziger-osten",
        name="Quartiersmanagement Leipziger Osten",
        short_name="Leipziger Osten",
        kind=Kind.QUARTER,
        districts=(
            DistrictShare("Neustadt-Neuschönefeld", "neustadt-neuschoenefeld"),
            DistrictShare("Volkmarsdorf", "volkmarsdorf"),
            DistrictShare("Reudnitz", "reudnitz", only_in_part=True),
            DistrictShare("Anger-Crottendorf", "anger-crottendorf", only_in_part=True),
        ),
        programme=SOCIAL_COHESION,
        carrier=CIVIXX,
        address="Stadtteilhaus\nWurzner Straße 70\n04315 Leipzig",
        phone="0341 35137912",
        email="qm@leipziger-osten.de",
        accent="#B4432B",
        latitude=51.3418,
        longitude=12.4108,
        sentence=(
            "Wir hören zu, bringen Menschen im Leipziger Osten zusammen und kennen die Wege in "
            "die Stadtverwaltung."
        ),
    ),
    Quarter(
        slug="gruenau",
        name="Quartiersmanagement Grünau",
        short_name="Grünau",
        kind=Kind.QUARTER,
        districts=(
            DistrictShare("Grünau-Ost", "gruenau-ost"),
            DistrictShare("Grünau-Mitte", "gruenau-mitte"),
            DistrictShare("Grünau-Nord", "gruenau-nord"),
            DistrictShare("Lausen-Grünau", "lausen-gruenau"),
            DistrictShare("Schönau", "schoenau"),
            DistrictShare("Grünau-Siedlung", "gruenau-siedlung"),
        ),
        programme=SOCIAL_COHESION,
        email="info@qm-gruenau.de",
        accent="#3C7A3A",
        latitude=51.3194,
        longitude=12.2903,
        sentence="Wir sind die Anlaufstelle für alle, die in Grünau leben und etwas bewegen wollen.",
    ),
    Quarter(
        slug="paunsdorf",
        name="Quartiersmanagement Paunsdorf",
        short_name="Paunsdorf",
        kind=Kind.QUARTER,
        districts=(
            DistrictShare("Alt-Paunsdorf", "alt-paunsdorf"),
            DistrictShare("Neu-Paunsdorf", "neu-paunsdorf"),
        ),
        programme=SOCIAL_COHESION,
        address="Platanenstraße 11\n04329 Leipzig",
        email="qm@leipzig-paunsdorf.de",
        accent="#7A4BA3",
        latitude=51.3483,
        longitude=12.4523,
        sentence="Wir verbinden Alt- und Neu-Paunsdorf und machen Ihre Ideen bekannt.",
    ),
    Quarter(
        slug="mockau",
        name="Quartiersmanagement INTIGRA+ Mockau",
        short_name="Mockau",
        kind=Kind.QUARTER,
        districts=(
            DistrictShare("Mockau-Nord", "mockau-nord"),
            DistrictShare("Mockau-Süd", "mockau-sued"),
        ),
        programme=SOCIAL_COHESION,
        carrier=BGH,
        accent="#1F6FA8",
        latitude=51.3743,
        longitude=12.4110,
        sentence="Seit 2023 gibt es uns in Mockau: für Fragen, für Ideen, für Nachbarschaft.",
    ),
    Quarter(
        slug="schoenefeld",
        name="Stadtumbaumanagement Schönefeld",
        short_name="Schönefeld",
        kind=Kind.REDEVELOPMENT,
        districts=(
            DistrictShare("Schönefeld-Abtnaundorf", "schoenefeld-abtnaundorf"),
            DistrictShare("Schönefeld-Ost", "schoenefeld-ost"),
        ),
        programme=REDEVELOPMENT,
        carrier=BGH,
        email="schoenefeld@bgh-leipzig.de",
        accent="#0E7C7B",
        latitude=51.3597,
        longitude=12.4104,
        sentence="Wir beraten, wer in Schönefeld ein Haus erneuern oder einen Laden beleben will.",
    ),
    Quarter(
        slug="loessnig",
        name="Quartiersmanagement Lößnig",
        short_name="Lößnig",
        kind=Kind.QUARTER,
        districts=(DistrictShare("Lößnig", "loessnig"),),
        carrier=CIVIXX,
        accent="#A8620B",
        latitude=51.2986,
        longitude=12.3944,
        sentence="Wir sind in Lößnig für Sie da und sagen Ihnen, wer weiterhilft.",
    ),
    Quarter(
        slug="moeckern-gohlis-nord",
        name="Konzeptionelle Untersuchung Möckern und Gohlis-Nord",
        short_name="Möckern und Gohlis-Nord",
        kind=Kind.STUDY,
        districts=(
            DistrictShare("Möckern", "moeckern"),
            DistrictShare("Gohlis-Nord", "gohlis-nord"),
        ),
        carrier=CIVIXX,
        accent="#8A5A44",
        latitude=51.3665,
        longitude=12.3550,
        sentence="Wir untersuchen, was Möckern und Gohlis-Nord brauchen, und fragen Sie danach.",
    ),
)


@dataclass(frozen=True)
class OutsideContact:
    """Somebody outside the managements who really handles something."""

    name: str
    responsible_for: str
    phone: str = ""
    url: str = ""
    address: str = ""


CONTACTS: tuple[OutsideContact, ...] = (
    OutsideContact(
        "Amt für Wohnungsbau und Stadterneuerung, Abteilung 64.3",
        "Anträge an den Verfügungsfonds, Fragen zur Förderung",
        address="Prager Straße 118\n04317 Leipzig",
    ),
    OutsideContact(
        "Behördentelefon 115",
        "Wenn Sie nicht wissen, welches Amt zuständig ist; auch für die Bürgerbüros",
        phone="115",
    ),
    OutsideContact(
        "Mängelmelder der Stadt Leipzig",
        "Müll, Schrottfahrräder, kaputte Bänke",
        url="https://mitdenken.sachsen.de/maengelmelder-L",
    ),
    OutsideContact(
        "Bürger- und Ordnungstelefon",
        "Müll, Lärm und Unordnung auf Straßen und Plätzen",
        phone="0341 123-8888",
    ),
    OutsideContact("Polizei", "Gefahr und Straftaten, im Notfall sofort", phone="110"),
    OutsideContact("Kontaktstelle Wohnen", "Wohnungssuche von Geflüchteten"),
    OutsideContact("Sozialamt, Mietberatung", "Ärger mit der Miete oder dem Vermieter"),
    OutsideContact("Mieterverein Leipzig e.V.", "Rat und Hilfe für Mieterinnen und Mieter"),
    OutsideContact(
        "Stadtteilhaus Leipziger Osten",
        "Räume für Gruppen",
        address="Wurzner Straße 70\n04315 Leipzig",
    ),
    OutsideContact("Leipziger Ecken", "Räume finden, Veranstaltungen ankündigen"),
    OutsideContact("Willkommenszentrum", "Beratung für Menschen, die neu in Leipzig sind"),
    OutsideContact(
        "Freiwilligen-Agentur Leipzig e.V.",
        "Ein Ehrenamt finden",
        address="Dorotheenplatz 2",
    ),
)

DEMO_MAIL_DOMAIN = "demo.invalid"  # RFC 2606: no mail ever leaves for it
