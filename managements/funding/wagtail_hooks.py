"""Where funding programmes and notices are edited."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from managements.funding.models import FundingNotice, Programme
from managements.tenancy.viewsets import ManagementSnippetViewSet, SharedSnippetViewSet


class FundingNoticeViewSet(ManagementSnippetViewSet):
    """The notices of all managements."""

    model = FundingNotice
    icon = "doc-full-inverse"
    list_display = ["text", "management", "valid_from", "valid_until"]
    list_filter = ["management"]


class ProgrammeViewSet(SharedSnippetViewSet):
    """The funding programmes."""

    model = Programme
    icon = "tag"
    list_display = ["name", "short_name"]


class FundingViewSetGroup(SnippetViewSetGroup):
    """Everything about funding in one menu."""

    items = (FundingNoticeViewSet, ProgrammeViewSet)
    menu_label = _("Funding")
    menu_icon = "doc-full-inverse"
    menu_order = 320


register_snippet(FundingViewSetGroup)
