"""What the capability adds to the CMS."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from managements.accessibility.barrier_views import BarriersView, BarrierView
from managements.accessibility.dashboard import AccessibilityPanel
from managements.accessibility.models import AccessibilityStatementPage
from managements.accessibility.statement_views import StatementsView
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city

open_to(Audience.EDITORS, "statements:*", "barriers:*")


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give both lists their addresses."""
    statements = [path("", StatementsView.as_view(), name="index")]
    barriers = [
        path("", BarriersView.as_view(), name="index"),
        path("<int:pk>/", BarrierView.as_view(), name="edit"),
    ]
    return [
        path("barrierefreiheit/", include((statements, "statements"), namespace="statements")),
        path("barrieren/", include((barriers, "barriers"), namespace="barriers")),
    ]


class OwnMenuItem(MenuItem):
    """For those who have a management, or work for all."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put both lists into one menu."""
    items = [
        OwnMenuItem(
            _("Reported barriers"), reverse("barriers:index"), name="barriers", icon_name="warning"
        ),
        OwnMenuItem(
            _("Accessibility statements"),
            reverse("statements:index"),
            name="statements",
            icon_name="doc-full",
        ),
    ]
    return SubmenuMenuItem(
        _("Accessibility"),
        Menu(register_hook_name=None, items=items),
        name="accessibility",
        icon_name="view",
        order=325,
    )


@hooks.register("construct_homepage_panels")
def show_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Say on the start of the CMS what is missing, and what waits."""
    panels.append(AccessibilityPanel(request.user, timezone.localdate()))


@hooks.register("before_bulk_action")
def publish_no_incomplete_statement(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Say in a sentence why nothing is published: a statement among the pages lacks something.

    Without it the statement itself would refuse in the middle, with an error.
    """
    if action_type != "publish" or not objects or not isinstance(objects[0], Page):
        return None
    pages = Page.objects.filter(pk__in=[page.pk for page in objects])
    found = list(AccessibilityStatementPage.objects.filter(pk__in=pages))
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in objects:
            found += AccessibilityStatementPage.objects.descendant_of(page).not_live()
    today = timezone.localdate()
    if not any(page.get_latest_revision_as_object().obstacles(today) for page in found):
        return None
    messages.error(
        request,
        gettext(
            "Nothing was published: an accessibility statement is among these pages that is not "
            "complete. Please open it, and fill in what is missing."
        ),
    )
    return redirect(get_valid_next_url_from_request(request) or _list_with(objects[0], request))


def _list_with(page: Page, request: HttpRequest) -> str:
    """Return the list of the CMS in which a page stands, or the uppermost one that somebody has."""
    top = page_permission_policy.explorable_root_instance(request.user)
    above = page.get_parent()
    if top is not None and (above is None or not above.path.startswith(top.path)):
        above = top
    return reverse("wagtailadmin_explore", args=[above.pk])
