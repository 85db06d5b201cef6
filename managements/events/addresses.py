"""Files beside a calendar, whose names have a dot and so are no pages: feeds, the notice."""

from django.http import Http404, HttpRequest
from wagtail.models import Page, Site

from managements.events.models import EventIndexPage
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.pages.addresses import page_address


class ElsewhereError(Exception):
    """The calendar has its one address on another host; `url` is the calendar's there."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def page_at(request: HttpRequest, parts: list[str]) -> Page:
    """Return the published page at some parts of a path, on the site that the visitor is on.

    Raises:
        Http404: if there is none, or it is not public.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    result = site.root_page.specific.route(request, parts)
    page: Page = result.page
    if page.get_view_restrictions().exists():
        raise Http404
    return page


def calendar_at(request: HttpRequest, prefix: str) -> EventIndexPage:
    """Return the calendar below a path such as "gruenau/", or "" for the site's own.

    Raises:
        Http404: if there is none, or it is not public.
        ElsewhereError: if its one address is on another host.
    """
    page = page_at(request, [*filter(None, prefix.split("/")), CALENDAR_SLUG])
    if not isinstance(page, EventIndexPage):
        raise Http404
    address = page_address(page, request)
    if not address.startswith("/"):
        raise ElsewhereError(address)
    return page
