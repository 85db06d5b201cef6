"""Accent colours."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from managements.models.colour import (
    DARK_PAPER,
    MINIMUM_CONTRAST,
    WHITE,
    Palette,
    contrast,
    validate_accent,
)

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
