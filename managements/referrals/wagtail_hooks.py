"""Where enquiries, answers, contacts and referral lists are edited."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from managements.referrals.count_panel import AskedPanel
from managements.referrals.count_table import CountTableView
from managements.referrals.forms import EnquiryForm
from managements.referrals.models import Answer, Contact, Enquiry, ReferralList
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city
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

open_to(Audience.EDITORS, "answer_counts:*")


@hooks.register("register_admin_urls")
def register_count_addresses() -> list[URLResolver]:
    """Give the table of what people asked for its address."""
    patterns = [
        path("", CountTableView.as_view(), name="index"),
        path("results/", CountTableView.as_view(results_only=True), name="results"),
    ]
    return [
        path("anliegen/gefragt/", include((patterns, "answer_counts"), namespace="answer_counts"))
    ]


@hooks.register("construct_homepage_panels")
def show_what_people_asked_for(request: HttpRequest, panels: list[Any]) -> None:
    """Tell everybody who has a management, at the start of the CMS."""
    if works_for_the_city(request.user) or managements_of(request.user).exists():
        panels.append(AskedPanel(request.user, on=timezone.localdate()))
