"""The addresses of emblems and symbols in a management's colours.

An address says all that its file follows from, so no record has to be read for it; and it ends with
a mark that nobody can make up, so that nobody makes the server paint in every colour there is.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from managements.models import Management
from managements.models.colour import CITY_ACCENT, WHITE, Palette
from managements.models.emblem import CITY_EMBLEM
from managements.models.painting import painted_emblem, painted_symbol
from managements.typesetting.drawings import static_drawing
from managements.websites.symbol_files import SIZES, symbol_mark

_MARK_LENGTH = 12
TOUCH_SIZE, TAB_SIZE = SIZES


class Drawing(Enum):
    """What is drawn; the values stand in addresses."""

    EMBLEM = "bild"
    SYMBOL = "zeichen"


@dataclass(frozen=True)
class Icons:
    """What browsers show beside the title of a page, and telephones on their first screen."""

    svg_url: str
    tab_url: str
    touch_url: str
    # Around the page: of the browser itself, by day and in the evening.
    light: str
    dark: str
    tab_sizes: str = f"{TAB_SIZE}x{TAB_SIZE}"
    touch_sizes: str = f"{TOUCH_SIZE}x{TOUCH_SIZE}"


def svg_of(kind: Drawing, name: str, accent: str) -> str:
    """Return a drawing in the shades of an accent, empty if there is no such one."""
    if kind is Drawing.EMBLEM:
        return painted_emblem(name, accent)
    return static_drawing("favicon.svg") if name == CITY_EMBLEM else painted_symbol(name, accent)


def ground_of(name: str, accent: str) -> str:
    """Return what a symbol stands on where it has to fill a square (#RRGGBB)."""
    return WHITE if name == CITY_EMBLEM else accent


@lru_cache(maxsize=1024)
def drawing_mark(kind: Drawing, name: str, accent: str, size: int = 0) -> str:
    """Return a short mark that changes whenever the drawing or its shades do.

    Args:
        size: of the PNG in pixels; 0 for the SVG.
    """
    svg = svg_of(kind, name, accent)
    file = symbol_mark(svg, size, ground_of(name, accent)) if size else svg
    facts = f"{kind.value}|{accent}|{size}|{file}"
    return salted_hmac("websites.drawings", facts).hexdigest()[:_MARK_LENGTH]


def is_mark_of(mark: str, kind: Drawing, name: str, accent: str, size: int = 0) -> bool:
    """Whether a mark is that of a drawing as it is today."""
    return constant_time_compare(mark, drawing_mark(kind, name, accent, size))


@lru_cache(maxsize=1024)
def drawing_url(kind: Drawing, name: str, accent: str, size: int = 0) -> str:
    """Return the address of a drawing, as SVG or, with a size, as PNG."""
    facts = {"kind": kind.value, "drawing": name, "colour": accent[1:]}
    facts["mark"] = drawing_mark(kind, name, accent, size)
    if size:
        return reverse("websites:drawing_png", kwargs=facts | {"size": size})
    return reverse("websites:drawing", kwargs=facts)


def emblem_url(management: Management) -> str:
    """Return where a management's emblem is, in its colours."""
    return drawing_url(Drawing.EMBLEM, management.drawing, management.accent)


def icons_of(management: Management | None) -> Icons:
    """Return the icons of a management's pages, or of the city's."""
    name, accent = CITY_EMBLEM, CITY_ACCENT
    if management is not None:
        name, accent = management.drawing, management.accent
    palette = Palette(accent)
    return Icons(
        svg_url=static("favicon.svg")
        if management is None
        else drawing_url(Drawing.SYMBOL, name, accent),
        tab_url=drawing_url(Drawing.SYMBOL, name, accent, TAB_SIZE),
        touch_url=drawing_url(Drawing.SYMBOL, name, accent, TOUCH_SIZE),
        light=palette.accent,
        dark=palette.dark_tint,
    )
