"""Files beside a calendar, whose names have a dot and so are no pages: feeds, the notice."""

from django.http import HttpRequest

from managements.events.models import EventIndexPage, EventPage
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.pages.addresses import page_address
from managements.pages.files import page_formerly_at, page_of_site


def calendar_at(request: HttpRequest, prefix: str) -> EventIndexPage:
    """Return the calendar below a path such as "gruenau", or "" for the site's own.

    Raises:
        Http404: if there is none, or it is not public.
        ElsewhereError: if its one address is on another host.
    """
    return page_of_site(EventIndexPage, request, prefix, CALENDAR_SLUG)


def feed_address(address: str) -> str:
    """Return where the file beside a page is: "/termine.ics" for "/termine/"."""
    return f"{address.rstrip('/')}.ics"


def feed_elsewhere(calendar_url: str, name: str) -> str:
    """Return where a file of a calendar is that stands on another host."""
    return feed_address(calendar_url + name)


def moved_feed(request: HttpRequest, prefix: str, name: str) -> str:
    """Return where the file of a page is now that had another address before, else an empty text.

    People who subscribed to it under its old address go on getting it.
    """
    calendar = f"/{prefix}/{CALENDAR_SLUG}" if prefix else f"/{CALENDAR_SLUG}"
    for former, rest in ((f"{calendar}/{name}", ""), (calendar, name)):
        page = page_formerly_at(request, former, (EventIndexPage, EventPage))
        address = feed_address(page_address(page, request) + rest) if page else request.path
        if address != request.path:  # a page that is back where it was
            return address
    return ""
