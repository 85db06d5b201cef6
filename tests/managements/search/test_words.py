"""Words are compared as people mean them, whoever they address and however they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from managements.search.models.excerpts import excerpt, marked
from managements.search.models.typed import (
    MOST_LETTERS,
    MOST_TERMS,
    read_typed,
    slips_between,
)
from managements.search.words import LONGEST_WORD, stem_of, stems, tokens

pytestmark = pytest.mark.once

ADDRESSED = (
    "Bewohner:innen", "Bewohner*innen", "Bewohner_innen", "BewohnerInnen", "Bewohner/innen",
    "Bewohner/-innen", "Bewohner(innen)", "Bewohner·innen", "Bewohner:in", "Bewohnerinnen",
    "Bewohnerin", "Bewohner", "bewohnern",
)  # fmt: skip


@pytest.mark.parametrize("word", ADDRESSED)
def test_whoever_is_addressed_it_is_the_same_word(word: str) -> None:
    assert stems(word) == ["bewohn"]
    assert stems(f"Alle {word}, auch neue.")[1] == "bewohn"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Häuser", "Haus"), ("Haeuser", "Häuser"), ("GRÜNAU", "gruenau"), ("Grunau", "Grünau"),
        ("Straße", "Strasse"), ("STRASSE", "straße"), ("Café", "cafe"), ("Müll", "Muell"),
        ("Ärzt:innen", "Ärzte"), ("Ärztinnen", "Arzt"), ("Praktikant*innen", "Praktikant"),
        ("Nachbar:innen", "Nachbarn"), ("Beratungen", "Beratung"), ("Kinder", "Kind"),
        ("Gru\u0308nau", "Grünau"),
    ],
)  # fmt: skip
def test_spellings_and_forms_of_a_word_are_the_same(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("Beginn", "Berg"), ("Innenhof", "Hof"), ("Haus (innen)", "Haus")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize("word", ["Termin", "Berlin", "Login", "Medizin", "Magazin", "Verein"])
def test_words_that_name_nobody_keep_their_ending(word: str) -> None:
    assert stems(word) == [word.casefold()]


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "a-",
        "a_",
        "ab:inn",
        "ab:innen-",
        "abInnen",
        "abc(innen",
        "ab/-innen",
        "\u00ad",
        "a\u200d",
    ],
)
def test_texts_of_any_length_are_read_once(part: str) -> None:
    # 200 kB: whatever looked at every letter from every other would not come to an end.
    text = part * (200_000 // len(part.encode()))
    assert len(stems(text)) <= 2 * len(text)
    assert len(stems(f"{text} Fest")) >= 1


@pytest.mark.parametrize(
    "word", ["Innenhof", "Innenstadtbeirat", "Spinnennetz", "Beginnende", "Gewinnende"]
)
def test_words_that_address_nobody_are_found_by_themselves_alone(word: str) -> None:
    assert len(stems(word)) == 1


def test_a_word_with_a_hyphen_is_found_written_as_one() -> None:
    assert stem_of("Email") in stems("Schreiben Sie eine E-Mail.")


def test_the_written_word_is_marked_as_a_whole_and_nothing_runs() -> None:
    wanted = set(stems("Bewohnerinnen"))
    assert marked("Für Bewohner:innen da", wanted) == "Für <mark>Bewohner:innen</mark> da"
    html = marked('<script>alert("Bewohner")</script>', wanted)
    assert html == "&lt;script&gt;alert(&quot;<mark>Bewohner</mark>&quot;)&lt;/script&gt;"


def test_an_excerpt_shows_where_most_of_the_words_stand() -> None:
    text = f"Ein Garten. {'Hier steht noch viel anderes. ' * 20}Im Garten gibt es ein Fest. Ende."
    html = excerpt(text, set(stems("Garten Fest")))
    assert "<mark>Garten</mark> gibt es ein <mark>Fest</mark>" in html
    assert html.startswith("… ")
    assert len(html) < 300


def test_an_excerpt_without_a_hit_is_the_beginning() -> None:
    html = excerpt("Wir hören zu. " * 40, {"xyz"})
    assert html.startswith("Wir hören zu.")
    assert html.endswith(" …")


@given(st.text(max_size=400), st.sets(st.text("abcdeß ü", min_size=1, max_size=4), max_size=4))
def test_an_excerpt_of_anything_is_text_and_marks_alone(text: str, words: set[str]) -> None:
    html = excerpt(text, {stem for word in words for stem in stems(word)})
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
    assert html.count("<mark>") == html.count("</mark>")


@given(st.text(max_size=300))
def test_every_word_stands_where_it_says_and_is_short(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert last <= token.start < token.end <= len(text)
        assert 0 < len(token.stem) <= LONGEST_WORD
        assert token.stem.isalnum()
        last = token.end


@given(st.text(max_size=3000))
def test_whatever_is_typed_is_read_within_limits(text: str) -> None:
    typed = read_typed(text)
    assert len(typed.words) <= MOST_LETTERS
    assert len(typed.terms) <= MOST_TERMS
    assert read_typed(typed.words).terms == typed.terms


def test_words_of_every_text_are_not_looked_for() -> None:
    assert [term.stem for term in read_typed("Wo ist die Sprechstunde?").terms] == ["sprechstund"]
    assert read_typed("und oder die").has_only_fillers
    assert not read_typed("").has_only_fillers


def test_the_last_word_may_be_unfinished() -> None:
    assert [term.beginning for term in read_typed("Fest Grün").terms] == ["", "grun"]
    assert [term.beginning for term in read_typed("Fest, Grün.").terms] == ["", ""]


@pytest.mark.parametrize(
    ("typed", "word", "slips"),
    [("haus", "haus", 0), ("hasu", "haus", 1), ("hau", "haus", 1), ("haaus", "haus", 1),
     ("maus", "haus", 1), ("garten", "haus", 5)],
)  # fmt: skip
def test_slips_of_the_pen_are_counted(typed: str, word: str, slips: int) -> None:
    assert slips_between(typed, word) == slips


def test_within_a_compound_what_stands_around_does_not_count() -> None:
    assert slips_between("bibliotek", "stadtteilbibliothek", inside=True) == 1


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_slips_are_the_same_both_ways_and_none_for_the_word_itself(one: str, other: str) -> None:
    assert slips_between(one, other) == slips_between(other, one)
    assert (slips_between(one, other) == 0) == (one == other)
    assert slips_between(one, other, inside=True) <= slips_between(one, other)
