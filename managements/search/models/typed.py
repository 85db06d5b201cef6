"""What somebody types, and the words of the index that it may mean."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from operator import or_

from django.db.models import Q
from django.db.models.functions import Abs, Length

from managements.search.models.entries import SearchWord
from managements.search.words import is_stop_word, tokens, without_invisible

MOST_LETTERS = 120
MOST_TERMS = 8
# From this length on a word is found inside of others: "Bibliothek" in "Stadtteilbibliothek".
_PART_OF_A_COMPOUND = 4
# A shorter one ends others, where enough stands before it: "Rad" in "Lastenrad", not "Art" in "Start".
_END_OF_A_COMPOUND, _BEFORE_THE_END = 3, 3
_BEGINNING = 3
# Of one piece, whatever they happen to contain: whoever asks for a "Tag" means no "Montag", for a
# "Tür" no "Kultur", for "Eis" no "Ausweis". In the spelling of stems; add what turns up.
_OF_ONE_PIECE = re.compile(
    "(?:mon|diens|donners|frei|sams|sonn)tag|mittag|alltag|heirat|apparat|quadrat|gesamt|wort|port"
    "|sofort|komfort|weis|kreis|preis|grad|kamerad|start|bart|halt|walt|gestalt|bischof|gebuhr|fuhr"
    "|kontakt|[ai]tor|autor|tutor|[eo]ktor|motor|kultur|[ai]tur|ktur"
)
_ENDINGS = {"", "e", "en", "es", "er", "n", "s"}
# Databases, and people, have enough of as many.
_MOST_VARIANTS = 30
_MOST_ROWS = 1000
# Shorter words have too many neighbours that mean something else.
_ONE_SLIP, _TWO_SLIPS, _SLIP_IN_A_COMPOUND = 5, 9, 7
_MOST_GUESSES = 8


@dataclass(frozen=True)
class Term:
    """A typed word: its stem, and the words of the index that it stands for, the likeliest first."""

    stem: str
    # As it was typed, in the spelling of stems: "Kurs", whose stem is "kur", is part of "Sprachkurs".
    written: str = ""
    # Other stems that are as good: "Mieter:innenberatung" is a "Mieterberatung", too.
    others: tuple[str, ...] = ()
    # What the last word may be the beginning of.
    beginning: str = ""
    variants: tuple[str, ...] = ()
    # Nothing has the word itself: the variants are spelt similarly.
    is_guess: bool = False

    @property
    def looked_for(self) -> tuple[str, ...]:
        """The words to look for: there is always one."""
        return self.variants or (self.stem,)

    @property
    def stems(self) -> tuple[str, ...]:
        """The word itself, in every form."""
        return (self.stem, *self.others)

    @property
    def parts(self) -> tuple[str, ...]:
        """What may stand inside of other words."""
        return tuple(part for part in self._spellings if len(part) >= _PART_OF_A_COMPOUND)

    @property
    def ends(self) -> tuple[str, ...]:
        """What other words may end with."""
        return tuple(part for part in self._spellings if len(part) == _END_OF_A_COMPOUND)

    @property
    def _spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.stem, self.written)))

    def may_be(self, word: str, spelt: str) -> bool:
        """Whether it stands for a word of the index."""
        return (
            word in self.stems
            or any(_is_part(part, word) or _is_part(part, spelt) for part in self.parts)
            or any(
                spelt.endswith(end, _BEFORE_THE_END) and _is_part(end, spelt) for end in self.ends
            )
            or (len(self.beginning) >= _BEGINNING and spelt.startswith(self.beginning))
        )


@dataclass(frozen=True)
class Typed:
    """What somebody typed, within reason."""

    words: str
    # More was typed than is looked for.
    is_cut: bool
    terms: tuple[Term, ...]

    @property
    def has_only_fillers(self) -> bool:
        """Whether there is nothing in it that says what somebody looks for."""
        return bool(self.words) and not self.terms

    @property
    def marked(self) -> frozenset[str]:
        """The words to mark in what is found."""
        return frozenset(word for term in self.terms for word in (*term.stems, *term.variants))


def read_typed(text: str) -> Typed:
    """Read what somebody typed: the words that say something, each once."""
    text = without_invisible(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", text))
    words = " ".join(text.split())
    is_cut = len(words) > MOST_LETTERS
    words = words[:MOST_LETTERS].strip()
    found = list(tokens(words))
    telling = [one for one in found if not is_stop_word(words[one.start : one.end])]
    terms: dict[str, Term] = {}
    for one in telling:
        others = tuple(stem for stem, _spelt in one.others)
        terms.setdefault(one.stem, Term(one.stem, one.spelt, others))
    is_cut = is_cut or len(terms) > MOST_TERMS
    kept = list(terms.values())[:MOST_TERMS]
    # What ends with a blank or a full stop is finished.
    if telling and found[-1] is telling[-1] and found[-1].end == len(words):
        last = found[-1]
        kept = [
            replace(one, beginning=last.spelt) if one.stem == last.stem else one for one in kept
        ]
    return Typed(words, is_cut, tuple(kept))


def with_variants(typed: Typed) -> Typed:
    """Add the words that the terms stand for; one query."""
    if not typed.terms:
        return typed
    known = _known(reduce(or_, (_condition(term) for term in typed.terms)))
    terms = (replace(term, variants=_variants(term, known)) for term in typed.terms)
    return replace(typed, terms=tuple(terms))


def guesses(typed: Typed, missing: Collection[Term]) -> Iterator[Typed]:
    """Yield what may have been meant instead of some terms, the likeliest first; one query.

    The words may stand on hidden pages alone: whoever asks has to look whether anything is found.
    """
    missing = [term for term in missing if len(term.stem) >= _ONE_SLIP]
    if not missing:
        return
    near = _near(missing)
    for slips in range(1, max(_slips(term.stem) for term in missing) + 1):
        meant = {term.stem: _guesses(term.stem, near, slips) for term in missing}
        if any(meant.values()):
            terms = (
                replace(term, variants=words, is_guess=True)
                if (words := meant.get(term.stem))
                else term
                for term in typed.terms
            )
            yield replace(typed, terms=tuple(terms))


def _condition(term: Term) -> Q:
    condition = Q(word__in=term.stems)
    for part in term.parts:
        condition |= Q(word__contains=part) | Q(spelt__contains=part)
    for end in term.ends:
        condition |= Q(spelt__endswith=end)
    if len(term.beginning) >= _BEGINNING:
        condition |= Q(spelt__startswith=term.beginning)
    return condition


def _known(condition: Q) -> list[tuple[str, str]]:
    words = SearchWord.objects.filter(condition).order_by(Length("word"), "word", "spelt")
    return list(words.values_list("word", "spelt")[:_MOST_ROWS])


def _variants(term: Term, known: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the words that a term stands for, itself first, then the shortest."""
    fitting = list(dict.fromkeys(word for word, spelt in known if term.may_be(word, spelt)))
    fitting.sort(key=lambda word: (word not in term.stems, not word.startswith(term.stem)))
    return tuple(fitting[:_MOST_VARIANTS])


