"""Lists of pages in the CMS, with filters that name nobody else's people and sites."""

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from managements.accounts.models import User
from managements.tenancy.roles import managements_of, works_for_the_city


def colleagues_of(user: Any) -> QuerySet[User]:
    """Return the people who work for the same managements as somebody, and that person."""
    if works_for_the_city(user):
        return User.objects.all()
    return User.objects.filter(
        Q(pk=user.pk) | Q(groups__management__in=managements_of(user))
    ).distinct()


def _colleagues(request: HttpRequest) -> QuerySet[User]:
    return colleagues_of(request.user)


class PageFilterSet(GenericPageFilterSet):
    """Wagtail's filters offer all people and all sites of the install."""

    owner = MultipleUserFilter(
        label=_("Made by"), queryset=_colleagues, widget=CheckboxSelectMultiple
    )
    edited_by = EditedByFilter(
        label=_("Edited by"), queryset=_colleagues, widget=CheckboxSelectMultiple
    )
    site = None


class WalledPageViewSet(PageViewSet):
    """The views of all page types."""

    model = Page
    filterset_class = PageFilterSet
