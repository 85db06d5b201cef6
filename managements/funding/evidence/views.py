"""Where the evidence of a year is looked at in the CMS."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from managements.funding.evidence.checking import known_damages, with_damages
from managements.funding.evidence.collecting import (
    CITY,
    Evidence,
    Record,
    Year,
    evidence_address,
    evidence_of,
    years_of,
)
from managements.funding.evidence.concerns import Concern, concerns_of
from managements.funding.evidence.pdf_file import (
    what_is_recorded,
    why_nothing_is_recorded,
    wording_name,
)
from managements.models import Management
from managements.tenancy.roles import managements_of, works_for_the_city

FILTER = "hinweis"
WITHOUT, DAMAGED = "ohne", "beschaedigt"
ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class Owner:
    """Whose publications somebody may look at."""

    slug: str
    name: str
    # None: the city's own pages.
    management: Management | None
    is_current: bool = False

    @property
    def short_name(self) -> str:
        """What headings call it."""
        return self.management.short_name if self.management else self.name

    @property
    def url(self) -> str:
        """Where the years stand."""
        return evidence_address(self.management)


@dataclass(frozen=True)
class ShownYear:
    """A year in the list, with its files."""

    year: int
    total: int
    without_wording: int
    url: str
    files: list[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """Narrows the publications of a year."""

    words: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class ShownRecord:
    """A publication in the list."""

    number: int
    at: str
    occasion: str
    # Empty if it is not known.
    first_published: str
    title: str
    address: str
    is_link: bool
    notice: str
    has_notice: bool
    # What is wrong with the stored page; empty if nothing is.
    damage: str
    file_url: str


class _EvidenceView(WagtailAdminTemplateMixin, TemplateView):
    """What all these pages have in common."""

    page_title = gettext_lazy("Evidence for those who pay")
    header_icon = "doc-full"
    request: HttpRequest

    @cached_property
    def owners(self) -> list[Owner]:
        """Whose publications the person may look at."""
        user = self.request.user
        own = [Owner(one.slug, one.name, one) for one in managements_of(user)]
        if works_for_the_city(user):
            own.append(Owner(CITY, _("The city's own pages"), None))
        return own

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the start of the CMS."""
        return [*self.breadcrumbs_items, *self.way()]

    def way(self) -> list[dict[str, Any]]:
        """Return the last steps of the way to here."""
        return [{"url": "", "label": self.page_title}]


