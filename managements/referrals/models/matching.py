"""Which enquiry people mean by the words that they type."""

from collections.abc import Iterable

from managements.models.spelling import spelling_key
from managements.referrals.models.enquiries import Enquiry

# A typed word that begins with a known word of this length means it: "Praktikumsplatz".
_LONG_ENOUGH = 5


def words_of(enquiry: Enquiry) -> str:
    """Return all words under which an enquiry is found, spelt for comparing.

    What it is called stands before the bar, what it is explained with behind it.
    """
    return f"{_names_of(enquiry)} | {spelling_key(enquiry.explanation)}"


def _names_of(enquiry: Enquiry) -> str:
    return spelling_key(f"{enquiry.name} {enquiry.synonyms}")


def matching(enquiries: Iterable[Enquiry], words: str) -> list[Enquiry]:
    """Return the enquiries that some typed words mean, those with the words in their name first.

    Every typed word has to begin a known word, or the other way round. Without words all are
    returned, in their order.
    """
    typed = spelling_key(words).split()
    found = [one for one in enquiries if _has_all(typed, words_of(one).split())]
    return sorted(found, key=lambda one: not _has_all(typed, spelling_key(one.name).split()))


def guessing(enquiries: Iterable[Enquiry], words: str) -> list[Enquiry]:
    """Return the enquiries of which a whole sentence may speak: one long word names them.

    A guess that people have to confirm, for words that nothing matches.
    """
    typed = [word for word in spelling_key(words).split() if len(word) >= _LONG_ENOUGH]
    return [one for one in enquiries if _has_any(typed, _names_of(one).split())]


def _has_all(typed: list[str], known: list[str]) -> bool:
    return all(any(_same_word(word, one) for one in known) for word in typed)


def _has_any(typed: list[str], known: list[str]) -> bool:
    return any(_same_word(word, one) for word in typed for one in known)


def _same_word(typed: str, known: str) -> bool:
    return known.startswith(typed) or (len(known) >= _LONG_ENOUGH and typed.startswith(known))
