"""Files beside a calendar, whose names have a dot and so are no pages: feeds, the notice."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from managements.events.models import EventIndexPage, EventPage
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.pages.addresses import page_address, site_roots, visible_pages


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


def feed_address(address: str) -> str:
    """Return where the file beside a page is: "/termine.ics" for "/termine/"."""
    return f"{address.rstrip('/')}.ics"


def full_addresses(url_paths: Iterable[str], request: HttpRequest | None) -> dict[str, str]:
    """Return the one address of pages in full, by their places in the tree (`Page.url_path`)."""
    # An address follows from the place alone: no record is read, and none made for each.
    page, roots = Page(), site_roots(request)
    found: dict[str, str] = {}
    for page.url_path in url_paths:
        parts = page.get_url_parts(roots)
        found[page.url_path] = f"{parts[1]}{parts[2]}" if parts and parts[2] is not None else ""
    return found


def moved_feed(request: HttpRequest, prefix: str, name: str) -> str:
    """Return where the file of a page is now that had another address before, else an empty text.

    People who subscribed to it under its old address go on getting it.
    """
    calendar = f"/{prefix}/{CALENDAR_SLUG}" if prefix else f"/{CALENDAR_SLUG}"
    for former, rest in ((f"{calendar}/{name}", ""), (calendar, name)):
        redirect = get_redirect(request, Redirect.normalise_path(former))
        page = redirect.redirect_page if redirect else None
        is_of_dates = page is not None and issubclass(
            page.specific_class, EventIndexPage | EventPage
        )
        if page is None or not is_of_dates or not visible_pages([page]):
            continue
        address = feed_address(page_address(page, request) + rest)
        if address != request.path:  # a page that is back where it was
            return address
    return ""
