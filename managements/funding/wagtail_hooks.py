"""Where programmes, logos and notices are edited."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from managements.funding import overview_hooks  # noqa: F401 - it registers the overview
from managements.funding.evidence import hooks  # noqa: F401 - it registers the evidence
from managements.funding.notice_viewsets import CityNoticeViewSet, FundingNoticeViewSet
from managements.funding.shared_viewsets import LogoViewSet, ProgrammeViewSet


class FundingViewSetGroup(SnippetViewSetGroup):
    """Everything about funding in one menu."""

    items = (FundingNoticeViewSet, CityNoticeViewSet, ProgrammeViewSet, LogoViewSet)
    menu_label = _("Funding")
    menu_icon = "doc-full-inverse"
    menu_order = 320
    # Pages about all notices join the menu by this hook.
    submenu_hook = "register_funding_menu_item"


register_snippet(FundingViewSetGroup)
