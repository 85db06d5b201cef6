"""Where places, consultation hours and closures are edited."""

from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSetGroup

from managements.offices.forms import ClosureForm, ConsultationHourForm
from managements.offices.models import Closure, ConsultationHour, Place
from managements.offices.wording import from_in_words, until_in_words
from managements.schedules.dates import State
from managements.schedules.one_at_a_time import OneAtATime
from managements.tenancy.viewsets import (
    ManagementFromAddress,
    ManagementSnippetViewSet,
    OwnedIndexView,
)


class PlaceIndexView(OwnedIndexView):
    """The list of places."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch the districts in the same query."""
        return super().get_base_queryset().select_related("district", "management")


class PlaceViewSet(ManagementSnippetViewSet):
    """The places of one's own management."""

    model = Place
    icon = "site"
    index_view_class = PlaceIndexView
    list_display = [
        "name",
        "address",
        "district",
        Column("step_free", label=_("step-free"), accessor="get_step_free_display"),
        "management",
    ]
    list_filter = ["management", "district", "step_free"]


class ConsultationHourIndexView(OwnedIndexView):
    """The list of consultation hours, with the next date of each."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Reckon with the dates that were reckoned ahead, in the same query."""
        is_ahead = Q(
            occurrences__ends_at__gt=timezone.now(),
            occurrences__state__in=[State.PLANNED, State.MOVED, State.EXTRA],
        )
        hours: QuerySet[Any] = super().get_base_queryset()
        return hours.select_related("management").annotate(
            next_at=Min("occurrences__starts_at", filter=is_ahead)
        )


def _next_date(hour: Any) -> str:
    return from_in_words(hour.next_at, now=timezone.now()) if hour.next_at else ""


class ConsultationHourViewSet(ManagementSnippetViewSet):
    """The consultation hours of one's own management."""

    model = ConsultationHour
    icon = "time"
    index_view_class = ConsultationHourIndexView
    list_display = [
        "title",
        Column("rule_in_words", label=pgettext_lazy("column", "When")),
        Column("next_at", label=_("next date"), accessor=_next_date, sort_key="next_at"),
        "management",
    ]
    list_filter = ["management", "appointment"]
    edit_handler = ObjectList(ConsultationHour.panels, base_form_class=ConsultationHourForm)


class ClosureIndexView(OwnedIndexView):
    """The list of closures, the latest first."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch the managements in the same query."""
        return super().get_base_queryset().select_related("management")


class _OneClosureAtATime(OneAtATime):
    taken_field = "starts_at"
    taken_message = _("In this time there is another closure already.")


class ClosureCreateView(_OneClosureAtATime, ManagementFromAddress, CreateView):
    """The form for a new closure; it begins with the management that the address names."""


class ClosureEditView(_OneClosureAtATime, EditView):
    """The form for a closure."""


def _starts(closure: Closure) -> str:
    return from_in_words(closure.starts_at, now=timezone.now())


def _ends(closure: Closure) -> str:
    return until_in_words(closure.ends_at, now=timezone.now())


def _phase(closure: Closure) -> str:
    return str(closure.phase(timezone.now()).label)


class ClosureViewSet(ManagementSnippetViewSet):
    """The closures of one's own management."""

    model = Closure
    icon = "warning"
    index_view_class = ClosureIndexView
    add_view_class = ClosureCreateView
    edit_view_class = ClosureEditView
    # Two at the same time make no sense.
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("starts_at", label=_("from"), accessor=_starts, sort_key="starts_at"),
        Column("ends_at", label=_("until"), accessor=_ends, sort_key="ends_at"),
        Column("phase", label=_("state"), accessor=_phase),
        "reason",
        "management",
    ]
    list_filter = ["management", "kind"]
    edit_handler = ObjectList(Closure.panels, base_form_class=ClosureForm)


class OfficesViewSetGroup(SnippetViewSetGroup):
    """When and where people meet a management, in one menu."""

    items = (ConsultationHourViewSet, ClosureViewSet, PlaceViewSet)
    menu_label = _("Consultation hours")
    menu_icon = "time"
    menu_order = 145
