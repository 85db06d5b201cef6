"""Emblems and symbols in the colours of an accent."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from managements.models import Emblem, Management
from managements.models.colour import CITY_ACCENT, Palette
from managements.models.emblem import CITY_EMBLEM, NEUTRAL_EMBLEM, emblem_shades
from managements.models.painting import Surroundings, painted_emblem, painted_symbol
from managements.models.tones import difference, hex_of_tone, tone_of

pytestmark = pytest.mark.once

STATIC = Path(__file__).resolve().parents[3] / "static"
NAMES = [*Emblem.values, NEUTRAL_EMBLEM]
MOST_BYTES = 5_000
colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@pytest.mark.parametrize("name", [*NAMES, CITY_EMBLEM])
def test_every_emblem_is_drawn_and_small(name: str) -> None:
    file = STATIC / "emblems" / f"{name}.svg"
    assert 0 < file.stat().st_size <= MOST_BYTES
    assert ElementTree.parse(file).getroot().get("viewBox") == "0 0 480 210"


@pytest.mark.parametrize("name", NAMES)
def test_every_emblem_has_a_symbol(name: str) -> None:
    assert ElementTree.parse(STATIC / "symbols" / f"{name}.svg").getroot().get("width") == "64"


@pytest.mark.parametrize("name", NAMES)
def test_an_emblem_is_painted_all_over(name: str) -> None:
    svg = painted_emblem(name, "#123456")
    shades = emblem_shades("#123456")
    painted = {shade.day.lower() for shade in shades.values()}
    painted |= {shade.evening.lower() for shade in shades.values()}
    found = {one.lower() for one in re.findall(r"#[0-9A-Fa-f]{6}", svg)}
    assert found <= painted
    assert set(re.findall(r'class="(\w+)"', svg)) <= shades.keys()


def test_by_day_and_in_the_evening_it_has_other_colours() -> None:
    shade = emblem_shades("#3C7A3A")["a"]
    svg = painted_emblem("gruenau", "#3C7A3A")
    assert f'class="a" fill="{shade.day}"' in svg
    assert f".a{{fill:{shade.evening}}}" in svg
    assert "@media(prefers-color-scheme:dark)" in svg


@pytest.mark.parametrize(
    ("light", "query"), [(Surroundings.LIGHT, "@media not all"), (Surroundings.DARK, "@media all")]
)
def test_a_preview_answers_itself_in_which_light_it_is_seen(
    light: Surroundings, query: str
) -> None:
    svg = painted_emblem("gruenau", "#3C7A3A", light)
    assert query in svg
    assert "prefers-color-scheme" not in svg


def test_the_citys_emblem_keeps_the_colours_of_all_quarters() -> None:
    drawn = (STATIC / "emblems" / "leipzig.svg").read_text(encoding="utf-8")
    assert painted_emblem(CITY_EMBLEM, CITY_ACCENT) == drawn


def test_a_symbol_is_a_figure_on_the_accent() -> None:
    palette = Palette("#B4432B")
    svg = painted_symbol("leipziger-osten", "#B4432B")
    assert f'<rect class="g" fill="{palette.accent}"' in svg
    assert f'class="f" fill="{palette.on_accent}"' in svg
    assert f".g{{fill:{palette.dark_symbol}}}" in svg


def test_there_is_no_drawing_of_an_unknown_name() -> None:
    assert painted_emblem("nirgends", "#3C7A3A") == ""


@given(colours)
def test_walls_roofs_and_windows_can_be_told_apart_in_every_colour(colour: str) -> None:
    shades = emblem_shades(colour)
    for first, second in (("w", "l"), ("w", "a"), ("l", "a"), ("l", "d"), ("a", "d")):
        assert difference(shades[first].day, shades[second].day) > 0.08
    for first, second in (("w", "nw"), ("l", "nl"), ("a", "na"), ("w", "l"), ("l", "a")):
        assert difference(shades[first].evening, shades[second].evening) > 0.08


@given(colours)
def test_a_colour_survives_the_way_to_a_tone_and_back(colour: str) -> None:
    assert difference(hex_of_tone(tone_of(colour)), colour) < 0.002


@pytest.mark.parametrize(
    ("emblem", "drawing", "label"),
    [
        ("gruenau", "gruenau", "Plattenbauten und Bäume"),
        ("", NEUTRAL_EMBLEM, "Häuser einer Straße, für jedes Quartier"),
        ("verschwunden", NEUTRAL_EMBLEM, "verschwunden"),
    ],
)
def test_there_always_is_a_drawing(emblem: str, drawing: str, label: str) -> None:
    management = Management(emblem=emblem)
    assert (management.drawing, management.drawing_label) == (drawing, label)
