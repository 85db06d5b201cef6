"""The matrix for the Stadtredaktion: every answer, and what to look at."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.db import IntegrityError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import CreateView

from managements.referrals.finding_words import counted, mark_of, section_words
from managements.referrals.findings import Finding, Findings, Kind, findings_in
from managements.referrals.matrix import Cell, Column, Matrix, Row
from managements.referrals.models import Enquiry, EnquiryIndexPage
from managements.referrals.models.finding import OVERVIEW_PATH
from managements.referrals.models.overviews import picked_lists, whole_matrix
from managements.tenancy.roles import managements_of

FILTER = "zeige"
LONGEST_KEY = 19  # digits of the greatest key that a database holds


@dataclass(frozen=True)
class Count:
    """How many findings of one kind there are."""

    words: str
    # Shows what it counts; empty where there is nothing to show.
    url: str
    is_current: bool


@dataclass(frozen=True)
class Mark:
    """What is the matter with a cell."""

    icon: str
    words: str


@dataclass(frozen=True)
class ShownCell:
    """An answer in the table, and where it is changed."""

    column: str
    words: str
    url: str
    until: str
    review: str
    marks: list[Mark]
    is_found: bool


@dataclass(frozen=True)
class ShownRow:
    """An enquiry in the table, and where it is changed."""

    name: str
    url: str
    is_offered: bool
    cells: list[ShownCell]


@dataclass(frozen=True)
class Link:
    """Where something is put right."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to do, or several of the same kind for the same management."""

    label: str
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """The findings of one kind."""

    identifier: str
    title: str
    advice: str
    items: list[Item]


class OverviewView(WagtailAdminTemplateMixin, TemplateView):
    """The table, what is counted in it, and what to do about it; nine queries of its own."""

    template_name = "referrals/city_overview.html"
    page_title = gettext_lazy("Answers at a glance")
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the start of the CMS."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table and the findings, narrowed to one kind if the address names one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        matrix = whole_matrix(on=timezone.localdate())
        findings = findings_in(matrix, picked_lists())
        chosen = _kind(self.request.GET.get(FILTER, ""))
        finder = EnquiryIndexPage.objects.live().first()
        return context | {
            "matrix": matrix,
            "counts": [_count(kind, findings, chosen) for kind in Kind],
            "everything_url": reverse("enquiries_overview:index") if chosen else "",
            "rows": _rows(matrix, findings, chosen),
            "sections": _sections(matrix, findings, chosen),
            "public_url": f"{finder.full_url}{OVERVIEW_PATH}" if finder and finder.full_url else "",
            "enquiries_url": reverse("wagtailsnippets_referrals_enquiry:list"),
            "managements_url": reverse("wagtailsnippets_managements_management:list"),
        }


class PrefilledCreateView(CreateView):
    """The form for a new answer; it begins with what the address names, as the table's links do."""

    def get_initial(self) -> dict[str, Any]:
        """Take what exists and is the person's own, and ignore everything else."""
        initial: dict[str, Any] = super().get_initial()
        for name, records in (
            ("management", managements_of(self.request.user)),
            ("enquiry", Enquiry.objects.all()),
        ):
            number = self.request.GET.get(name, "")
            if (
                number.isdecimal()
                and len(number) < LONGEST_KEY
                and records.filter(pk=number).exists()
            ):
                initial[name] = int(number)
        return initial

    def form_valid(self, form: Any) -> HttpResponse:
        """Say so where somebody else wrote the same answer in the meantime."""
        try:
            response: HttpResponse = super().form_valid(form)
        except IntegrityError:
            form.add_error("enquiry", _("To this enquiry there is an answer already."))
            # Wagtail sets it where the form itself finds something wrong.
            self.produced_error_message = self.get_error_message()
            response = self.form_invalid(form)
        return response


def _kind(word: str) -> Kind | None:
    return Kind(word) if word in set(Kind) else None


def _count(kind: Kind, findings: Findings, chosen: Kind | None) -> Count:
    number = len(findings.of(kind))
    address = reverse("enquiries_overview:index")
    return Count(
        words=counted(kind, number),
        url=f"{address}?{urlencode({FILTER: kind.value})}" if number else "",
        is_current=kind is chosen,
    )


