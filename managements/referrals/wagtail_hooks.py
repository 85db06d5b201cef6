"""Where contacts and referral lists are edited."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from managements.referrals.models import Contact, ReferralList
from managements.tenancy.viewsets import SharedSnippetViewSet


class ReferralListViewSet(SharedSnippetViewSet):
    """The shared referral lists."""

    model = ReferralList
    icon = "group"


class ContactViewSet(SharedSnippetViewSet):
    """The shared contacts."""

    model = Contact
    icon = "user"
    list_display = ["name", "responsible_for", "phone"]


class ReferralsViewSetGroup(SnippetViewSetGroup):
    """Everything about whom to ask instead in one menu."""

    items = (ReferralListViewSet, ContactViewSet)
    menu_label = _("Whom to ask instead")
    menu_icon = "group"
    menu_order = 310


register_snippet(ReferralsViewSetGroup)
