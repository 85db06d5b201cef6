"""The actions for several pages at once that take pages away."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from managements.accounts.models import User
from managements.trash.container import is_in_trash
from managements.trash.links import links_to
from managements.trash.models import last_day_of
from managements.trash.trashing import TrashError, holds_fixed_page, move_to_trash


def topmost(pages: Iterable[Page]) -> list[Page]:
    """Leave out the pages that go along with another one above them."""
    top: list[Page] = []
    for page in sorted(pages, key=lambda page: page.path):
        if not top or not page.path.startswith(top[-1].path):
            top.append(page)
    return top


class TrashBulkAction(PageBulkAction):
    """Takes the place of Wagtail's own deletion of several pages."""

    display_name = _("Move to the trash")
    action_type = "delete"
    aria_label = _("Move the selected pages to the trash")
    template_name = "trash/bulk_trash.html"
    action_priority = 30
    classes = {"serious"}

    def check_perm(self, page: Page) -> bool:
        """As for one page. What lies in the trash is removed for good there, never by accident here."""
        return bool(
            page.permissions_for_user(self.request.user).can_delete()
            and not is_in_trash(page)
            and not holds_fixed_page(page)
        )

    def object_context(self, page: Page) -> dict[str, Any]:
        """Add how many pages go along."""
        return {**super().object_context(page), "subpages": page.get_descendant_count()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what links to the pages, and until when they can be brought back."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = [item["item"] for item in context["items"]]
        context["links"] = links_to(pages, user=self.request.user)
        context["last_day"] = last_day_of(timezone.now())
        return context

    @classmethod
    def execute_action(
        cls, objects: Iterable[Page], user: User | None = None, **_kwargs: Any
    ) -> tuple[int, int]:
        """Move the pages; return how many, and how many went along."""
        moved = below = 0
        for page in topmost(objects):
            try:
                entry = move_to_trash(page=page, by=user, now=timezone.now())
            except TrashError:  # somebody was faster
                continue
            moved += 1
            below += entry.subpage_count
        return moved, below

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say what happened, with the way to the trash."""
        total = num_parent_objects + num_child_objects
        return format_html(
            '{} <a href="{}">{}</a>',
            ngettext(
                "%(total)d page lies in the trash now.",
                "%(total)d pages lie in the trash now.",
                total,
            )
            % {"total": total},
            reverse("trash:index"),
            _("To the trash"),
        )


class WarningUnpublishBulkAction(UnpublishBulkAction):
    """Wagtail's own, which says first what links to the pages."""

    template_name = "trash/bulk_unpublish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what links to the pages."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = [item["item"] for item in context["items"]]
        context["links"] = links_to(pages, user=self.request.user)
        return context
