"""Accent colours that stay readable: WCAG 2.2 contrast and the shades derived from one colour.

Contrast and relative luminance as defined in WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WHITE = "#FFFFFF"
INK = "#171A2B"
DARK_PAPER = "#14161F"
MINIMUM_CONTRAST = 4.5  # WCAG 2.2 AA, success criterion 1.4.3, normal text

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (#RRGGBB), from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """Return `first` with a share (0 to 1) of `second` mixed in."""
    mixed = (
        round(one * (1 - share) + other * share)
        for one, other in zip(_channels(first), _channels(second), strict=True)
    )
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def readable(colour: str, *, on: Iterable[str], towards: str) -> str:
    """Return `colour`, moved towards another one as far as needed to be read `on` all backgrounds."""
    backgrounds = tuple(on)
    for step in range(21):
        candidate = mix(colour, towards, step / 20)
        if min(contrast(candidate, background) for background in backgrounds) >= MINIMUM_CONTRAST:
            return candidate
    return towards


def validate_accent(colour: str) -> None:
    """Refuse what is no colour, and colours on which neither white nor dark text can be read.

    Raises:
        ValidationError: with the nearest darker colour that works.
    """
    if not _HEX.fullmatch(colour):
        raise ValidationError(
            _("Please give the colour as # and six characters, for example #B4432B.")
        )
    if max(contrast(colour, WHITE), contrast(colour, INK)) < MINIMUM_CONTRAST:
        raise ValidationError(
            _("Text on this colour is hard to read. This darker one works: %(suggestion)s."),
            params={"suggestion": readable(colour, on=[WHITE], towards=INK)},
        )


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
