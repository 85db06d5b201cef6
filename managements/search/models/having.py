"""Which entries have a word that somebody looks for, where, and how often: conditions for SQL."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Length, Replace
from wagtail.search.backends import get_search_backend
from wagtail.search.query import PlainText

from managements.search.models.entries import SearchEntry, SearchEntryQuerySet
from managements.search.models.typed import Term

# Beyond these the order of two results does not depend on a variant in the title.
_VARIANTS_IN_TITLES = 10
# A text of this many letters needs twice as many hits to be as much about a word as a short one.
_LONG = 2000


def has(term: Term) -> Case:
    """Return 1 for entries that have a term: of several, the one with most comes first."""
    words = term.looked_for[: _VARIANTS_IN_TITLES + 1]
    condition = reduce(or_, (Q(words__contains=_whole(word)) for word in words))
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def having_all(entries: SearchEntryQuerySet, terms: Sequence[Term]) -> SearchEntryQuerySet:
    """Return the entries with all terms.

    One search for each, nested in one query: SQLite's backend reads "a and (b or c)" differently.
    """
    for term in terms:
        entries = entries.filter(pk__in=with_any([term]))
    return entries


def having_any(entries: SearchEntryQuerySet, terms: Sequence[Term]) -> SearchEntryQuerySet:
    """Return the entries with at least one of the terms."""
    return entries.filter(pk__in=with_any(terms))


def with_any(terms: Sequence[Term]) -> Any:
    """Return the keys of the entries that have a word for which one of the terms stands."""
    words = dict.fromkeys(word for term in terms for word in term.looked_for)
    query = PlainText(" ".join(words), operator="or")
    results = get_search_backend().search(
        query, SearchEntry.objects.all(), order_by_relevance=False
    )
    return results.get_queryset().order_by().values("pk")


def _whole(word: str) -> str:
    return f" {word} "


def in_title(term: Term) -> Case:
    """Return 2 for the word itself in the title, 1 for one that it stands for, else 0."""
    itself = reduce(or_, (Q(title_words__contains=_whole(word)) for word in term.stems))
    others = [word for word in term.variants if word not in term.stems][:_VARIANTS_IN_TITLES]
    whens = [When(itself, then=Value(2))]
    if others:
        condition = reduce(or_, (Q(title_words__contains=_whole(word)) for word in others))
        whens.append(When(condition, then=Value(1)))
    return Case(*whens, default=Value(0), output_field=IntegerField())


def about(term: Term) -> Any:
    """Return how much a text is about a word, from 0 up to 1: often in few words is much."""
    word = _whole(term.variants[0] if term.variants else term.stem)
    letters = Length("words") - Length(Replace("words", Value(word), Value("")))
    times = Cast(letters, FloatField()) / Value(float(len(word)))
    size = Cast(Length("words"), FloatField()) / Value(float(_LONG))
    return Cast(times / (times + size + Value(1.0)), FloatField())