class OwnersView(_EvidenceView):
    """Asks whose evidence, unless there is only one."""

    template_name = "funding/evidence_owners.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead straight to the only one."""
        if len(self.owners) == 1:
            return redirect(self.owners[0].url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name them."""
        return super().get_context_data(**kwargs) | {"owners": self.owners}


class YearsView(_EvidenceView):
    """The years of one of them, each with its files. Its address part is in the address."""

    template_name = "funding/evidence_years.html"
    owner: Owner
    # A year says by itself which of its pages are damaged.
    tells_damages = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find whose they are among one's own.

        Raises:
            Http404: if it is somebody else's, or nobody's.
        """
        super().setup(request, *args, **kwargs)
        self.owner = _owner_at(request.user, kwargs["slug"])

    @property
    def concerns(self) -> list[Concern]:
        """What still waits, and what is damaged."""
        owners = [self.owner.management]
        found = concerns_of(owners, now=timezone.now(), with_damages=self.tells_damages)
        return [replace(one, url="") for one in found]  # this is where it would lead

    @cached_property
    def years(self) -> list[Year]:
        """The years for which there is evidence."""
        return years_of(self.owner.management, today=timezone.localdate())

    def way(self) -> list[dict[str, Any]]:
        """Name whose years they are."""
        return [
            {"url": reverse("evidence:index"), "label": self.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_title(self) -> str:
        """Say whose years they are."""
        return _("Evidence · %(name)s") % {"name": self.owner.short_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the years."""
        return super().get_context_data(**kwargs) | {
            "owner": self.owner,
            "concerns": self.concerns,
            "scope": what_is_recorded(),
            "years": [
                ShownYear(
                    one.year,
                    one.total,
                    one.without_wording,
                    reverse("evidence:year", args=[self.owner.slug, one.year]),
                    _files(self.owner.slug, one.year),
                )
                for one in self.years
            ],
        }


class OneYearView(YearsView):
    """One year of somebody."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know the year.

        Raises:
            Http404: if it lies before the first publication and notice, or has not begun.
        """
        super().setup(request, *args, **kwargs)
        self.year: int = kwargs["year"]
        if self.year not in {one.year for one in self.years}:
            raise Http404

    @cached_property
    def evidence(self) -> Evidence:
        """What can be proved for the year."""
        return evidence_of(self.owner.management, self.year)

    def way(self) -> list[dict[str, Any]]:
        """Name the year."""
        return [
            {"url": reverse("evidence:index"), "label": self.page_title},
            {"url": self.owner.url, "label": self.owner.short_name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_title(self) -> str:
        """Say whose year it is."""
        return _("Evidence %(year)d · %(name)s") % {
            "year": self.year,
            "name": self.owner.short_name,
        }


class YearView(OneYearView):
    """The publications of a year, all or those with a certain wording, and the files."""

    template_name = "funding/evidence_year.html"
    tells_damages = False

    @cached_property
    def evidence(self) -> Evidence:
        """What can be proved for the year, and which damages are known."""
        return with_damages(evidence_of(self.owner.management, self.year), known_damages())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the publications of one page of the list."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        paginator = WagtailPaginator(self._chosen_records(), ROWS_ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return context | {
            "evidence": self.evidence,
            "nothing": "" if self.evidence.publications else self._nothing(),
            "files": _files(self.owner.slug, self.year),
            "choices": self._choices(),
            "wording": self._chosen_wording(),
            "items": page,
            "records": [self._shown(one) for one in page],
            "elided_page_range": paginator.get_elided_page_range(page.number),
        }

    @cached_property
    def chosen(self) -> str:
        """What the address asks for: a wording's number or one of two words; empty for all."""
        word = self.request.GET.get(FILTER, "")
        numbers = {str(one.number) for one in self.evidence.wordings}
        return word if word in {WITHOUT, DAMAGED} or word in numbers else ""

    def _chosen_records(self) -> tuple[Record, ...]:
        if self.chosen == WITHOUT:
            return self.evidence.without_wording
        if self.chosen == DAMAGED:
            return self.evidence.damaged
        return tuple(
            one
            for one in self.evidence.publications
            if not self.chosen or str(one.wording) == self.chosen
        )

    def _chosen_wording(self) -> str:
        if self.chosen in {"", WITHOUT, DAMAGED}:
            return ""
        return self.evidence.wordings[int(self.chosen) - 1].text

    def _nothing(self) -> str:
        """Say that nothing is recorded; the year is not over, or has gone by without a record."""
        is_early = self.year == timezone.localdate().year or not any(y.total for y in self.years)
        words = (
            _("Nothing is recorded yet.") if is_early else _("Nothing was recorded in this year.")
        )
        return f"{words} {why_nothing_is_recorded()}"

    def _choices(self) -> list[Choice]:
        bare = len(self.evidence.without_wording)
        found = [("", _("All"), len(self.evidence.publications))]
        if bare:
            found.append((WITHOUT, pgettext("publication", "No notice"), bare))
        if lost := len(self.evidence.damaged):
            found.append((DAMAGED, pgettext("stored page", "Damaged"), lost))
        found += [
            (str(one.number), wording_name(one.number), one.total)
            for one in self.evidence.wordings
            if one.total
        ]
        here = reverse("evidence:year", args=[self.owner.slug, self.year])
        return [
            Choice(
                words=f"{name} ({total})",
                url=f"{here}?{urlencode({FILTER: value})}" if value else here,
                is_current=value == self.chosen,
            )
            for value, name, total in found
        ]

    def _shown(self, record: Record) -> ShownRecord:
        return ShownRecord(
            number=record.number,
            at=date_format(record.at, "SHORT_DATETIME_FORMAT"),
            occasion=record.occasion,
            first_published=date_format(record.first_published, "SHORT_DATE_FORMAT")
            if record.first_published
            else "",
            title=record.title,
            address=record.address,
            is_link=record.is_link,
            notice=pgettext("publication", "No notice")
            if record.wording is None
            else wording_name(record.wording),
            has_notice=record.wording is not None,
            damage=str(record.damage.label) if record.damage else "",
            file_url=reverse(
                "evidence:page", args=[self.owner.slug, self.year, record.publication_id]
            ),
        )


def _owner_at(user: Any, slug: str) -> Owner:
    if slug == CITY:
        if not works_for_the_city(user):
            raise Http404
        return Owner(CITY, _("The city's own pages"), None)
    management = get_object_or_404(managements_of(user), slug=slug)
    return Owner(management.slug, management.name, management)


def _files(slug: str, year: int) -> list[tuple[str, str]]:
    """Return what can be downloaded of a year, as words and addresses."""
    return [
        (words, reverse(f"evidence:{kind}", args=[slug, year]))
        for kind, words in (
            ("pdf", _("PDF to read and print")),
            ("csv", _("CSV for spreadsheets")),
            ("zip", _("ZIP with everything")),
        )
    ]
