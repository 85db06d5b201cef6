"""How the list of changes is narrowed, by what occurs in it and by nothing else."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import (
    DateRangePickerWidget,
    MultipleContentTypeFilter,
    WagtailFilterSet,
)
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import registry

from managements.audit.models import AuditEntry, AuditEntryQuerySet
from managements.models import Management

# Answers to "who" that are nobody's id.
SYSTEM, DELETED = "system", "deleted"
NOBODYS = {
    SYSTEM: Q(by_system=True),
    DELETED: Q(by_system=False, user__isnull=True),
}


class AuditFilterSet(WagtailFilterSet):
    """Period, person, action, kind, and the management for those who hold several.

    `queryset` is what the person may read. Whatever is offered comes out of it, and a value that
    is not offered is refused by the form, whether it exists or not.
    """

    timestamp = django_filters.DateFromToRangeFilter(
        label=_("Period"), widget=DateRangePickerWidget
    )
    who = django_filters.MultipleChoiceFilter(
        label=_("Who"), method="filter_who", widget=forms.CheckboxSelectMultiple
    )
    action = django_filters.MultipleChoiceFilter(
        label=_("What"), distinct=False, widget=forms.CheckboxSelectMultiple
    )
    kind = MultipleContentTypeFilter(
        label=_("Kind"),
        field_name="content_type",
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )
    management = django_filters.ModelMultipleChoiceFilter(
        label=_("Management"),
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def __init__(self, *args: Any, holds_several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries: AuditEntryQuerySet = self.queryset.order_by()
        self.filters["who"].extra["choices"] = _people_in(entries)
        self.filters["action"].extra["choices"] = _actions_in(entries)
        self.filters["kind"].extra["queryset"] = ContentType.objects.filter(
            pk__in=entries.values("content_type")
        ).order_by("model")
        if holds_several:
            self.filters["management"].extra["queryset"] = Management.objects.filter(
                pk__in=entries.values("management")
            )
        else:
            del self.filters["management"]

    def filter_who(
        self, entries: AuditEntryQuerySet, name: str, chosen: list[str]
    ) -> AuditEntryQuerySet:
        """Return the entries of some people, of the system, or of accounts that are gone."""
        condition = Q(user__in=[one for one in chosen if one not in NOBODYS])
        for one in chosen:
            condition |= NOBODYS.get(one, Q())
        return entries.filter(condition) if chosen else entries


def _people_in(entries: AuditEntryQuerySet) -> list[tuple[str, Any]]:
    people = get_user_model().objects.filter(pk__in=entries.values("user"))
    choices: list[tuple[str, Any]] = sorted(
        ((str(person.pk), get_user_display_name(person)) for person in people),
        key=lambda choice: choice[1].casefold(),
    )
    if entries.filter(NOBODYS[SYSTEM]).exists():
        choices.append((SYSTEM, _("System")))
    if entries.filter(NOBODYS[DELETED]).exists():
        choices.append((DELETED, _("deleted account")))
    return choices


def _actions_in(entries: AuditEntryQuerySet) -> list[tuple[str, Any]]:
    names = dict(registry.get_choices())
    occurring = entries.values_list("action", flat=True).distinct()
    return sorted(
        ((action, str(names.get(action, action))) for action in occurring),
        key=lambda choice: choice[1].casefold(),
    )