def _is_part(part: str, word: str) -> bool:
    """Whether a word may be composed of a part and others."""
    if part not in word:
        return False
    start = word.rindex(part)
    end = start + len(part)
    # "Turm" begins inside of "ktur" in "Funkturm", but goes on behind it: two words met there.
    return not any(
        one.start() < start < one.end() and word[one.end() : end] in _ENDINGS
        for one in _OF_ONE_PIECE.finditer(word)
    )


def _slips(stem: str) -> int:
    return 1 if len(stem) < _TWO_SLIPS else 2


def _near(terms: Sequence[Term]) -> list[str]:
    """Return words that may be meant: with n slips, one of n + 1 parts of a word is right."""
    condition = Q()
    for term in terms:
        parts = _slips(term.stem) + 1
        borders = [len(term.stem) * number // parts for number in range(parts + 1)]
        for start, end in pairwise(borders):
            condition |= Q(word__contains=term.stem[start:end])
    length = len(terms[0].stem)
    words = SearchWord.objects.filter(condition).order_by(Abs(Length("word") - length), "word")
    return list(words.values_list("word", flat=True).distinct()[: 2 * _MOST_ROWS])


def _guesses(stem: str, words: Iterable[str], most_slips: int) -> tuple[str, ...]:
    """Return the words that are spelt most similarly; those with the word itself are no guesses."""
    inside = len(stem) >= _SLIP_IN_A_COMPOUND
    most_slips = min(most_slips, _slips(stem))
    found = [
        (slips, word)
        for word in words
        if 0 < (slips := slips_between(stem, word, inside=inside)) <= most_slips
    ]
    found.sort(key=lambda one: one[0])
    return tuple(word for _slips, word in found[:_MOST_GUESSES])


def slips_between(typed: str, word: str, *, inside: bool = False) -> int:
    """Return how many letters are missing, too many, wrong, or in the place of their neighbour.

    With `inside`, whatever the word has before and behind does not count
    (https://en.wikipedia.org/wiki/Optimal_string_alignment_distance).
    """
    before: list[int] = []
    row = [0 if inside else number for number in range(len(word) + 1)]
    for place, letter in enumerate(typed, start=1):
        last, before, row = before, row, [place]
        for number, other in enumerate(word, start=1):
            best = min(row[-1] + 1, before[number] + 1, before[number - 1] + (letter != other))
            if place > 1 and number > 1 and (letter, other) == (word[number - 2], typed[place - 2]):
                best = min(best, last[number - 2] + 1)
            row.append(best)
    return min(row) if inside else row[-1]
