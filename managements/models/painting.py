"""Emblems and symbols in the colours of a management: the drawings take them from its accent."""

import re
from enum import Enum
from functools import lru_cache

from managements.models.colour import Palette
from managements.models.emblem import CITY_EMBLEM, Shade, emblem_shades
from managements.typesetting.drawings import static_drawing

# As frontend/emblems.mjs writes them: a shape has its class and, for the day, its colour; a rule
# that asks for dark surroundings has the classes and their colours in the evening.
_SHAPE = re.compile(r'class="(\w+)" fill="#[0-9A-Fa-f]{6}"')
_RULE = re.compile(r"\.(\w+)\{fill:#[0-9A-Fa-f]{6}\}")
_DARK = "@media(prefers-color-scheme:dark)"


class Surroundings(Enum):
    """On which ground a drawing is seen."""

    # Whoever looks at it decides, by the setting of their device.
    EITHER = "beide"
    LIGHT = "hell"
    DARK = "dunkel"


@lru_cache(maxsize=256)
def painted_emblem(name: str, accent: str, surroundings: Surroundings = Surroundings.EITHER) -> str:
    """Return an emblem as SVG in the shades of an accent (#RRGGBB); empty if there is no such one.

    The city's has its own colours: one house for each quarter.
    """
    shades = {} if name == CITY_EMBLEM else emblem_shades(accent)
    return _painted(static_drawing(f"emblems/{name}.svg"), shades, surroundings)


@lru_cache(maxsize=256)
def painted_symbol(name: str, accent: str, surroundings: Surroundings = Surroundings.EITHER) -> str:
    """Return the small sign of an emblem as SVG: a figure on a ground in the accent."""
    palette = Palette(accent)
    shades = {
        "g": Shade(palette.accent, palette.dark_symbol),
        "f": Shade(palette.on_accent, palette.on_dark_symbol),
    }
    return _painted(static_drawing(f"symbols/{name}.svg"), shades, surroundings)


def _painted(svg: str, shades: dict[str, Shade], surroundings: Surroundings) -> str:
    def shape(found: re.Match[str]) -> str:
        shade = shades.get(found[1])
        return f'class="{found[1]}" fill="{shade.day}"' if shade else found[0]

    def rule(found: re.Match[str]) -> str:
        shade = shades.get(found[1])
        return f".{found[1]}{{fill:{shade.evening}}}" if shade else found[0]

    painted = _RULE.sub(rule, _SHAPE.sub(shape, svg))
    query = {
        Surroundings.EITHER: _DARK,
        Surroundings.LIGHT: "@media not all",
        Surroundings.DARK: "@media all",
    }
    return painted.replace(_DARK, query[surroundings], 1)
