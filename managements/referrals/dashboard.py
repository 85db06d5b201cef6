"""What the start of the CMS says to editors about their answers."""

from typing import Any

from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from managements.referrals.due import due_in
from managements.referrals.grid_views import grid_address
from managements.tenancy.roles import managements_of, works_for_the_city

MOST_SHOWN = 8


class DueAnswersPanel(Component):
    """Which answers need their editors; nothing where all is well.

    Not for those who work for the whole city: they have an overview of all managements.
    """

    name = "due_answers"
    template_name = "referrals/dashboard_panel.html"
    order = 120
    media = Media(css={"all": ["referrals/answers_admin.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find what is due; two queries, and one for the managements."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        own = [] if works_for_the_city(user) else list(managements_of(user).working())
        on = timezone.localdate()
        context["is_several"] = len(own) > 1
        context["all_due"] = [
            {
                "management": due.management,
                "url": grid_address(due.management),
                "expired": due.expired[:MOST_SHOWN],
                "to_review": due.to_review[:MOST_SHOWN],
                "further": max(len(due.expired) - MOST_SHOWN, 0)
                + max(len(due.to_review) - MOST_SHOWN, 0),
                "unanswered": due.unanswered,
            }
            for due in (due_in(own, on) if own else [])
        ]
        return context
