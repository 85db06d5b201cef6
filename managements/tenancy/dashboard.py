"""What the start of the CMS shows of somebody's own work: pages that they may still edit.

Wagtail goes by who did something, not by what they may do now: its lists still name pages of a
management that somebody has left, with the titles of today's drafts, and pages in the trash.
"""

from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.permissions import page_permission_policy


class EditableRecentEditsPanel(RecentEditsPanel):
    """The pages that somebody edited lately."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Leave out what is no longer theirs to edit; their rights are known, so no query."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["last_edits"] = [
            (edited, page)
            for edited, page in context["last_edits"]
            if page_permission_policy.user_has_permission_for_instance(user, "change", page)
        ]
        return context


class EditableLockedPagesPanel(LockedPagesPanel):
    """The pages that somebody locked."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """As above, in the same query."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        editable = page_permission_policy.instances_user_has_permission_for(
            parent_context["request"].user, "change"
        )
        context["locked_pages"] = context["locked_pages"].filter(pk__in=editable.values("pk"))
        return context


_OURS = {RecentEditsPanel: EditableRecentEditsPanel, LockedPagesPanel: EditableLockedPagesPanel}


def replace_panels(panels: list[Component]) -> None:
    """Put our panels in the place of Wagtail's."""
    panels[:] = [_OURS[type(panel)]() if type(panel) in _OURS else panel for panel in panels]
