"""Keeps what can be found in step with what is published. Nothing else writes the entries."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from managements.models import Management
from managements.pages.models import BasePage
from managements.referrals.models import Answer, Enquiry
from managements.search.models import SearchBuild, SearchEntry, SearchPage, SearchWord
from managements.search.texts import (
    Texts,
    texts_of_answer,
    texts_of_enquiry,
    texts_of_page,
)

_AT_ONCE = 200
# Count it up when entries made before would not be found any more: a release makes them anew.
FORM = 2


def is_built() -> bool:
    """Whether the index was ever made as a whole, in the form it has now."""
    return SearchBuild.objects.filter(form=FORM).exists()


def is_kept_up() -> bool:
    """Whether changes go into the index at once: AUTO_UPDATE of WAGTAILSEARCH_BACKENDS."""
    return any(True for _backend in get_search_backends(with_auto_update=True))


@transaction.atomic
def index_page(page: BasePage) -> None:
    """Let a page be found as it is published, or no longer if it is not."""
    if not page.live or isinstance(page, SearchPage):
        SearchEntry.objects.filter(page=page.pk).delete()
    else:
        _write([("page_id", page.pk, texts_of_page(page))])


@transaction.atomic
def index_enquiry(enquiry: Enquiry) -> None:
    """Let an enquiry be found, and all answers to it."""
    answers = Answer.objects.to(enquiry).select_related("enquiry")
    _write(
        [
            ("enquiry_id", enquiry.pk, texts_of_enquiry(enquiry)),
            *(("answer_id", one.pk, texts_of_answer(one)) for one in answers),
        ]
    )


@transaction.atomic
def index_answer(answer: Answer) -> None:
    """Let a management's answer be found."""
    _write([("answer_id", answer.pk, texts_of_answer(answer))])


def index_everything() -> int:
    """Make the index anew from what is published; return how many things can be found.

    Part by part, so that nobody who publishes meanwhile has to wait.
    """
    kept: dict[str, set[int]] = {"page_id": set(), "answer_id": set(), "enquiry_id": set()}
    words: set[tuple[str, str]] = set()
    for rows in _in_parts(_all_rows()):
        for name, key, _texts in rows:
            kept[name].add(key)
        words |= _write(rows)
    # What is not published any more, whoever took it offline.
    known = SearchEntry.objects.exclude(page=None).values_list("pk", "page_id")
    stale = [key for key, page_id in known if page_id not in kept["page_id"]]
    for keys in _in_parts(iter(stale)):
        SearchEntry.objects.filter(pk__in=keys, page__live=False).delete()
    unused = (
        key
        for key, *word in SearchWord.objects.values_list("pk", "word", "spelt")
        if tuple(word) not in words
    )
    for some in _in_parts(unused):
        SearchWord.objects.filter(pk__in=some).delete()
    SearchBuild.objects.update_or_create(pk=1, defaults={"form": FORM})
    return sum(map(len, kept.values()))


def _all_rows() -> Iterator[tuple[str, int, Texts]]:
    pages = Page.objects.live().filter(depth__gt=1).not_type(SearchPage).order_by("pk")
    for some in _in_parts(iter(pages.values_list("pk", flat=True))):
        found = [
            page
            for page in Page.objects.filter(pk__in=some).specific()
            if isinstance(page, BasePage)
        ]
        for page, owner in zip(found, Management.objects.of_pages(found).values(), strict=True):
            if "management" not in vars(type(page)):
                page.management = owner  # known already
            yield "page_id", page.pk, texts_of_page(page)
    for enquiry in Enquiry.objects.all():
        yield "enquiry_id", enquiry.pk, texts_of_enquiry(enquiry)
    for answer in Answer.objects.select_related("enquiry").order_by("pk").iterator(_AT_ONCE):
        yield "answer_id", answer.pk, texts_of_answer(answer)


def _in_parts(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while part := list(islice(rows, _AT_ONCE)):
        yield part


@transaction.atomic
def _write(rows: Iterable[tuple[str, int, Texts]]) -> set[tuple[str, str]]:
    """Store entries by what they point to, and hand them to the backends; return their words.

    Words are stems with their spellings.
    """
    rows = list(rows)
    present = {
        (name, getattr(entry, name)): entry
        for entry in SearchEntry.objects.filter(_any_of(rows))
        for name in ("page_id", "answer_id", "enquiry_id")
        if getattr(entry, name) is not None
    }
    words: set[tuple[str, str]] = set()
    entries: list[Model] = []
    for name, key, texts in rows:
        entry = present.get((name, key)) or SearchEntry(**{name: key})
        entry.kind, entry.text, entry.is_frame = texts.kind, texts.text, texts.is_frame
        found = texts.words
        words.update(found)
        entry.title_words = _joined(texts.title_words)
        entry.words = _joined(stem for stem, _spelt in found)
        entry.save()
        entries.append(entry)
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, spelt=spelt) for word, spelt in sorted(words)],
        ignore_conflicts=True,
        batch_size=_AT_ONCE,
    )
    for backend in get_search_backends(with_auto_update=False):
        backend.add_bulk(SearchEntry, entries)
    return words


def _any_of(rows: list[tuple[str, int, Texts]]) -> Q:
    condition = Q()
    for name in ("page_id", "answer_id", "enquiry_id"):
        if keys := [key for kind, key, _texts in rows if kind == name]:
            condition |= Q(**{f"{name}__in": keys})
    return condition


def _joined(stems: Iterable[str]) -> str:
    """Return stems with a blank around each."""
    return f" {' '.join(stems)} "
