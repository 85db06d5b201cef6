"""Where the list of changes stands in the CMS, and what Wagtail's bulk actions do not log."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import log
from wagtail.models import Page

from managements.audit.role_changes import record_switches_in_bulk
from managements.audit.views import AuditView
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city

open_to(Audience.EDITORS, "audit:*")


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give the list its address."""
    patterns = [
        path("", AuditView.as_view(), name="index"),
        path("results/", AuditView.as_view(results_only=True), name="results"),
    ]
    return [path("verlauf/", include((patterns, "audit"), namespace="audit"))]


class AuditMenuItem(MenuItem):
    """For those who have a management whose changes they could read."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the list into the main menu."""
    return AuditMenuItem(
        _("Record of changes"),
        reverse("audit:index"),
        name="audit",
        icon_name="history",
        order=600,
    )


# Wagtail 8.0 logs bulk actions on pages, and none on pictures, documents, snippets and accounts.


@hooks.register("before_bulk_action", order=1000)
def log_bulk_deletion(
    request: HttpRequest, action_type: str, objects: Iterable[Model], _action: Any
) -> None:
    """Log what is about to be deleted, while it is still there; last, as others may object."""
    if action_type == "delete":
        for record in objects:
            if not isinstance(record, Page):
                log(record, "wagtail.delete", user=request.user, deleted=True)


@hooks.register("after_bulk_action")
def log_bulk_change(
    request: HttpRequest, action_type: str, objects: Iterable[Model], _action: Any
) -> None:
    """Log what was changed: collections, tags, roles."""
    if action_type != "delete":
        for record in objects:
            if not isinstance(record, Page):
                log(record, "wagtail.edit", user=request.user, content_changed=True)
        record_switches_in_bulk(one for one in objects if isinstance(one, get_user_model()))
