"""Where enquiries, answers, contacts and referral lists are edited."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from managements.referrals.count_panel import AskedPanel
from managements.referrals.count_table import CountTableView
from managements.referrals.dashboard import DueAnswersPanel
from managements.referrals.forms import AnswerForm, EnquiryForm
from managements.referrals.grid_views import GridView, ManagementsView
from managements.referrals.models import Answer, Contact, Enquiry, ReferralList
from managements.referrals.overview_views import OverviewView, PrefilledCreateView
from managements.referrals.panels import ShowingPagesPanel
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city
from managements.tenancy.viewsets import ManagementSnippetViewSet, SharedSnippetViewSet

open_to(Audience.EDITORS, "answers:*", "answer_counts:*")
open_to(Audience.CITY_EDITORS, "enquiries_overview:*")


class EnquiryViewSet(SharedSnippetViewSet):
    """What people may ask for."""

    model = Enquiry
    icon = "help"
    list_display = ["name", "explanation", "is_offered"]
    edit_handler = ObjectList(Enquiry.panels, base_form_class=EnquiryForm)


class AnswerViewSet(ManagementSnippetViewSet):
    """The answers of one's own management, one by one: with page and contact.

    The way to them is the page with all of them, so the menu leaves them out.
    """

    model = Answer
    icon = "circle-check"
    add_view_class = PrefilledCreateView
    list_display = ["enquiry", "state", "until", "review_on", "management"]
    list_filter = ["management", "state", "enquiry"]
    # To each enquiry there is one answer.
    copy_view_enabled = False
    # Otherwise Wagtail would show its own menu of all snippets for this one.
    menu_item_is_registered = True
    edit_handler = ObjectList(
        [*Answer.panels, MultiFieldPanel([ShowingPagesPanel()], _("Shown on"))],
        base_form_class=AnswerForm,
    )


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

    items = (EnquiryViewSet, ReferralListViewSet, ContactViewSet)
    menu_label = _("Enquiries and referrals")
    menu_icon = "group"
    menu_order = 310


register_snippet(ReferralsViewSetGroup)
register_snippet(AnswerViewSet)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give the page with all answers, what people asked for, and the overview their addresses."""
    grid = [
        path("", ManagementsView.as_view(), name="index"),
        path("<slug:slug>/", GridView.as_view(), name="grid"),
    ]
    counts = [
        path("", CountTableView.as_view(), name="index"),
        path("results/", CountTableView.as_view(results_only=True), name="results"),
    ]
    overview = [path("", OverviewView.as_view(), name="index")]
    return [
        path("auskuenfte/", include((grid, "answers"), namespace="answers")),
        path("anliegen/gefragt/", include((counts, "answer_counts"), namespace="answer_counts")),
        path(
            "anliegen/uebersicht/",
            include((overview, "enquiries_overview"), namespace="enquiries_overview"),
        ),
    ]


class AnswersMenuItem(MenuItem):
    """For those who have a management whose answers they could change."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return _has_managements(request.user)


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the page where nobody has to look for it."""
    return AnswersMenuItem(
        _("Answers"), reverse("answers:index"), name="answers", icon_name="circle-check", order=150
    )


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


@hooks.register("construct_homepage_panels")
def show_answers_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Say on the start of the CMS which answers need their editors, and what people asked for."""
    panels.append(DueAnswersPanel())
    if _has_managements(request.user):
        panels.append(AskedPanel(request.user, on=timezone.localdate()))


def _has_managements(user: Any) -> bool:
    return works_for_the_city(user) or managements_of(user).exists()
