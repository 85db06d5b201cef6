"""All numbers: how often people asked for what in which month."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.reports import ReportView

from managements.audit.spreadsheets import SafeSpreadsheetMixin
from managements.models import Management
from managements.referrals.models import AnswerCount, AnswerCountQuerySet
from managements.tenancy.roles import managements_of, works_for_the_city


class CountFilterSet(WagtailFilterSet):
    """The year, and the management for those who hold several.

    `queryset` is what the person may read. What is offered comes out of it, and another value is
    refused by the form, whether it exists or not.
    """

    year = django_filters.ChoiceFilter(label=_("Year"), field_name="month", lookup_expr="year")
    management = django_filters.ModelChoiceFilter(label=_("Management"))

    class Meta:
        model = AnswerCount
        fields: list[str] = []

    def __init__(self, *args: Any, holds_several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [
            (str(day.year), str(day.year)) for day in self.queryset.dates("month", "year", "DESC")
        ]
        if holds_several:
            self.filters["management"].extra["queryset"] = Management.objects.filter(
                pk__in=self.queryset.values("management")
            )
        else:
            del self.filters["management"]


class CountTableView(SafeSpreadsheetMixin, ReportView):
    """How often answers of one's own managements were shown, by month; also as CSV and XLSX."""

    model = AnswerCount
    page_title = _("What people asked for")
    header_icon = "help"
    index_url_name = "answer_counts:index"
    index_results_url_name = "answer_counts:results"
    results_template_name = "referrals/count_table_results.html"
    filterset_class = CountFilterSet
    default_ordering = None
    export_headings = {
        "month": _("Month"),
        "management__short_name": _("Management"),
        "enquiry__name": _("Enquiry"),
        "total": _("Asked for"),
        "referred": _("Of these sent on"),
    }

    @cached_property
    def counts(self) -> AnswerCountQuerySet:
        """What the person may read."""
        counts: AnswerCountQuerySet = AnswerCount.objects.of(managements_of(self.request.user))
        return counts

    @cached_property
    def holds_several(self) -> bool:
        """Whether numbers of more than one management may stand in the table."""
        user = self.request.user
        return works_for_the_city(user) or managements_of(user).count() > 1

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The columns of the table."""
        headings = self.export_headings
        return [
            Column(
                name,
                label=headings[name],
                accessor=_month_in_words if name == "month" else name,
            )
            for name in self.list_export
        ]

    @cached_property
    def list_export(self) -> list[str]:
        """The columns of the files."""
        names = list(self.export_headings)
        return names if self.holds_several else [n for n in names if not n.startswith("management")]

    @cached_property
    def no_results_message(self) -> Any:
        """What stands in place of an empty table."""
        if self.is_filtering:
            return _("No number matches what you have chosen.")
        return _(
            "Nobody has looked at an answer yet. As soon as somebody does, it is counted here."
        )

    def get_base_queryset(self) -> QuerySet:
        """Start from what the person may read; what the filters ask of goes before the sums."""
        return self.counts.by_month()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Let the filters offer what occurs in the person's own numbers."""
        return super().get_filterset_kwargs() | {
            "queryset": self.counts,
            "holds_several": self.holds_several,
        }

    def get_filename(self) -> str:
        """Name the file after the day."""
        return f"danach-wurde-gefragt-{timezone.localdate():%Y-%m-%d}"


def _month_in_words(row: dict[str, Any]) -> str:
    return date_format(row["month"], "F Y")
