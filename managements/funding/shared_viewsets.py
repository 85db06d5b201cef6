"""Where the Stadtredaktion keeps funding programmes and logos."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, ReorderView

from managements.funding.dated_rows import DatedRowsPanel
from managements.funding.logo_forms import AppendedForm, LogoVersionForm, LogoVersionFormSet
from managements.funding.models import Logo, LogoVersion, Programme
from managements.funding.programme_forms import ProgrammeNameForm, ProgrammeNameFormSet
from managements.schedules.form_fields import DayField
from managements.schedules.one_at_a_time import OneADay
from managements.schedules.panels import TypedPanel
from managements.tenancy.viewsets import SharedSnippetViewSet


class _OneADayCreateView(OneADay, CreateView):
    """The form of a new one."""


class _OneADayEditView(OneADay, EditView):
    """The form of one that is there."""


class _InOrderReorderView(ReorderView):
    """Moves a record to another place; Wagtail reckons with places that are all different."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Number the records in the order in which they are shown, and move one."""
        with transaction.atomic():
            for position, record in enumerate(self.model._default_manager.select_for_update()):  # noqa: SLF001 - Django's public API
                if record.sort_order != position:
                    record.sort_order = position
                    record.save(update_fields=["sort_order"])
            response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class _DatedViewSet(SharedSnippetViewSet):
    """What both have in common."""

    add_view_class = _OneADayCreateView
    edit_view_class = _OneADayEditView
    reorder_view_class = _InOrderReorderView
    sort_order_field = "sort_order"
    # With what they are dragged by.
    ordering = "sort_order"
    # A copy would begin with a name that is taken, and with the past of another one.
    copy_view_enabled = False


class ProgrammeIndexView(IndexView):
    """The list of programmes."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch the names in one query."""
        return super().get_base_queryset().prefetch_related("names")


def _name_today(programme: Programme) -> str:
    return programme.name_on(timezone.localdate())


class ProgrammeViewSet(_DatedViewSet):
    """The funding programmes."""

    model = Programme
    icon = "tag"
    index_view_class = ProgrammeIndexView
    list_display = ["title", Column("name", label=_("full name today"), accessor=_name_today)]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            DatedRowsPanel(
                "names",
                form=ProgrammeNameForm,
                formset=ProgrammeNameFormSet,
                heading=_("Full name, as it must be given"),
                label=_("Name"),
                min_num=1,
                help_text=_(
                    "A name holds until the next one begins. If the programme is renamed, add a name "
                    "with its day: what was published before keeps the old one. If you correct a "
                    "name, it is corrected everywhere, below old posts, too."
                ),
            ),
        ],
        base_form_class=AppendedForm,
    )


_LOOKS = forms.Media(css={"all": ["funding/logos_admin.css"]})


class VersionsPanel(DatedRowsPanel):
    """The versions of a logo, with their pictures."""

    class BoundPanel(InlinePanel.BoundPanel):
        @property
        def media(self) -> forms.Media:
            """What the pictures look like."""
            return super().media + _LOOKS


class LogoIndexView(IndexView):
    """The list of logos, with their pictures."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch all that is shown in as many queries for one logo as for many."""
        return super().get_base_queryset().prefetch_related("versions", "programmes")


class _PictureColumn(Column):
    """Shows the picture of today."""

    media = _LOOKS
    cell_template_name = "funding/logo_cell.html"


def _version_today(logo: Logo) -> LogoVersion | None:
    return logo.version_on(timezone.localdate())


class LogoViewSet(_DatedViewSet):
    """The logos of those who pay. Nobody deletes them (`apps.FundingConfig.ready`)."""

    model = Logo
    icon = "image"
    index_view_class = LogoIndexView
    list_display = [
        "name",
        _PictureColumn("picture", label=_("today"), accessor=_version_today),
        Column("places", label=_("shown on"), accessor="places_in_words"),
        "shown_until",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            VersionsPanel(
                "versions",
                form=LogoVersionForm,
                formset=LogoVersionFormSet,
                heading=_("How it looks"),
                label=_("Version"),
                min_num=1,
                help_text=_(
                    "A version holds until the next one begins. If the logo changes, add a version: "
                    "from its day on it is shown on all pages, old and new."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("with_every_notice"),
                    FieldPanel("programmes", widget=CheckboxSelectMultiple),
                    FieldPanel("on_city_pages"),
                    TypedPanel("shown_until", form_field=DayField),
                ],
                _("Where it is shown"),
            ),
        ],
        base_form_class=AppendedForm,
    )
