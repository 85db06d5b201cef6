"""What the start of the CMS says to editors about their dates, and about requests of others."""

from typing import Any

from django.db.models import Q
from django.forms import Media
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from managements.events.date_rows import rows_of
from managements.events.models import Occurrence
from managements.events.new_events import new_event_address
from managements.events.participating import open_requests
from managements.events.participation_rows import as_asked
from managements.schedules.dates import State
from managements.tenancy.roles import managements_of, works_for_the_city

MOST_DATES = 4


class NextDatesPanel(Component):
    """The next dates, and the way to a new event; for the city those of its own calendar."""

    name = "next_dates"
    template_name = "events/next_dates_panel.html"
    order = 105
    media = Media(css={"all": ["events/dates_admin.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find the dates; two queries, and one for the managements."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        is_city = works_for_the_city(user)
        own = [] if is_city else list(managements_of(user).working())
        if not (is_city or own):
            return context | {"is_shown": False}
        owned = Q(management=None) if is_city else Q(management__in=[one.pk for one in own])
        coming = Occurrence.objects.coming(timezone.now()).filter(owned).with_facts()
        # A date that was moved stands where it is now. See `next_dates` for why this is not asked
        # of the database.
        found = [row for row in coming[: 3 * MOST_DATES] if row.state != State.MOVED_AWAY]
        return context | {
            "is_shown": True,
            "rows": rows_of(found[:MOST_DATES], names_owner=len(own) > 1),
            "index_url": reverse("dates:index"),
            "new_url": new_event_address(),
        }


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
