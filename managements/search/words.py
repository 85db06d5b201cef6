"""Words as they are compared: German stems, in one spelling, whoever they address.

Index and query go through here, so that both databases find the same. What editors have written
stays as it is everywhere else.
"""

import re
import threading
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

# Longer than any word that people type; no database has to keep more.
LONGEST_WORD = 60
_KEPT_STEMS = 50_000
# Of a word, marks and all.
_MOST_READ = 4 * LONGEST_WORD

# “Bewohner:innen”, “Bewohner*in”, “Bewohner_innen”, “Bewohner/-innen”, “Bewohner(innen)”, and
# “BewohnerInnen”, “jede:r”: who is meant beside those whom the word names anyway.
_ADDRESSED_TOO = r"(?:[:*_·/]-?|\(-?)(?:innen|in|n|r|e|s)\b\)?+|I(?:nnen|n)\b"
# “Mieter:innenberatung”, “Mieter(innen)beratung”, “MieterInnenberatung”.
_ADDRESSED_WITHIN = r"[:*_·/]-?innen|\(-?innen\)|(?<=[^\W\d_A-Z])Innen"
# A word with what follows it, for marking it as it was written. No word begins behind one of its
# own signs: "(in" in "Haus (in" is none.
_TOKEN = re.compile(
    rf"(?P<word>[^\W_]+?)(?P<form>(?<=[^\W\d_]{{2}})(?:{_ADDRESSED_TOO}))(?![^\W_])"
    rf"|(?P<first>[^\W_]+?)(?<=[^\W\d_]{{3}})(?:{_ADDRESSED_WITHIN})(?P<rest>[^\W_]{{3,}})"
    r"|(?P<plain>[^\W_]+)"
)
# How the first part of a compound ends: "Mieterberatung", "Mieterinnenberatung", "Seniorentreff",
# "Bauernmarkt".
_JOINTS = ("", "innen", "en", "n")
# Both begin where a run of letters begins, else they would read a long one once for each letter.
_HYPHENATED = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)++")
_ADDRESSED_AND_HYPHENATED = re.compile(
    rf"(?<![^\W_])(?P<first>[^\W_]{{3,}}?)(?:{_ADDRESSED_WITHIN})-(?P<rest>[^\W_]{{3,}})"
)
# “Mieterinnenberatung”, written out; “Innenhof”, “Spinnennetz” and “Beginnende” address nobody.
_SHE_WITHIN = re.compile(
    r"(?P<first>[^\W\d_]{2,}(?:ant|ar|ent|er|eur|gog|ist|log|or)|[^\W\d_]*"
    r"(?:anwält|ärzt|chef|expert|freund|gäst|held|köch|kolleg|kund|pat|rät|wirt))innen(?P<rest>[^\W\d_]{3,})",
    re.IGNORECASE,
)
# Where a word may be parted, and what joins letters: nobody sees them. Joiners within emoji stay.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060\ufeff]|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d](?=[A-Za-z\u00c0-\u024f])"
)
_OTHER_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe"})
# Snowball reads "ae" as "ä" and drops the dots in the end; typed beginnings of words have to follow.
_FOLDED = re.compile(r"ae|oe|(?<!q)ue")

# "Mentorin" is a "Mentor"; "Termin", "Berlin" and "Login" name nobody.
_SHE = re.compile(
    r"(..(?:ant|ar|ent|eur|gog|ist|log|pert|sor|tor)|anwalt|arzt|chef|freund|gast|held|koch|kolleg|kund"
    r"|pat|rat|wirt)in$"
)

# Words that stand in every text. They say nothing about what somebody looks for.
_IN_EVERY_TEXT = """
    ab aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit
    dann das dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir
    doch dort du durch ein eine einem einen einer eines er es etwa euch euer eure für gibt habe haben
    hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden
    jeder jedes kann kein keine keinen keiner können man mein meine meinem meinen meiner mich mir mit
    nach nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so über um und uns unser
    unsere unter vom von vor war was weil welche welcher wenn wer werden wie wird wir wo worum zu zum
    zur zwischen
"""
STOP_WORDS = frozenset(_IN_EVERY_TEXT.split())

_german = snowballstemmer.stemmer("german")
_one_at_a_time = threading.Lock()  # a stemmer keeps the word on which it works


