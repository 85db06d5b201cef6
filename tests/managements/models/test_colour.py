"""Accent colours."""

import math
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from managements.models.colour import (
    CITY_ACCENT,
    DARK_PAPER,
    FOCUS,
    FOCUS_IN_THE_DARK,
    MINIMUM_CONTRAST,
    MINIMUM_EDGE,
    WHITE,
    Palette,
    contrast,
    validate_accent,
)
from managements.models.tones import Tone, hex_of_tone, tone_of

STATIC = Path(__file__).resolve().parents[3] / "static"
# Functions of numbers.
pytestmark = pytest.mark.once

colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_contrast_of_a_known_pair_agrees_with_the_definition_of_wcag() -> None:
    # #767676 is the lightest grey that WCAG calls readable on white.
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@example("#001B0D")  # darker than the dark paper, so that its tint is, too
@given(colours)
def test_every_shade_of_an_accepted_accent_is_readable(colour: str) -> None:
    try:
        validate_accent(colour)
    except ValidationError:
        return
    palette = Palette(colour)
    assert contrast(palette.on_accent, palette.accent) >= MINIMUM_CONTRAST
    assert contrast(palette.ink, palette.tint) >= MINIMUM_CONTRAST
    assert contrast(palette.ink, WHITE) >= MINIMUM_CONTRAST
    assert contrast(palette.dark_ink, palette.dark_tint) >= MINIMUM_CONTRAST
    assert contrast(palette.dark_ink, DARK_PAPER) >= MINIMUM_CONTRAST
    assert contrast(palette.accent, WHITE) >= MINIMUM_EDGE
    assert contrast(palette.dark_symbol, DARK_PAPER) >= MINIMUM_EDGE
    assert contrast(palette.on_dark_symbol, palette.dark_symbol) >= MINIMUM_EDGE


@example("#000000")
@given(colours)
def test_the_focus_ring_is_seen_on_the_tints_of_every_accepted_accent(colour: str) -> None:
    try:
        validate_accent(colour)
    except ValidationError:
        return
    palette = Palette(colour)
    assert contrast(FOCUS, palette.tint) >= MINIMUM_EDGE
    assert contrast(FOCUS_IN_THE_DARK, palette.dark_tint) >= MINIMUM_EDGE
    assert contrast(palette.on_accent, palette.accent) >= MINIMUM_EDGE, "in the menu bar"


def test_the_focus_ring_is_the_one_of_the_style_sheet() -> None:
    sheet = (STATIC / "css/site.css").read_text(encoding="utf-8")
    for name, colour in (("700", FOCUS), ("300", FOCUS_IN_THE_DARK)):
        assert f"--kern-color-action-focus-default:var(--kern-color-neutral-{name})" in sheet
        (light, chroma, hue) = re.search(
            rf"--kern-color-neutral-{name}:oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", sheet
        ).groups()
        tone = Tone(float(light) / 100, float(chroma), math.radians(float(hue)))
        assert hex_of_tone(tone) == colour


@pytest.mark.parametrize("colour", ["#FFFFFF", "#FFD400", "#9CC793", "#00FF00"])
def test_a_colour_that_hardly_stands_out_from_white_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_accent(colour)
    assert refused.value.code == "pale"


def test_a_colour_between_the_readable_ones_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_accent("#7A8288")
    assert refused.value.code == "unreadable"


def test_a_suggestion_keeps_the_hue() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_accent("#FFD400")
    suggestion = refused.value.params["suggestion"]
    assert abs(tone_of(suggestion).hue - tone_of("#FFD400").hue) < 0.2  # screens cannot show all


def test_the_citys_own_colour_is_accepted() -> None:
    validate_accent(CITY_ACCENT)


@given(colours)
def test_a_refused_accent_comes_with_a_suggestion_that_is_accepted(colour: str) -> None:
    try:
        validate_accent(colour)
    except ValidationError as error:
        validate_accent(error.params["suggestion"])


@pytest.mark.parametrize("words", ["rot", "#12345", "#GGGGGG", "", "#1234567", "#123456;"])
def test_what_is_no_colour_is_refused(words: str) -> None:
    with pytest.raises(ValidationError):
        validate_accent(words)
