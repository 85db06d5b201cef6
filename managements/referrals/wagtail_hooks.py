"""Where enquiries, answers, contacts and referral lists are edited."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from managements.referrals.forms import EnquiryForm
from managements.referrals.models import Answer, Contact, Enquiry, ReferralList
from managements.referrals.overview_views import OverviewView, PrefilledCreateView
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.viewsets import ManagementSnippetViewSet, SharedSnippetViewSet


class EnquiryViewSet(SharedSnippetViewSet):
    """What people may ask for."""

    model = Enquiry
    icon = "help"
    list_display = ["name", "explanation", "is_offered"]
    edit_handler = ObjectList(Enquiry.panels, base_form_class=EnquiryForm)


class AnswerViewSet(ManagementSnippetViewSet):
    """The answers of one's own management, one by one."""

    model = Answer
    icon = "tick"
    add_view_class = PrefilledCreateView
    list_display = ["enquiry", "state", "until", "review_on", "management"]
    list_filter = ["management", "state", "enquiry"]


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

    items = (EnquiryViewSet, AnswerViewSet, ReferralListViewSet, ContactViewSet)
    menu_label = _("Enquiries and answers")
    menu_icon = "group"
    menu_order = 310


register_snippet(ReferralsViewSetGroup)

open_to(Audience.CITY_EDITORS, "enquiries_overview:*")


@hooks.register("register_admin_urls")
def register_overview_address() -> list[URLResolver]:
    """Give the table of all answers its address."""
    patterns = [path("", OverviewView.as_view(), name="index")]
    namespace = "enquiries_overview"
    return [path("anliegen/uebersicht/", include((patterns, namespace), namespace=namespace))]


@hooks.register("register_admin_menu_item")
def register_overview_menu_item() -> MenuItem:
    """Put the table beside the enquiries; menus leave out what is not open to the person."""
    return MenuItem(
        _("Answers at a glance"),
        reverse("enquiries_overview:index"),
        name="answers-at-a-glance",
        icon_name="table",
        order=311,
    )
