"""Words as people type them: without capitals, with or without umlauts, with typing aids missing."""

import re
import unicodedata

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})


def spelling_key(words: str) -> str:
    """Return words in small letters without marks, one space between them, for comparing.

    "Schönefeld-Abtnaundorf" becomes "schoenefeld abtnaundorf", and so does "schoenefeld abtnaundorf".
    """
    spelt_out = unicodedata.normalize("NFC", words).casefold().translate(_SPELT_OUT)
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", spelt_out)
        if not unicodedata.combining(letter)
    )  # fmt: skip
    return " ".join(re.findall(r"[^\W_]+", plain))


LONGEST_PLACE_KEY = 240


def place_key(words: str) -> str:
    """Return the name of a place for comparing: "Str." is spelt out, and blanks do not count.

    People write "Eisenbahnstr.", "Eisenbahn Straße" and "Wurznerstraße". It never is longer than
    what the database takes, however long single letters become when they are spelt out.
    """
    parts = (re.sub(r"str$", "strasse", word) for word in spelling_key(words).split())
    return "".join(parts)[:LONGEST_PLACE_KEY]


def without_house_number(words: str) -> list[str]:
    """Return what may be the street of an address, the longest first.

    "Eisenbahnstr. 66 a, 04315 Leipzig" leaves "eisenbahnstr 66 a" and "eisenbahnstr". Some streets
    end in a number themselves, so every number behind the first word may be the house's or not.
    """
    parts = re.sub(r"(?<=[a-z])(?=[0-9])", " ", spelling_key(words)).split()
    shorter = []
    if len(parts) > 1 and parts[-1] == "leipzig":
        parts.pop()
        shorter.append(" ".join(parts))
    while len(parts) > 1:
        if re.fullmatch(r"[0-9]+[a-z]?", parts[-1]):
            parts.pop()
        elif len(parts) > 2 and re.fullmatch(r"[0-9]+ [a-z]", " ".join(parts[-2:])):
            del parts[-2:]
        else:
            break
        shorter.append(" ".join(parts))
    return shorter
