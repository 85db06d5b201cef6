"""What reaches typst."""

import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from managements.typesetting.data import as_json, printable

pytestmark = pytest.mark.once


def test_what_nobody_can_see_is_left_out() -> None:
    assert printable("A\u202eB\ufeffC\x00D\ue000E\ufffeF\ud800G") == "ABCDEFG"


def test_a_letter_is_one_letter_however_it_was_typed() -> None:
    assert printable("u\u0308") == "ü"


def test_texts_are_cleaned_wherever_they_stand() -> None:
    content = {"days": [{"title": "Lichter\n\t fest\x00"}], "lines": ("a\u202eb",)}
    assert json.loads(as_json(content)) == {"days": [{"title": "Lichter fest"}], "lines": ["ab"]}


def test_equal_contents_are_equal_texts_in_whatever_order_they_were_gathered() -> None:
    assert as_json({"a": 1, "b": None}) == as_json({"b": None, "a": 1})


def test_a_day_is_written_down() -> None:
    assert as_json({"day": datetime.date(2026, 12, 7)}) == '{"day": "2026-12-07"}'


def test_what_it_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        as_json({"sum": Decimal("1.50")})


@given(st.dictionaries(st.text(), st.text()))
def test_every_text_can_be_handed_over(content: dict[str, str]) -> None:
    as_json(content).encode()
