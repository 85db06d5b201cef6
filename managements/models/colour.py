"""Accent colours that stay readable: WCAG 2.2 contrast and the shades derived from one colour.

Contrast and relative luminance as defined in WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from managements.models.tones import channels, linear, of_lightness, tone_of

WHITE = "#FFFFFF"
INK = "#171A2B"
DARK_PAPER = "#14161F"
# KERN's dark blue 700: the city's own pages have no management's accent.
CITY_ACCENT = "#2044AA"
# KERN's focus ring, by day and in the evening: neutral 700 and 300, as screens show them.
FOCUS = "#454B6B"
FOCUS_IN_THE_DARK = "#A9AEC6"
MINIMUM_CONTRAST = 4.5  # WCAG 2.2 AA, success criterion 1.4.3, normal text
MINIMUM_EDGE = 3.0  # WCAG 2.2 AA, success criterion 1.4.11, what has to be seen, not read

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def _luminance(colour: str) -> float:
    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (#RRGGBB), from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """Return `first` with a share (0 to 1) of `second` mixed in."""
    mixed = (
        round(one * (1 - share) + other * share)
        for one, other in zip(channels(first), channels(second), strict=True)
    )
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def readable(
    colour: str, *, on: Iterable[str], towards: str, least: float = MINIMUM_CONTRAST
) -> str:
    """Return `colour`, moved towards another one as far as needed to be read `on` all backgrounds."""
    backgrounds = tuple(on)
    for step in range(21):
        candidate = mix(colour, towards, step / 20)
        if min(contrast(candidate, background) for background in backgrounds) >= least:
            return candidate
    return towards


def validate_accent(colour: str) -> None:
    """Refuse what is no colour, what is too pale, and what neither white nor dark text is legible on.

    Raises:
        ValidationError: with the nearest darker colour that works.
    """
    if not _HEX.fullmatch(colour):
        raise ValidationError(
            _("Please give the colour as # and six characters, for example #B4432B.")
        )
    if is_too_pale(colour):
        raise ValidationError(
            _(
                "This colour is too pale: it hardly stands out from white. "
                "This darker one works: %(suggestion)s."
            ),
            code="pale",
            params={"suggestion": nearest_accent(colour)},
        )
    if not is_readable(colour):
        raise ValidationError(
            _("Text on this colour is hard to read. This darker one works: %(suggestion)s."),
            code="unreadable",
            params={"suggestion": nearest_accent(colour)},
        )


def is_too_pale(colour: str) -> bool:
    """Whether bars, edges and symbols in a colour can hardly be seen on white."""
    return contrast(colour, WHITE) < MINIMUM_EDGE


def is_readable(colour: str) -> bool:
    """Whether white or dark text can be read on a colour."""
    return max(contrast(colour, WHITE), contrast(colour, INK)) >= MINIMUM_CONTRAST


def nearest_accent(colour: str) -> str:
    """Return the nearest darker shade of a colour (#RRGGBB) that may be an accent."""
    tone = tone_of(colour)
    steps = range(round(tone.lightness * 100), 0, -1)
    darker = (of_lightness(tone, step / 100) for step in steps)
    return next((one for one in darker if not is_too_pale(one) and is_readable(one)), INK)


def accent_class(slug: str) -> str:
    """Return the style class under which the shades of a management's accent are known."""
    return f"quartier-{slug}"


@dataclass(frozen=True)
class Palette:
    """The shades of one accent in light and in dark surroundings, as #RRGGBB."""

    accent: str

    @property
    def on_accent(self) -> str:
        """Text on the accent: white where it can be read, else dark."""
        return WHITE if contrast(self.accent, WHITE) >= MINIMUM_CONTRAST else INK

    @property
    def tint(self) -> str:
        """A light background."""
        return mix(self.accent, WHITE, 0.82)

    @property
    def ink(self) -> str:
        """The accent as text on paper and on the tint."""
        return readable(self.accent, on=[WHITE, self.tint], towards=INK)

    @property
    def dark_tint(self) -> str:
        """A background in dark surroundings."""
        return mix(self.accent, DARK_PAPER, 0.72)

    @property
    def dark_ink(self) -> str:
        """The accent as text in dark surroundings, on paper and on the tint, whichever is lighter."""
        return readable(self.accent, on=[DARK_PAPER, self.dark_tint], towards=WHITE)

    @property
    def dark_symbol(self) -> str:
        """The accent as a small sign on a dark ground, such as a browser's tab in the evening."""
        return readable(self.accent, on=[DARK_PAPER], towards=WHITE, least=MINIMUM_EDGE)

    @property
    def on_dark_symbol(self) -> str:
        """What is drawn on that sign."""
        symbol = self.dark_symbol
        return WHITE if contrast(symbol, WHITE) >= contrast(symbol, INK) else INK
