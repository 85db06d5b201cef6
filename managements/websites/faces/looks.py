"""What follows from a colour and a picture: how legible it is in words, and whom it resembles."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from managements.models import Management
from managements.models.colour import (
    DARK_PAPER,
    FOCUS,
    FOCUS_IN_THE_DARK,
    MINIMUM_CONTRAST,
    MINIMUM_EDGE,
    WHITE,
    Palette,
    contrast,
)
from managements.models.tones import difference

# Nearer ones are taken for each other in a list, where they do not stand side by side.
NEARLY_THE_SAME = 0.05
_VERY_LEGIBLE = 7.0  # WCAG 2.2 AAA, success criterion 1.4.6


@dataclass(frozen=True)
class Figure:
    """How well something can be read or seen."""

    # What for.
    words: str
    ratio: str
    verdict: str
    is_enough: bool


def figures(accent: str) -> list[Figure]:
    """Return the contrasts that matter for a colour (#RRGGBB), the worst of each kind."""
    palette = Palette(accent)
    on_accent = _("white") if palette.on_accent == WHITE else _("dark")
    return [
        _to_read(
            _("Text on the colour: it is %(colour)s") % {"colour": on_accent},
            [(palette.on_accent, palette.accent)],
        ),
        _to_read(
            _("Text in the colour, by day"),
            [(palette.ink, WHITE), (palette.ink, palette.tint)],
        ),
        _to_read(
            _("Text in the colour, in the evening"),
            [(palette.dark_ink, DARK_PAPER), (palette.dark_ink, palette.dark_tint)],
        ),
        _to_see(_("Bars and symbols on white"), [(palette.accent, WHITE)]),
        _to_see(_("The frame that shows where one is"), focus_pairs(palette)),
    ]


def focus_pairs(palette: Palette) -> list[tuple[str, str]]:
    """Return the focus ring and what it lies on, wherever an accent has to do with it."""
    return [
        (FOCUS, palette.tint),
        (FOCUS_IN_THE_DARK, palette.dark_tint),
        # In the menu bar it has the colour of the text.
        (palette.on_accent, palette.accent),
    ]


def resemblances(
    management: Management, accent: str, emblem: str, others: Iterable[Management]
) -> list[str]:
    """Return a sentence for what can be mixed up with other managements; nothing is wrong with it."""
    others = [one for one in others if one.pk != management.pk]
    sentences = []
    near = [one.short_name for one in others if difference(one.accent, accent) < NEARLY_THE_SAME]
    if near:
        sentences.append(
            ngettext(
                "%(names)s has nearly the same colour. In lists both are hard to tell apart.",
                "%(names)s have nearly the same colour. In lists all are hard to tell apart.",
                len(near),
            )
            % {"names": get_text_list(near, _("and"))}
        )
    same = [one.short_name for one in others if emblem and one.emblem == emblem]
    if same:
        sentences.append(
            ngettext(
                "%(names)s has the same picture.", "%(names)s have the same picture.", len(same)
            )
            % {"names": get_text_list(same, _("and"))}
        )
    return sentences


def _worst(pairs: Iterable[tuple[str, str]]) -> float:
    return min(contrast(*pair) for pair in pairs)


def _to_read(words: str, pairs: Iterable[tuple[str, str]]) -> Figure:
    worst = _worst(pairs)
    verdict = _("hard to read")
    if worst >= MINIMUM_CONTRAST:
        verdict = _("very easy to read") if worst >= _VERY_LEGIBLE else _("easy to read")
    return Figure(words, _ratio(worst), verdict, worst >= MINIMUM_CONTRAST)


def _to_see(words: str, pairs: Iterable[tuple[str, str]]) -> Figure:
    worst = _worst(pairs)
    verdict = _("easy to see") if worst >= MINIMUM_EDGE else _("hardly to be seen")
    return Figure(words, _ratio(worst), verdict, worst >= MINIMUM_EDGE)


def _ratio(value: float) -> str:
    """Return a contrast as people write it; never more than it is."""
    return f"{number_format(math.floor(value * 10) / 10, decimal_pos=1)} : 1"
