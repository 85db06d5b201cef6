"""Where the funding notices are edited: those of the managements, and those of the city's pages."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, IndexView

from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Phase,
    WordedNotice,
)
from managements.funding.notice_forms import CityNoticeForm, FundingNoticeForm
from managements.funding.notice_panels import CITY_NOTICE_PANELS, FUNDING_NOTICE_PANELS
from managements.funding.notice_preview import NoticePreviewOnCreateView, NoticePreviewOnEditView
from managements.funding.notice_words import stored_in_words
from managements.funding.notices import programmes_with_names, wording_of
from managements.funding.succession import day_after_all
from managements.schedules.one_at_a_time import OneAtATime
from managements.tenancy.policies import may_be_deleted
from managements.tenancy.viewsets import (
    ManagementFromAddress,
    ManagementSnippetViewSet,
    OwnedIndexView,
    OwnManagementsFilterSet,
    SharedSnippetViewSet,
)

_SHOWN_LETTERS = 160
_NEWEST_FIRST = F("valid_from").desc(nulls_last=True)


def _as_it_reads(notice: WordedNotice) -> str:
    management = notice.management if isinstance(notice, FundingNotice) else None
    day = notice.day_to_read(timezone.localdate())
    return Truncator(wording_of(notice, management, day)).chars(_SHOWN_LETTERS)


def _phase(notice: WordedNotice) -> str:
    return str(notice.phase(timezone.localdate()).label)


class _NoticeIndex:
    """Mixin for a list of notices."""

    model: type[WordedNotice]
    user_has_permission: Any

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Show the notice with its names, as people read it, and boxes where there is a use for them."""
        columns: list[BaseColumn] = super().columns  # type: ignore[misc]
        if not self._may_delete_some():
            columns = [one for one in columns if not isinstance(one, BulkActionsCheckboxColumn)]
        for column in columns:
            if isinstance(column, Column) and column.name == "__str__":
                column.label, column.accessor = pgettext_lazy("column", "Wording"), _as_it_reads
        return columns

    def _may_delete_some(self) -> bool:
        """Whether there is anything that could be done with several at once: only deleting."""
        today = timezone.localdate()
        coming = self.model._default_manager.in_phase(Phase.COMING, today)  # noqa: SLF001 - Django's public API
        return self.user_has_permission("delete") and bool(coming.exists())

    def get_delete_url(self, instance: WordedNotice) -> str | None:
        """Offer only what can be done."""
        if not may_be_deleted(instance):
            return None
        url: str | None = super().get_delete_url(instance)  # type: ignore[misc]
        return url


_COLUMNS: list[Any] = [
    Column("valid_from", label=_("Valid"), accessor="days_in_words", sort_key="valid_from"),
    Column("phase", label=_("state"), accessor=_phase),
]


class NoticeFilterSet(OwnManagementsFilterSet):
    """By management, and by whether they are valid."""

    phase = django_filters.ChoiceFilter(
        label=_("state"), choices=Phase.choices, method="filter_phase"
    )

    def filter_phase(self, notices: Any, _name: str, phase: str) -> Any:
        """Keep the notices that stand so today."""
        return notices.in_phase(Phase(phase), timezone.localdate())


class FundingNoticeIndexView(_NoticeIndex, OwnedIndexView):
    """The list of the managements' notices."""

    base_filterset_class = NoticeFilterSet

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch what the texts name in a fixed number of queries."""
        notices: QuerySet[Any] = super().get_base_queryset()
        return (
            notices.select_related("management")
            .prefetch_related("management__former_names", programmes_with_names())
            .order_by("management", _NEWEST_FIRST, "-pk")
        )


class CityNoticeIndexView(_NoticeIndex, IndexView):
    """The list of the city's notices."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Begin with what comes last."""
        notices: QuerySet[Any] = super().get_base_queryset()
        return notices.order_by(_NEWEST_FIRST, "-pk")


class _StoresNotice(OneAtATime):
    """Mixin for the forms of notices."""

    taken_field = "valid_from"
    taken_message = _("In this time another notice is valid already.")
    is_new = True

    def get_success_message(self, instance: WordedNotice | None = None) -> str:
        """Say what else was changed. Wagtail hands over what is new alone."""
        return stored_in_words(
            instance or self.form.instance,
            is_new=self.is_new,
            ended=self.form.ended,
            gaps=self.form.new_gaps,
            today=timezone.localdate(),
        )


