"""Answers to enquiries, referrals, the finder."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from managements.component_page.examples import Example, component
from managements.component_page.facts import LONG_WORD, NOWHERE, accent_of, emblem_of
from managements.component_page.groups.frame import closures
from managements.component_page.stand_ins import StandIn
from managements.models.places import Place
from managements.referrals.meanwhile import Meanwhile
from managements.referrals.models import Enquiry
from managements.referrals.models.finding import CaredFor, Caretaker, Choice, Finder
from managements.referrals.models.referring import Referral, Referrals
from managements.referrals.models.shown import ListedAnswer
from managements.referrals.standings import Standing

_REASONS = {
    Standing.YES: "Bringen Sie Ihr Plakat als PDF mit.",
    Standing.ADVICE: "Den Antrag stellen Sie selbst, wir helfen beim Ausfüllen.",
    Standing.NOT_NOW: "Uns fehlt die Zeit, Sie gut zu begleiten.",
    Standing.NOT_OUR_TASK: "Das macht das Ordnungsamt.",
    Standing.ASK: "",
}


def listed(standing: Standing, **values: Any) -> ListedAnswer:
    """Return an answer in a list."""
    return replace(
        ListedAnswer(
            name="Veranstaltung bekannt machen",
            explanation="Plakate, Kalender, Verteiler",
            url=NOWHERE,
            standing=standing,
            words=str(standing.label),
            reason=_REASONS[standing],
            search_words="",
        ),
        **values,
    )


def referral(standing: Standing | None = None, **values: Any) -> Referral:
    """Return a management that may help."""
    return replace(
        Referral(
            kind="management",
            name="Quartiersmanagement Grünau",
            note="Kommen Sie in die Sprechstunde.",
            url=NOWHERE,
            phone="0341 2345678",
            phone_url="tel:+493412345678",
            email="gruenau@example.org",
            address="Stuttgarter Allee 19\n04209 Leipzig",
            emblem_url=emblem_of("gruenau"),
            accent_class=accent_of("gruenau"),
            standing=standing,
            standing_words=standing.of_others if standing else "",
            distance_words="etwa 7,2 km entfernt",
        ),
        **values,
    )


def contact() -> Referral:
    """Return somebody outside."""
    return Referral(
        "contact",
        "Mängelmelder der Stadt Leipzig",
        "Müll, kaputte Bänke",
        phone="115",
        phone_url="tel:115",
    )


def enquiry(name: str = "Veranstaltung bekannt machen") -> Any:
    """Return something that people ask for."""
    return StandIn(Enquiry, name=name, slug="veranstaltung")


def finder(**values: Any) -> Any:
    """Return the finder before anything has been typed."""
    return StandIn(
        Finder,
        **{
            "url": NOWHERE,
            "enquiry_value": "",
            "place_value": "",
            "enquiry_words": "",
            "place_words": "",
            "is_enquiry_unknown": False,
            "is_place_unknown": False,
            "offered": [enquiry(), enquiry("Praktikum")],
            "district_names": ["Grünau-Mitte", "Volkmarsdorf"],
        }
        | values,
    )


def examples() -> Iterator[Example]:
    """Yield standings, lists of answers, referrals, the finder in all its steps."""
    for standing in Standing:
        label = str(standing.label)
        yield component("standing", label, standing=standing, words=label)
        yield component("answer_item", label, answer=listed(standing))
        yield component("honest_item", label, answer=listed(standing))
        yield component("said", label, entry=referral(standing))
        yield component("referral", label, entry=referral(standing))
    yield component(
        "answer_item", "langes Wort", answer=listed(Standing.YES, name=LONG_WORD, explanation="")
    )
    yield component("referral", "jemand außerhalb, ohne Emblem", entry=contact())
    yield component(
        "referral", "langes Wort", entry=referral(name=LONG_WORD, note=LONG_WORD, email="")
    )
    yield component(
        "honest_column", "mit Auskünften", title="Das machen wir",
        answers=[listed(Standing.YES), listed(Standing.ADVICE, name="Hilfe bei Anträgen")],
    )  # fmt: skip
    yield component("honest_column", "leer", title="Das machen wir nicht", answers=[])
    entries = [referral(Standing.YES), contact()]
    yield component("referrals", "zwei", entries=entries, further=0, all_url=NOWHERE)
    yield component("referrals", "und weitere", entries=entries, further=3, all_url=NOWHERE)
    yield component("referrals", "niemand", entries=[], further=0, all_url=NOWHERE)
    closure = closures()["geschlossen, mit Vertretung"]
    instead = Meanwhile(enquiry(), Referrals([referral(Standing.YES)], [contact()], 2, NOWHERE))
    yield component("meanwhile", "mit Hilfe", entries=[instead], closure=closure)
    yield component("meanwhile", "ohne Hilfe", entries=[], closure=closure)
    yield component("matrix", "alle Antworten", **_table())
    yield from _finding()


def _table() -> dict[str, Any]:
    columns = [{"short_name": name, "url": NOWHERE} for name in ("Grünau", "Lößnig", "Paunsdorf")]
    cells = [
        {
            "column": column["short_name"],
            "url": NOWHERE,
            "words": str(standing.label),
            "until": "bis 31. Dezember 2026" if standing is Standing.NOT_NOW else "",
            "code": standing.value,
        }
        for column, standing in zip(columns, Standing, strict=False)
    ]
    refusing = [
        cell | {"code": standing.value, "words": str(standing.label)}
        for cell, standing in zip(
            cells, [Standing.NOT_NOW, Standing.NOT_OUR_TASK, Standing.ASK], strict=True
        )
    ]
    return {
        "columns": columns,
        "rows": [
            {"name": "Veranstaltung bekannt machen", "url": NOWHERE, "cells": cells},
            {"name": LONG_WORD, "url": NOWHERE, "cells": refusing},
        ],
    }


def _caretaker(**values: Any) -> Caretaker:
    return replace(
        Caretaker(
            name="Quartiersmanagement Grünau",
            url=NOWHERE,
            answers_url=NOWHERE,
            only_in_part=False,
            accent_class=accent_of("gruenau"),
        ),
        **values,
    )


def _asked(standing: Standing) -> Caretaker:
    return _caretaker(
        answer_url=NOWHERE, standing=standing, standing_words=standing.of_others, only_in_part=True
    )


def _finding() -> Iterator[Example]:
    choices = [
        Choice("Veranstaltung bekannt machen", "Plakate, Kalender", NOWHERE, "veranstaltung"),
        Choice("Raum für eine Veranstaltung", "", NOWHERE, "raum"),
    ]
    places = [Choice("Hauptstraße", "Grünau-Mitte, Mockau-Süd", NOWHERE, "Hauptstraße")]
    yield component("finder", "leer", finder=finder())
    yield component(
        "finder", "beides nicht verstanden",
        finder=finder(enquiry_value="Xyz", enquiry_words="Xyz", is_enquiry_unknown=True,
                      place_value=LONG_WORD, place_words=LONG_WORD, is_place_unknown=True),
    )  # fmt: skip
    yield component("place_field", "ausgefüllt", finder=finder(place_value="Volkmarsdorf"))
    yield component(
        "place_field", "nicht verstanden",
        finder=finder(place_value="Xyz", place_words="Xyz", is_place_unknown=True),
    )  # fmt: skip
    yield component("choices", "mit und ohne Erklärung", choices=choices, id="auswahl")
    yield component(
        "finder_choosing", "beides offen",
        finder=finder(enquiry_choices=choices, place_choices=places, has_more_places=True),
    )  # fmt: skip
    yield component("caretaker", "niemand hat etwas gefragt", caretaker=_caretaker())
    for standing in Standing:
        yield component("caretaker", str(standing.label), caretaker=_asked(standing))
    yield from _found()


def _found() -> Iterator[Example]:
    one = CaredFor("Grünau-Mitte", (_caretaker(),), is_certain=True)
    two = CaredFor("Mockau-Süd", (_asked(Standing.YES), _asked(Standing.ADVICE)), is_certain=False)
    result = {
        "heading": "Wer kümmert sich um Grünau-Mitte?", "districts": [one], "districts_without": "",
        "has_several_districts": False, "place": Place("Grünau-Mitte", "district", ()),
        "district_words": "Grünau-Mitte", "referrals": None, "enquiry": None, "enquiry_url": "",
    }  # fmt: skip
    yield component("finder_result", "ein Stadtteil", finder=finder(**result))
    yield component(
        "finder_result", "Straße in zwei Stadtteilen, teils ohne Management",
        finder=finder(**result | {
            "heading": "Veranstaltung bekannt machen: Wer hilft in der Hauptstraße?",
            "districts": [one, two], "districts_without": "Plagwitz", "has_several_districts": True,
            "place": Place("Hauptstraße", "street", ()),
            "district_words": "Grünau-Mitte, Mockau-Süd und Plagwitz",
            "referrals": Referrals([referral(Standing.YES)], [contact()]),
            "enquiry": enquiry(), "enquiry_url": NOWHERE,
        }),
    )  # fmt: skip
    yield component(
        "finder_result", "niemand kümmert sich",
        finder=finder(**result | {"districts": [], "districts_without": "Plagwitz"}),
    )  # fmt: skip
