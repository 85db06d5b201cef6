"""The list of changes."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, Table, TitleColumn, UserColumn
from wagtail.admin.views.reports import ReportView

from managements.audit.filters import AuditFilterSet
from managements.audit.models import AuditEntry, AuditEntryQuerySet
from managements.audit.spreadsheets import SafeSpreadsheetMixin
from managements.audit.subjects import edit_urls
from managements.tenancy.roles import managements_of, works_for_the_city


class PersonColumn(UserColumn):
    """Who did it: a face and a name, or the words for nobody."""

    def get_cell_context_data(
        self, instance: AuditEntry, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        """Add the name."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"display_name": instance.who}


class AuditView(SafeSpreadsheetMixin, ReportView):
    """Who changed what, in one's own managements, the latest first; also as CSV and XLSX.

    Everything starts from `entries`: the list, the choices of the filters, and the files.
    """

    model = AuditEntry
    page_title = _("Record of changes")
    header_icon = "history"
    index_url_name = "audit:index"
    index_results_url_name = "audit:results"
    filterset_class = AuditFilterSet
    default_ordering = ("-timestamp", "-pk")
    is_searchable = True
    search_fields = ["label"]
    export_headings = {
        "timestamp": _("Date and time"),
        "who": _("Who"),
        "message": _("What"),
        "kind": _("Kind"),
        "label": _("Title"),
        "management_name": _("Management"),
    }

    @cached_property
    def entries(self) -> AuditEntryQuerySet:
        """What the person may read."""
        return AuditEntry.objects.for_user(self.request.user)

    @cached_property
    def holds_several(self) -> bool:
        """Whether entries of more than one management may stand in the list."""
        user = self.request.user
        return works_for_the_city(user) or managements_of(user).count() > 1

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The columns of the table."""
        columns: list[BaseColumn] = [
            Column("timestamp", label=_("Date and time"), accessor=_local_time, width="12%"),
            PersonColumn("user", label=_("Who"), width="18%"),
            Column("message", label=_("What")),
            Column("kind", label=_("Kind"), width="14%"),
            TitleColumn("label", label=_("Title"), get_url=self.get_edit_url),
        ]
        if self.holds_several:
            columns.append(Column("management_name", label=_("Management"), width="14%"))
        return columns

    @cached_property
    def list_export(self) -> list[str]:
        """The columns of the files."""
        names = ["timestamp", "who", "message", "kind", "label"]
        return [*names, "management_name"] if self.holds_several else names

    @cached_property
    def no_results_message(self) -> Any:
        """What stands in place of an empty table."""
        if self.is_filtering or self.is_searching:
            return _("No change matches what you have chosen.")
        return _("Nothing has been changed yet. What you and others change will be listed here.")

    def get_base_queryset(self) -> QuerySet:
        """Start from what the person may read."""
        return self.entries.with_names()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Let the filters offer what occurs in the person's own entries."""
        return super().get_filterset_kwargs() | {
            "queryset": self.entries,
            "holds_several": self.holds_several,
        }

    def get_table(self, object_list: Any) -> Table:
        """Look once for all records of this page of the list."""
        self._edit_urls = edit_urls(object_list, self.request.user)
        return super().get_table(object_list)

    def get_edit_url(self, entry: AuditEntry) -> str | None:
        """Return where the record of an entry is edited, if it is there and may be edited."""
        return self._edit_urls.get(entry.pk)

    def get_filename(self) -> str:
        """Name the file after the day."""
        return f"verlauf-{timezone.localdate():%Y-%m-%d}"


def _local_time(entry: AuditEntry) -> str:
    return date_format(timezone.localtime(entry.timestamp), "SHORT_DATETIME_FORMAT")