class FundingNoticeCreateView(_StoresNotice, ManagementFromAddress, CreateView):
    """The form for a management's new notice; the commissioner is known already."""

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the management's own record says."""
        initial: dict[str, Any] = super().get_initial()
        if self.given_management:
            initial["commissioner"] = self.given_management.commissioner
        return initial


class CityNoticeCreateView(_StoresNotice, CreateView):
    """The form for a new notice of the city's pages."""


class _CopiedNotice(_StoresNotice):
    """Mixin for a form that begins as a copy: the natural way to write the next wording.

    It begins after all others where each of them has an end; else somebody has to say when.
    """

    @cached_property
    def original(self) -> Any:
        """The notice that is copied."""
        return super().get_initial_form_instance()  # type: ignore[misc]

    def get_initial_form_instance(self) -> Any:
        """Return a notice of its own that nobody has stored, for the person's own management."""
        # Generic relations, which Wagtail adds to all records, cannot be copied.
        private = [field.name for field in self.original._meta.private_fields]  # noqa: SLF001 - Django's public API
        left_out = ["management", "valid_from", "valid_until", *private]
        notice, _children = self.original.copy_cluster(exclude_fields=left_out)
        return notice

    def get_initial(self) -> dict[str, Any]:
        """Suggest the first day, and the management where there are several."""
        initial: dict[str, Any] = super().get_initial()  # type: ignore[misc]
        initial["valid_from"] = day_after_all(self.original)
        if isinstance(self.original, FundingNotice):
            initial["management"] = self.original.management_id
        return initial


class FundingNoticeCopyView(_CopiedNotice, CopyView):
    """The form for a management's next notice."""


class CityNoticeCopyView(_CopiedNotice, CopyView):
    """The form for the city's next notice."""


class FundingNoticeEditView(_StoresNotice, EditView):
    """The form for a management's notice."""

    is_new = False


class CityNoticeEditView(_StoresNotice, EditView):
    """The form for a notice of the city's pages."""

    is_new = False


class FundingNoticeViewSet(ManagementSnippetViewSet):
    """The notices of all managements."""

    model = FundingNotice
    icon = "doc-full-inverse"
    index_view_class = FundingNoticeIndexView
    add_view_class = FundingNoticeCreateView
    copy_view_class = FundingNoticeCopyView
    edit_view_class = FundingNoticeEditView
    preview_on_add_view_class = NoticePreviewOnCreateView
    preview_on_edit_view_class = NoticePreviewOnEditView
    list_display = ["__str__", *_COLUMNS, "management"]
    list_filter = ["management"]
    edit_handler = ObjectList(FUNDING_NOTICE_PANELS, base_form_class=FundingNoticeForm)


class CityNoticeViewSet(SharedSnippetViewSet):
    """The notices of the city's own pages."""

    model = CityNotice
    icon = "doc-full-inverse"
    index_view_class = CityNoticeIndexView
    add_view_class = CityNoticeCreateView
    copy_view_class = CityNoticeCopyView
    edit_view_class = CityNoticeEditView
    preview_on_add_view_class = NoticePreviewOnCreateView
    preview_on_edit_view_class = NoticePreviewOnEditView
    list_display = ["__str__", *_COLUMNS]
    edit_handler = ObjectList(CITY_NOTICE_PANELS, base_form_class=CityNoticeForm)


@hooks.register("before_delete_snippet")
def keep_what_has_been_valid(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Refuse to delete a notice that somebody may have read, with a sentence.

    Wagtail's view asks for the right on the kind of record alone.
    """
    kept = [one for one in instances if isinstance(one, WordedNotice) and not may_be_deleted(one)]
    if not kept:
        return None
    messages.error(
        request,
        gettext(
            "Nothing was deleted. A notice that has been valid is kept: it is evidence of what stood "
            "on the pages. Give it a last day, or write the next one."
        ),
    )
    return redirect(type(kept[0]).snippet_viewset.get_url_name("list"))
