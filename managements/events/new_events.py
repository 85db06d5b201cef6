"""In which calendar somebody enters a new event, and where the public sees a calendar."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from managements.events.models import EventIndexPage, EventPage
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.models import Management
from managements.pages import new_pages


def new_event_address(management: Management | None = None) -> str:
    """Return where a new event begins, in a management's calendar if one is given."""
    return new_pages.new_page_address("dates:new_event", management)


class NewEventView(new_pages.NewPageView):
    """Leads to the form in one's own calendar; whoever has several chooses one."""

    page_title = _("New event")
    header_icon = "calendar"
    parent_type = EventIndexPage
    parent_slug = CALENDAR_SLUG
    page_type = EventPage
    index_name = "dates:index"
    index_label = _("Dates")
    question = _("In which calendar shall it stand?")
    remark = _("Other managements can be asked to take part afterwards.")


def public_address(management: Management | None, request: HttpRequest) -> str:
    """Return where the public sees a calendar, None: the city's; empty where it sees none."""
    return new_pages.public_address(EventIndexPage, CALENDAR_SLUG, management, request)
