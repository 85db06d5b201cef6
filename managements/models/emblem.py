"""The drawn pictures of the quarters, and the colours that they take from a management's accent.

How they are drawn: frontend/emblems.mjs. Every shape has a class that says which shade it has; the
application writes the shades of one accent into it, so that picture and colour are chosen apart.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.models.tones import Tone, hex_of_tone, tone_of

# Whoever has chosen no picture shows some street of some quarter.
NEUTRAL_EMBLEM = "quartier"
CITY_EMBLEM = "leipzig"


class Emblem(models.TextChoices):
    """The pictures that a management may have. Their values are the names of the drawings."""

    LEIPZIGER_OSTEN = "leipziger-osten", _("Gabled houses and a tram")
    GRUENAU = "gruenau", _("Slab blocks and trees")
    PAUNSDORF = "paunsdorf", _("Tower blocks and a market place")
    MOCKAU = "mockau", _("Garden town and a wide sky")
    SCHOENEFELD = "schoenefeld", _("Manor and shops")
    LOESSNIG = "loessnig", _("Round estate and a lake")
    MOECKERN_GOHLIS_NORD = "moeckern-gohlis-nord", _("Barracks and allotments")


NO_EMBLEM_LABEL = _("Houses of a street, for every quarter")


@dataclass(frozen=True)
class Shade:
    """What one class of shapes is painted with, by day and in the evening, as #RRGGBB."""

    day: str
    evening: str


# The palest and the darkest walls on which windows can be told apart, and the strongest colours.
_LIGHTEST_WALL, _DARKEST_WALL, _STRONGEST = 0.66, 0.42, 0.17
_LAMPLIGHT = "#FFDF9B"
_MOON = "#F4E7C2"
_WHITE = "#FFFFFF"


@lru_cache(maxsize=256)
def emblem_shades(accent: str) -> dict[str, Shade]:
    """Return the shade of every class of shapes, for an accent (#RRGGBB).

    Classes: w white, l light, a accent, d dark, m sun or moon, c clouds; windows by the colour that
    they have at day: n… stay dark in the evening, y… are lit.
    """
    tone = tone_of(accent)
    wall = min(max(tone.lightness, _DARKEST_WALL), _LIGHTEST_WALL)
    chroma, hue = min(tone.chroma, _STRONGEST), tone.hue
    # Grey stays grey; the strongest colours keep some calm in the evening.
    strength = min(1.0, chroma / 0.09)

    def evening(lightness: float, most: float) -> str:
        return hex_of_tone(Tone(lightness, most * strength, hue))

    by_day = {
        "w": _WHITE,
        "l": hex_of_tone(Tone(0.78, chroma * 0.66, hue)),
        "a": accent if wall == tone.lightness else hex_of_tone(Tone(wall, chroma, hue)),
        "d": hex_of_tone(Tone(wall * 0.69, chroma * 0.74, hue)),
    }
    in_the_evening = {
        "w": evening(0.83, 0.025),
        "l": evening(0.67, 0.065),
        "a": evening(0.55, 0.105),
        "d": evening(0.44, 0.08),
    }
    night = evening(0.25, 0.045)
    shades = {key: Shade(by_day[key], in_the_evening[key]) for key in by_day}
    shades |= {"m": Shade(_WHITE, _MOON), "c": Shade(_WHITE, evening(0.44, 0.05))}
    for key, colour in by_day.items():
        shades[f"n{key}"] = Shade(colour, night)
        shades[f"y{key}"] = Shade(colour, _LAMPLIGHT)
    return shades
