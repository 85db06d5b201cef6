"""Which enquiry people mean by the words that they type."""

from collections.abc import Iterable

from managements.models.spelling import spelling_key
from managements.referrals.models.enquiries import Enquiry

# A typed word that begins with a known word of this length means it: "Praktikumsplatz".
_LONG_ENOUGH = 5


def words_of(enquiry: Enquiry) -> str:
    """Return all words under which an enquiry is found, spelt for comparing."""
    return spelling_key(" ".join([enquiry.name, enquiry.synonyms, enquiry.explanation]))


def matching(enquiries: Iterable[Enquiry], words: str) -> list[Enquiry]:
    """Return the enquiries that some typed words may mean, those with the words in their name first.

    Every typed word has to begin a known word, or the other way round. In whole sentences, where
    not every word is known, one long word is enough. Without words all are returned, in their order.
    """
    typed = spelling_key(words).split()
    everything = list(enquiries)
    found = [one for one in everything if _has_all(typed, words_of(one).split())]
    if not found:
        typed = [word for word in typed if len(word) >= _LONG_ENOUGH]
        found = [one for one in everything if _has_any(typed, words_of(one).split())]
    return sorted(found, key=lambda one: not _has_all(typed, spelling_key(one.name).split()))


def _has_all(typed: list[str], known: list[str]) -> bool:
    return all(any(_same_word(word, one) for one in known) for word in typed)


def _has_any(typed: list[str], known: list[str]) -> bool:
    return any(_same_word(word, one) for word in typed for one in known)


def _same_word(typed: str, known: str) -> bool:
    return known.startswith(typed) or (len(known) >= _LONG_ENOUGH and typed.startswith(known))
