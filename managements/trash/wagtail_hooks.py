"""Where the trash steps in between Wagtail and its pages."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.query import PageQuerySet

from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city
from managements.trash import views
from managements.trash.bulk_actions import TrashBulkAction, WarningUnpublishBulkAction
from managements.trash.container import find_container, is_in_trash, without_trash

open_to(Audience.EDITORS, "trash:*")

# After Wagtail's own, whose places they take.
for action in (TrashBulkAction, WarningUnpublishBulkAction):
    hooks.register("register_bulk_action", action, order=10)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    """Give the trash its addresses."""
    urls = [
        path("", views.IndexView.as_view(), name="index"),
        path("<int:pk>/zurueckholen/", views.RestoreView.as_view(), name="restore"),
        path("<int:pk>/entfernen/", views.PurgeView.as_view(), name="purge"),
        path("leeren/", views.EmptyView.as_view(), name="empty"),
    ]
    return [path("papierkorb/", include((urls, "trash"), namespace="trash"))]


class TrashMenuItem(MenuItem):
    """The trash in the main menu, for everybody who works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person could have anything in it."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the trash into the menu."""
    return TrashMenuItem(
        gettext_lazy("Trash"), reverse("trash:index"), name="trash", icon_name="bin", order=550
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Say in the history what happened."""
    actions.register_action(
        "trash.delete", gettext_lazy("Move to the trash"), gettext_lazy("Moved to the trash")
    )
    actions.register_action(
        "trash.restore", gettext_lazy("Bring back"), gettext_lazy("Brought back from the trash")
    )
    actions.register_action(
        "trash.purge", gettext_lazy("Remove for good"), gettext_lazy("Removed for good")
    )


@hooks.register("before_delete_page")
def move_to_trash_instead(request: HttpRequest, page: Page) -> Any:
    """Take the place of Wagtail's deletion, but for what lies in the trash already."""
    return views.trash_instead_of_deleting(request, page, lies_in_trash=is_in_trash(page))


@hooks.register("before_edit_page")
@hooks.register("before_copy_page")
@hooks.register("before_move_page")
@hooks.register("before_create_page")
def leave_trash_alone(request: HttpRequest, page: Page, *_args: Any) -> Any:
    """Let nobody work on what lies in the trash, or in it; a superuser could."""
    container = find_container()
    if container is None or not page.path.startswith(container.path):
        return None
    return _refuse(request)


@hooks.register("before_bulk_action")
def leave_trash_alone_in_bulk(
    request: HttpRequest, _action_type: str, objects: Iterable[Any], _action: Any
) -> Any:
    """As above, for several pages at once."""
    container = find_container()
    if container is not None and any(
        isinstance(page, Page) and page.path.startswith(container.path) for page in objects
    ):
        return _refuse(request)
    return None


def _refuse(request: HttpRequest) -> Any:
    messages.warning(
        request, _("This page lies in the trash. Bring it back before you work on it.")
    )
    return redirect("trash:index")


@hooks.register("construct_page_chooser_queryset")
def choose_nothing_from_the_trash(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Offer nobody a deleted page, not even a superuser."""
    return without_trash(pages)


@hooks.register("construct_explorer_page_queryset")
def explore_without_the_trash(
    parent_page: Page, pages: PageQuerySet, request: HttpRequest
) -> PageQuerySet:
    """Show the trash in its own list only."""
    return without_trash(pages) if parent_page.depth == 1 else pages
