"""Placeholders: what is taken is what can be filled, and names are never read as placeholders."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from managements.funding.placeholders import Placeholder, check_placeholders, fill, used_in

# Whatever people name things, braces and placeholders among it.
NAMES = st.text(st.sampled_from("ab {}äÄ<\n") | st.characters(codec="utf-8"), max_size=30) | (
    st.sampled_from([one.written for one in Placeholder])
)
PIECES = st.sampled_from(
    ["{", "}", "{}", " ", "\n", "Träger", "{Stadt}", *(one.written for one in Placeholder)]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join)
KNOWN = st.sets(st.sampled_from(Placeholder))


def is_taken(text: str, known: set[Placeholder], empty: set[Placeholder] = frozenset()) -> bool:
    try:
        check_placeholders(text, known, empty)
    except ValidationError:
        return False
    return True


@given(TEXTS, KNOWN)
@example("{Tra\u0308ger}", {Placeholder.CARRIER})
@example("{{Träger}}", {Placeholder.CARRIER})
def test_a_text_is_taken_exactly_where_filling_leaves_no_brace(
    text: str, known: set[Placeholder]
) -> None:
    filled = fill(text, dict.fromkeys(known, "Name"))
    assert is_taken(text, known) == ("{" not in filled and "}" not in filled)


@given(TEXTS, KNOWN, KNOWN)
def test_a_placeholder_without_a_name_is_taken_nowhere(
    text: str, known: set[Placeholder], empty: set[Placeholder]
) -> None:
    uses_empty = bool(set(used_in(text)) & empty)
    assert is_taken(text, known, empty) == (is_taken(text, known) and not uses_empty)


@given(TEXTS, st.dictionaries(st.sampled_from(Placeholder), NAMES))
def test_filling_replaces_known_placeholders_and_nothing_else(
    text: str, names: dict[Placeholder, str]
) -> None:
    # Piece by piece, from the left, without looking at what a name says.
    expected, rest = "", text
    while rest:
        for placeholder, name in names.items():
            for written in {
                placeholder.written,
                unicodedata.normalize("NFD", placeholder.written),
            }:
                if rest.startswith(written):
                    expected, rest = expected + name, rest.removeprefix(written)
                    break
            else:
                continue
            break
        else:
            expected, rest = expected + rest[0], rest[1:]
    assert fill(text, names) == expected


@given(NAMES)
def test_what_a_name_says_is_never_read_as_a_placeholder(name: str) -> None:
    names = {Placeholder.MANAGEMENT: name, Placeholder.CARRIER: "Verein"}
    assert fill("Das {Management}.", names) == f"Das {name}."
    # Nor does it make one with what stands around it.
    assert fill("{Management}Träger}", names) == f"{name}Träger}}"


def test_a_letter_that_a_keyboard_writes_in_two_parts_is_the_same_letter() -> None:
    written = unicodedata.normalize("NFD", "{Träger}")
    assert written != "{Träger}"
    check_placeholders(written, [Placeholder.CARRIER])
    assert fill(written, {Placeholder.CARRIER: "Verein"}) == "Verein"


@pytest.mark.parametrize("text", ["{Träger", "Träger}", "{", "}{", "{ Träger }", "{TRÄGER}"])
def test_the_refusal_says_how_placeholders_are_written(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        check_placeholders(text, [Placeholder.CARRIER, Placeholder.PROGRAMME])
    assert "{Träger}, {Programm}" in caught.value.messages[0]


def test_a_very_long_name_between_braces_does_not_fill_the_page() -> None:
    with pytest.raises(ValidationError) as caught:
        check_placeholders("{" + "x" * 2000 + "}", Placeholder)
    assert len(caught.value.messages[0]) < 300
