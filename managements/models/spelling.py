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
