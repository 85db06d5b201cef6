"""Which enquiry people mean: whole words and beginnings, with or without umlauts, synonyms too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from managements.referrals.models import Enquiry
from managements.referrals.models.matching import guessing, matching, words_of

INTERNSHIP = Enquiry(
    name="Praktikum",
    slug="praktikum",
    explanation="Sie suchen einen Platz, um zu lernen.",
    synonyms="Praktika, Praktikant; Praktikantin\nSchülerpraktikum, hospitieren",
)
LITTER = Enquiry(
    name="Müll und Schäden auf der Straße", slug="muell", synonyms="Sperrmüll, Café-Stühle, Dreck"
)
ROOM = Enquiry(name="Raum gesucht", slug="raum", synonyms="Müllraum, Saal")
ALL = [INTERNSHIP, LITTER, ROOM]


def found(words: str) -> list[str]:
    return [one.slug for one in matching(ALL, words)]


@pytest.mark.parametrize(
    "words",
    [
        "Praktikum", "praktikum", "PRAKTIKUM", "  Praktikum  ", "prakt", "Praktikumsplatz",
        "praktikumsplatz gesucht lernen"[:15], "Praktikantin", "Praktikantinnen", "Praktikant",
        "hospitieren", "Schülerpraktikum", "schuelerpraktikum", "Schu\u0308lerpraktikum",
        "Praktikum lernen", "lernen Praktikum", "praktikum!", "„Praktikum“",
    ],
)  # fmt: skip
def test_the_internship_is_found_by_all_that_people_call_it(words: str) -> None:
    assert found(words) == ["praktikum"]


@pytest.mark.parametrize(
    "words",
    [
        "Müll",
        "muell",
        "MÜLL",
        "Mu\u0308ll",
        "Strasse",
        "STRASSE",
        "straße",
        "Sperrmuell",
        "Schaden",
    ],
)
def test_umlauts_may_be_spelt_in_any_way(words: str) -> None:
    expected = {"Schaden": []}.get(words, ["muell"])
    assert [slug for slug in found(words) if slug == "muell"] == expected


@pytest.mark.parametrize("words", ["Cafe", "café", "CAFÉ", "Stuehle", "cafe stühle"])
def test_accents_and_hyphens_do_not_matter(words: str) -> None:
    assert found(words) == ["muell"]


def test_the_name_goes_before_the_other_words() -> None:
    assert found("Müll") == ["muell", "raum"]
    assert [one.slug for one in matching([ROOM, LITTER], "Müll")] == ["muell", "raum"]


def test_every_word_has_to_fit_where_there_is_something_that_all_fit() -> None:
    assert found("Raum Müll") == ["raum"]


def test_in_a_whole_sentence_one_long_word_is_enough() -> None:
    def guessed(words: str) -> list[str]:
        return [one.slug for one in guessing(ALL, words)]

    assert found("Ich suche ein Praktikum") == [], "not every word is known"
    assert guessed("Ich suche ein Praktikum") == ["praktikum"]
    assert guessed("ein und der Raum") == [], "short words mean nothing by themselves"
    assert guessed("Wohin mit dem Sperrmüll?") == ["muell"]


def test_a_short_word_is_not_taken_for_the_beginning_of_every_long_one() -> None:
    assert found("Undine") == [], "“und” is a known word, but says nothing"
    assert found("Raumfahrt") == []


@pytest.mark.parametrize("words", ["", "   ", "!?", "…", "\u0308"])
def test_without_a_word_all_are_shown_in_their_order(words: str) -> None:
    assert found(words) == ["praktikum", "muell", "raum"]


@pytest.mark.parametrize("words", ["²", "٣", "½", "١٢٣", "字", "🙂x", "ß", "x" * 5000, "' OR 1=1"])
def test_odd_words_find_something_or_nothing_but_never_fail(words: str) -> None:
    assert set(found(words)) <= {"praktikum", "muell", "raum"}


@given(words=st.text(max_size=60))
def test_whatever_people_type_only_what_is_offered_is_found_and_each_once(words: str) -> None:
    shown = found(words)
    assert set(shown) <= {"praktikum", "muell", "raum"}
    assert len(shown) == len(set(shown))


@given(name=st.text(min_size=1, max_size=20), other=st.text(max_size=20))
def test_every_enquiry_is_found_by_its_own_name(name: str, other: str) -> None:
    enquiry = Enquiry(name=name, synonyms=other)
    assert matching([enquiry], name) == [enquiry]
    assert matching([enquiry], other) == [enquiry]


def test_the_browser_narrows_by_the_same_words() -> None:
    assert words_of(LITTER) == (
        "muell und schaeden auf der strasse sperrmuell cafe stuehle dreck | "
    )


def test_other_words_stand_between_commas_semicolons_or_lines() -> None:
    assert INTERNSHIP.other_words == [
        "Praktika",
        "Praktikant",
        "Praktikantin",
        "Schülerpraktikum",
        "hospitieren",
    ]
    assert Enquiry(synonyms=" , ;\n ").other_words == []