def _rows(matrix: Matrix, findings: Findings, chosen: Kind | None) -> list[ShownRow]:
    found = {finding.row.enquiry_id for finding in findings.of(chosen)} if chosen else set()
    return [
        ShownRow(
            name=row.name,
            url=_enquiry_url(row),
            is_offered=row.is_offered,
            cells=[
                _cell(matrix.cell(row, column), row, column, findings.at(row, column), chosen)
                for column in matrix.columns
            ],
        )
        for row in matrix.rows
        if chosen is None or row.enquiry_id in found
    ]


def _cell(
    cell: Cell, row: Row, column: Column, kinds: list[Kind], chosen: Kind | None
) -> ShownCell:
    return ShownCell(
        column=column.short_name,
        words=_("No answer") if cell.is_gap else str(cell.standing.label),
        url=_answer_url(cell, row, column),
        until=_("until %(day)s") % {"day": _day(cell.until)} if cell.until else "",
        review=_("Review on %(day)s") % {"day": _day(cell.review_on)} if cell.review_on else "",
        marks=[Mark(*mark_of(kind)) for kind in kinds],
        is_found=chosen in kinds,
    )


def _sections(matrix: Matrix, findings: Findings, chosen: Kind | None) -> list[Section]:
    sections = []
    for kind in Kind:
        found = findings.of(kind)
        if found and chosen in {None, kind}:
            title, advice = section_words(kind)
            items = _ITEMS[kind](matrix, found)
            sections.append(Section(f"befund-{kind.value}", title, advice, items))
    return sections


def _by_management(matrix: Matrix, found: list[Finding]) -> list[Item]:
    """Put together what one management is to be asked about."""
    links: dict[Column, list[Link]] = defaultdict(list)
    for finding in found:
        (column,) = finding.columns
        cell = matrix.cell(finding.row, column)
        day = {Kind.EXPIRED: cell.until, Kind.OVERDUE: cell.review_on}.get(finding.kind)
        url = _answer_url(cell, finding.row, column)
        links[column].append(Link(finding.row.name, url, _day(day) if day else ""))
    return [Item(column.short_name, links[column]) for column in matrix.columns if column in links]


def _by_enquiry(_matrix: Matrix, found: list[Finding]) -> list[Item]:
    return [Item("", [Link(one.row.name, _enquiry_url(one.row))]) for one in found]


def _by_circle(_matrix: Matrix, found: list[Finding]) -> list[Item]:
    items = []
    for finding in found:
        way = " → ".join(column.short_name for column in finding.way)
        further = [one.short_name for one in finding.columns if one not in finding.way]
        if further:
            way = _("%(way)s; in the same way: %(others)s") % {
                "way": way,
                "others": ", ".join(further),
            }
        items.append(Item(f"{finding.row.name}: {way}", _lists(finding)))
    return items


def _by_list(_matrix: Matrix, found: list[Finding]) -> list[Item]:
    return [Item(finding.row.name, _lists(finding)) for finding in found]


_ITEMS = {
    Kind.GAP: _by_management,
    Kind.EXPIRED: _by_management,
    Kind.OVERDUE: _by_management,
    Kind.DEAD_END: _by_enquiry,
    Kind.CIRCLE: _by_circle,
    Kind.BLIND_LIST: _by_list,
}


def _lists(finding: Finding) -> list[Link]:
    return [
        Link(
            one.title,
            reverse("wagtailsnippets_referrals_referrallist:edit", args=[quote(one.list_id)]),
        )
        for one in finding.lists
    ]


def _enquiry_url(row: Row) -> str:
    return reverse("wagtailsnippets_referrals_enquiry:edit", args=[quote(row.enquiry_id)])


def _answer_url(cell: Cell, row: Row, column: Column) -> str:
    """Return where the answer is changed, or where it is added."""
    if cell.answer_id is not None:
        return reverse("wagtailsnippets_referrals_answer:edit", args=[quote(cell.answer_id)])
    begin_with = urlencode({"management": column.management_id, "enquiry": row.enquiry_id})
    return f"{reverse('wagtailsnippets_referrals_answer:add')}?{begin_with}"


def _day(day: Any) -> str:
    return date_format(day, "j. F Y")
