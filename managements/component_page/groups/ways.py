"""Search, forms, the map: ways to what somebody looks for."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms

from managements.component_page.examples import Example, component
from managements.component_page.facts import LONG_WORD, NOWHERE, accent_of, place, shown_date
from managements.component_page.groups.answers import enquiry, listed
from managements.component_page.groups.frame import quarter_cards
from managements.component_page.stand_ins import StandIn
from managements.referrals.most_asked import HonestColumns
from managements.referrals.standings import Standing
from managements.search.models.finding import Search
from managements.search.models.hits import Hit
from managements.websites.where_to_find import FoundPlace

_MAP = 'div class="city-map" > svg class="city-map__picture" viewBox="0 0 400 440"'


class _ReportForm(forms.Form):
    """A form with a field that has to be filled in, and one that has not."""

    problem = forms.CharField(
        label="Was ist die Barriere?", help_text="Ein Satz genügt.", widget=forms.Textarea,
        error_messages={"required": "Bitte schreiben Sie, was Sie gehindert hat."},
    )  # fmt: skip
    email = forms.EmailField(label="Ihre E-Mail-Adresse", required=False)


def examples() -> Iterator[Example]:
    """Yield the search, fields and what is wrong in them, the map and what stands beside it."""
    field: dict[str, Any] = {"url": NOWHERE, "label": "Suche im Leipziger Osten"}
    yield component("search_form", "leer", **field, id="suche-1")
    yield component("search_form", "mit Wort", **field, id="suche-2", value=LONG_WORD)
    yield component(
        "search_form", "in der Kopfzeile", **field, id="suche-3", kind="bar", name="Suche"
    )
    for state, url in (("im Quartier", NOWHERE), ("überall", "")):
        yield component(
            "search_help", state, search=StandIn(Search, everywhere_url=url, finder_url=NOWHERE)
        )
    yield component("search_hit", "Termin eines Quartiers", hit=_hit())
    yield component(
        "search_hit", "langes Wort, ohne Auszug",
        hit=_hit(title=LONG_WORD, teaser="", fact="", machine_day="", owner=""),
    )  # fmt: skip
    yield component("form_field", "leer", field=_ReportForm()["problem"])
    yield component("form_field", "freiwillig", field=_ReportForm()["email"])
    yield component("form_field", "fehlt", field=_ReportForm({})["problem"])
    errors = [{"anchor": "id_problem", "words": "Bitte schreiben Sie, was Sie gehindert hat."}]
    yield component("error_summary", "ein Feld", errors=errors)
    yield component(
        "error_summary", "das Formular", refusal="Bitte senden Sie es noch einmal.", errors=[]
    )
    gap = {
        "what": "Karte der Quartiere", "reason_words": "Wir arbeiten daran.", "is_for_a_while": True,
        "instead": "Die Liste daneben sagt dasselbe.", "until": datetime.date(2027, 3, 31),
    }  # fmt: skip
    yield component("gap", "mit Frist", gap=gap)
    yield component("gap", "ohne Frist", gap=gap | {"instead": "", "until": None})
    stays = {
        "reason_words": "Das Gesetz verlangt es hier nicht.",
        "is_for_a_while": False,
        "until": None,
    }
    yield component("gap", "bleibt so", gap=gap | stays)
    yield component("print_address", "auf Papier", url="https://quartiere.example.org/gruenau/")
    yield from _places()


def _hit(**values: Any) -> Any:
    return StandIn(
        Hit,
        **{
            "kind": "Termin", "owner": "Grünau", "note": "", "title": "Offene Fahrradwerkstatt",
            "url": NOWHERE, "fact": "Donnerstag, 10. Dezember", "machine_day": "2026-12-10",
            "teaser": "Wir reparieren zusammen. Werkzeug ist da.", "accent_class": accent_of("gruenau"),
        }
        | values,
    )  # fmt: skip


def _places() -> Iterator[Example]:
    yield component("city_drawing", "Wald, Flüsse, Seen", inside=_MAP)
    yield component("city_ways", "Ring und Straßen", inside=_MAP)
    osten, loessnig, long = (
        card | {"hours_url": NOWHERE, "hour": None, "missed": []} for card in quarter_cards()
    )
    yield component("city_map", "eigene Zeichnung", map=_map())
    yield component("city_map", "mit Umrissen, schraffiert", map=_map_with_outlines())
    off = shown_date(is_off=True, state_words="fällt aus", note="Krankheit.")
    yield component(
        "quarter_list", "mit Sprechstunde, fällt aus, ohne",
        quarters=[osten | {"hour": shown_date(title="Sprechstunde")},
                  loessnig | {"missed": [off]}, long],
    )  # fmt: skip
    yield component("often_asked", "zwei", enquiries=[enquiry(), enquiry("Praktikum")], url=NOWHERE)
    found = FoundPlace(place(), "https://www.openstreetmap.org/")
    yield component("found_place", "mit Karte", found=found)
    yield component("found_place", "ohne Karte", found=FoundPlace(place(), ""))
    helping, refusing = [listed(Standing.YES), listed(Standing.ADVICE)], [listed(Standing.NOT_NOW)]
    yield component("honest_brief", "macht es", title="Das machen wir", answers=helping, does=True)
    yield component("honest_brief", "leer", title="Das machen wir nicht", answers=[], does=False)
    yield component(
        "honest_columns", "beantwortet", honest=HonestColumns(helping, refusing, [], NOWHERE)
    )
    asking = [listed(Standing.ASK), listed(Standing.ASK, name=LONG_WORD)]
    yield component("honest_columns", "noch leer", honest=HonestColumns([], [], asking, NOWHERE))


def _map() -> dict[str, Any]:
    """Return a map with two quarters; the real one is made above this layer (home.city_map)."""
    common = {
        "url": NOWHERE, "has_area": False, "whole": "", "in_part": "", "is_named": True,
        "is_shortened": False, "leader": "", "anchor": "start",
    }  # fmt: skip
    quarters = [
        common | {
            "name": name, "accent_class": accent_of(slug), "x": x, "y": y, "label_x": x + 12,
            "lines": [{"words": name, "y": y + 5}], "target": f"M{x - 12} {y - 12}h90v24h-90z",
        }
        for name, slug, x, y in (
            ("Leipziger Osten", "leipziger-osten", 230, 190), ("Grünau", "gruenau", 90, 250),
        )
    ]  # fmt: skip
    return {
        "width": 400, "height": 440, "radius": 7, "quarters": quarters, "others": "",
        "is_true": False, "has_areas": False, "has_parts": False,
    }  # fmt: skip


def _map_with_outlines() -> dict[str, Any]:
    """Return the same map with the outlines of districts: of one quarter the whole, of one a part."""
    drawn = _map()
    for one in drawn["quarters"]:
        # Outlines have two points to a unit of the map.
        area = f"M{2 * one['x'] - 60} {2 * one['y'] + 20}h120v70l-60 30-60-30z"
        one |= {"has_area": True, "whole": area}
    partly = drawn["quarters"][0]
    partly |= {"in_part": partly["whole"], "whole": ""}
    others = "M300 460h150v200h-150z"
    return drawn | {"others": others, "is_true": True, "has_areas": True, "has_parts": True}