@dataclass(frozen=True)
class Token:
    """A word of a text: what it is compared by, and where it stands."""

    stem: str
    start: int
    end: int
    # As it is written, in the spelling of stems.
    spelt: str = ""
    # What else it is found by, with spellings: "Mieterinnenberatung" of "Mieter:innenberatung".
    others: tuple[tuple[str, str], ...] = ()

    def is_one_of(self, stems: Collection[str]) -> bool:
        """Whether the word is among some stems."""
        return self.stem in stems or any(stem in stems for stem, _spelt in self.others)


def without_invisible(text: str) -> str:
    """Return a text without soft hyphens and the like: they part a word, and nobody sees them."""
    return _INVISIBLE.sub("", text).translate(_OTHER_HYPHENS)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text, in their order."""
    for found in _TOKEN.finditer(text):
        if first := found["first"]:
            (stem, spelt), *others = _compounds(first, found["rest"])
            yield Token(stem, found.start(), found.end(), spelt, tuple(others))
        elif stem := stem_of(word := found["word"] or found["plain"]):
            spelt = folded(word) or stem
            others = _written_out(found["plain"] or "")
            yield Token(stem, found.start(), found.end(), spelt, tuple(others))


def stems(text: str) -> list[str]:
    """Return what a text is found by, in its order; "E-Mail" is found as "Email", too."""
    return [stem for stem, _spelt in spelt_stems(text)]


def spelt_stems(text: str) -> list[tuple[str, str]]:
    """Return what a text is found by, with the spellings."""
    text = unicodedata.normalize("NFC", without_invisible(text))
    found = []
    for token in tokens(text):
        found += [(token.stem, token.spelt), *token.others]
    for joined in _HYPHENATED.finditer(text):
        word = joined[0].replace("-", "")
        if stem := stem_of(word):
            found += [(stem, folded(word)), *_written_out(word)]
    for joined in _ADDRESSED_AND_HYPHENATED.finditer(text):
        found += _compounds(joined["first"], joined["rest"])
    return found


def _compounds(first: str, rest: str) -> list[tuple[str, str]]:
    """Return a compound as it may be written by others, each with its spelling."""
    words = [f"{first}{joint}{rest}" for joint in _JOINTS]
    return [(stem_of(word), folded(word)) for word in words]


def _written_out(word: str) -> list[tuple[str, str]]:
    """Return what else a compound is found by that names women: "Mieterberatung"."""
    word = word[:_MOST_READ]
    found = _SHE_WITHIN.fullmatch(word) if "innen" in word.casefold() else None
    if not found:
        return []
    itself = stem_of(word)
    return [one for one in _compounds(found["first"], found["rest"]) if one[0] != itself]


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing about what somebody looks for."""
    return word.casefold() in STOP_WORDS


def folded(word: str) -> str:
    """Return the beginning of a word in the spelling of stems: "Grün", "gruen" become "grun"."""
    spelt = _plain(word[:_MOST_READ].casefold().translate(_SPELT_OUT))
    return _FOLDED.sub(lambda vowel: vowel[0][0], spelt)[:LONGEST_WORD]


def stem_of(word: str) -> str:
    """Return what a word is compared by: "Bewohnerinnen" and "bewohner" become "bewohn"."""
    return _stem_of(word[:_MOST_READ])


@lru_cache(maxsize=_KEPT_STEMS)
def _stem_of(word: str) -> str:
    spelt = unicodedata.normalize("NFC", word).casefold().translate(_SPELT_OUT)
    # "Café" without its mark; of umlauts German stems depend.
    spelt = "".join(letter if letter in "äöü" else _plain(letter) for letter in spelt)
    with _one_at_a_time:
        stem = _german.stemWord(spelt[: LONGEST_WORD + 10])
    stem = _plain(stem)
    # What Snowball leaves: "Ärztinnen" beside "Bewohnerinnen", "Nachbarn" and "Mitteln".
    if len(stem) > 6 and stem.endswith("inn"):
        stem = stem.removesuffix("inn")
    elif len(stem) > 5 and stem.endswith(("ln", "rn")):
        stem = stem.removesuffix("n")
    else:
        stem = _SHE.sub(r"\1", stem)
    return stem[:LONGEST_WORD]


def _plain(word: str) -> str:
    """Return a word without marks, and without what is no letter of any alphabet."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isalnum())
