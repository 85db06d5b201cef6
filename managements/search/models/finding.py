"""What is found, in which order, and what may be chosen among it.

Wagtail's search backends say which entries have the words. The order is reckoned here, because their
ranks mean different things on different databases: what is current before what is past, then hits
in the title, then how much of a text is about the words.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import add
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from managements.events.models import Occurrence
from managements.models import Management
from managements.news.models import NewsPage
from managements.pages.lists import Choice, PagedList, address_with, page_number
from managements.referrals.models.referring import city_finder_address
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.search.addresses import city_search_address, search_address
from managements.search.models.entries import Kind, SearchEntry, SearchEntryQuerySet
from managements.search.models.having import about, has, having_all, having_any, in_title, with_any
from managements.search.models.hits import Hit, Showing, shown_hits
from managements.search.models.typed import (
    MOST_LETTERS,
    Term,
    Typed,
    guesses,
    read_typed,
    with_variants,
)
from managements.tenancy.choosing import restricted_paths

PAGE_SIZE = 20
QUERY, KIND = "q", "art"


def search_from(
    request: HttpRequest, *, root: Page, management: Management | None, now: datetime.datetime
) -> "Search":
    """Return the search that an address asks for, below a start page."""
    asked = page_number(request.GET)
    kind = request.GET.get(KIND, "")
    known = kind in Kind.values
    return Search(
        typed=read_typed(request.GET.get(QUERY, "")),
        kind=Kind(kind) if known else None,
        number=asked.number,
        has_unknown=not asked.is_known or bool(kind and not known),
        root=root,
        management=management,
        now=now,
        request=request,
    )


@dataclass(frozen=True)
class Found:
    """The entries that fit, and whether the search had to give way to find any."""

    typed: Typed
    entries: SearchEntryQuerySet
    counts: dict[str, int]
    # No entry has all words: these have some of them.
    has_only_some: bool = False

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


@dataclass
class Search:
    """A search on one site. Everything is read when it is first shown."""

    typed: Typed
    kind: Kind | None
    number: int
    has_unknown: bool
    # The start page of the site that is searched, and whose it is; None: the city's.
    root: Page
    management: Management | None
    now: datetime.datetime
    request: HttpRequest

    @property
    def words(self) -> str:
        """What somebody typed, as far as it is looked for."""
        return self.typed.words

    @property
    def most_letters(self) -> int:
        """How much of a long text is looked for."""
        return MOST_LETTERS

    @property
    def url(self) -> str:
        """Where one searches here."""
        return search_address(self.root, self.request)

    @property
    def everywhere_url(self) -> str:
        """The same search in all quarters; an empty text where one searches everywhere already."""
        if self.management is None:
            return ""
        return address_with(city_search_address(self.request), self._values(None))

    @property
    def finder_url(self) -> str:
        """Where the city says who helps with what, asked for the same words."""
        values = {"anliegen": self.words[:100]} if self.words else {}
        return address_with(city_finder_address(self.request), values)

    @cached_property
    def found(self) -> Found | None:
        """What is found, None if nobody has asked for anything."""
        if not self.typed.terms:
            return None
        typed = with_variants(self.typed)
        found = self._found(typed)
        if found.total:
            return found
        for meant in guesses(typed, self._missing(typed)):
            found = self._found(meant)
            if found.total:
                return found
            typed = meant
        if len(typed.terms) == 1:
            return found
        return replace(self._found(typed, all_words=False), has_only_some=True)

    def _missing(self, typed: Typed) -> list[Term]:
        """Return the terms that nothing has which somebody may see here; one query."""
        if len(typed.terms) == 1:
            return list(typed.terms)
        numbers = self._visible().aggregate(
            **{
                f"term_{place}": Count("pk", filter=Q(pk__in=with_any([term])))
                for place, term in enumerate(typed.terms)
            }
        )
        return [term for place, term in enumerate(typed.terms) if not numbers[f"term_{place}"]]

    @property
    def has_only_some(self) -> bool:
        """Whether the results have some of the words only."""
        return bool(self.found and self.found.total and self.found.has_only_some)

    @property
    def has_guesses(self) -> bool:
        """Whether the results have words that are spelt similarly."""
        found = self.found
        return bool(found and found.total and any(term.is_guess for term in found.typed.terms))

    @property
    def total(self) -> int:
        """How many results there are, of all kinds."""
        return self.found.total if self.found else 0

    @property
    def shown_total(self) -> int:
        """How many results there are of the kind that somebody has chosen."""
        if self.kind is None or self.found is None:
            return self.total
        return self.found.counts.get(self.kind, 0)

    @property
    def count_words(self) -> str:
        """How many results there are, in words: of all kinds, if there are none of the chosen one."""
        number = self.shown_total or self.total
        if not number:
            return _("Nothing found")
        return ngettext("One hit", "%(number)s hits", number) % {"number": number}

    @cached_property
    def page(self) -> PagedList[SearchEntry] | None:
        """One page of the results."""
        if self.found is None or not self.found.total:
            return None
        entries = self.found.entries
        if self.kind is not None:
            entries = entries.filter(kind=self.kind)
        return PagedList(
            entries,
            number=self.number,
            url=self.url,
            size=PAGE_SIZE,
            values=self._values(self.kind),
        )

    @property
    def none_of_kind(self) -> str:
        """That nothing of the chosen kind is among what is found; an empty text where there is."""
        if self.kind is None or self.shown_total or not self.total:
            return ""
        return _("There are no %(kind)s among them.") % {"kind": self.kind.of_several}

    @property
    def all_kinds(self) -> Choice:
        """The link to what is found, of all kinds."""
        words = ngettext("Show the hit", "Show all %(number)s hits", self.total)
        url = address_with(self.url, self._values(None))
        return Choice(words % {"number": self.total}, url, is_active=False)

    @property
    def first_number(self) -> int:
        """The number of the page's first result among all."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def first_url(self) -> str:
        """The first page of the results."""
        return self.page.first_url if self.page else self.url

    @property
    def is_beyond(self) -> bool:
        """Whether somebody asks for a page behind the last one."""
        return self.page.is_beyond if self.page else self.number > 1

    @cached_property
    def hits(self) -> list[Hit]:
        """The results of the page in words."""
        if self.page is None or self.found is None:
            return []
        showing = Showing(self.management, self.found.typed.marked, self.now, self.request)
        return shown_hits(self.page.rows, showing)

    @property
    def choices(self) -> list[Choice]:
        """Links that leave one kind of results, if there are several kinds."""
        if self.found is None or (len(self.found.counts) < 2 and self.kind is None):
            return []
        everything = Choice(
            _("All (%(number)s)") % {"number": self.total},
            address_with(self.url, self._values(None)),
            is_active=self.kind is None,
        )
        return [
            everything,
            *(
                Choice(
                    f"{kind.of_several} ({number})",
                    address_with(self.url, self._values(kind)),
                    is_active=kind == self.kind,
                )
                for kind in Kind
                if (number := self.found.counts.get(kind, 0)) or kind == self.kind
            ),
        ]

    def _values(self, kind: Kind | None) -> dict[str, str]:
        values = {QUERY: self.words, KIND: str(kind.value) if kind else ""}
        return {name: value for name, value in values.items() if value}

    @cached_property
    def _life(self) -> dict[str, str]:
        """The phases of managements that are not open, by the tree paths of their start pages."""
        aside = Management.objects.filter(
            status__in=[Management.Status.PREPARATION, Management.Status.CLOSED],
            page__isnull=False,
        )
        return dict(aside.values_list("page__path", "status"))

    def _visible(self) -> SearchEntryQuerySet:
        hidden = [
            *restricted_paths(),
            *(path for path, phase in self._life.items() if phase == Management.Status.PREPARATION),
        ]
        everything: Any = SearchEntry.objects
        if self.management is None:
            return everything.of_city(self.root, hidden)
        return everything.of_management(self.management, hidden)

    def _found(self, typed: Typed, *, all_words: bool = True) -> Found:
        entries, terms = self._visible(), typed.terms
        fitting = having_all if all_words else having_any
        entries = fitting(entries, terms)
        counts = entries.order_by().values_list("kind").annotate(number=Count("pk"))
        return Found(typed, self._in_order(entries, terms), dict(counts))

    def _rank(self) -> Case:
        """Return what puts results of one title into their order.

        On the city's site who helps in all of Leipzig stands before what each management answers.
        Imprints and the like come last.
        """
        whens = [When(is_frame=True, then=Value(2))]
        if self.management is None:
            whens.append(When(kind=Kind.ANSWER, then=Value(1)))
        return Case(*whens, default=Value(0), output_field=IntegerField())

    def _in_order(self, entries: SearchEntryQuerySet, terms: Sequence[Term]) -> SearchEntryQuerySet:
        archives = Q(pk=None)
        if self.management is None:
            for path, phase in self._life.items():
                if phase == Management.Status.CLOSED:
                    archives |= Q(page__path__startswith=path)
        old_posts = NewsPage.objects.archived(local(self.now).date()).filter(pk=OuterRef("page"))
        is_old = Case(
            When(archives, then=Value(1)),
            When(Q(kind=Kind.EVENT, next_pk=None), then=Value(1)),
            When(Q(kind=Kind.POST) & Exists(old_posts), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        dates = Occurrence.objects.filter(event=OuterRef("page")).exclude(state=State.MOVED_AWAY)
        coming = dates.still_held(self.now).filter(ends_at__gt=self.now)
        off_last = Case(When(state=State.CANCELLED, then=Value(1)), default=Value(0))
        ordered: SearchEntryQuerySet = (
            entries.annotate(
                next_pk=Subquery(coming.order_by(off_last, "starts_at", "pk").values("pk")[:1])
            )
            .annotate(
                date_pk=Coalesce(F("next_pk"), Subquery(dates.past(self.now).values("pk")[:1])),
                is_old=is_old,
                rank=self._rank(),
                has=reduce(add, (has(term) for term in terms)),
                in_title=reduce(add, (in_title(term) for term in terms)),
                about=reduce(add, (about(term) for term in terms)),
            )
            .order_by(
                "is_old",
                "-has",
                "-in_title",
                "rank",
                "-about",
                F("page__first_published_at").desc(nulls_last=True),
                "-pk",
            )
            .select_related("page", "enquiry", "answer__enquiry", "answer__management__page")
            .defer("words", "title_words")
        )
        return ordered
