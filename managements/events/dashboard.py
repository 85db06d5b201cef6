"""What the start of the CMS says to editors about requests of other managements."""

from typing import Any

from django.forms import Media
from django.middleware.csrf import get_token
from wagtail.admin.ui.components import Component

from managements.events.participating import open_requests
from managements.events.participation_rows import as_asked
from managements.tenancy.roles import managements_of, works_for_the_city


class RequestsPanel(Component):
    """Which events one was asked to hold together; nothing where nobody asked.

    Not for those who work for the whole city: the answer is the management's own.
    """

    name = "requests"
    template_name = "events/requests_panel.html"
    order = 110
    media = Media(css={"all": ["events/dates_admin.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find the requests; one query, and three where there are any."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        request = parent_context["request"]
        own = [] if works_for_the_city(request.user) else list(managements_of(request.user))
        return context | {
            "csrf_token": get_token(request),
            "requests": [as_asked(one, request) for one in open_requests(own)] if own else [],
            "is_several": len(own) > 1,
            "back": request.get_full_path(),
        }
