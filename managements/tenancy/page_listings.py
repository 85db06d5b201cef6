"""Lists of pages in the CMS, with filters that name nobody else's people and sites."""

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from managements.accounts.models import User
from managements.tenancy.comment_mails import WalledEditView, WalledRevertView
from managements.tenancy.page_history import WalledPageHistoryView
from managements.tenancy.people import colleagues_of


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
    edit_view_class = WalledEditView
    revisions_revert_view_class = WalledRevertView
    history_view_class = WalledPageHistoryView
