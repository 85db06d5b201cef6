"""One address per page."""

from typing import Any
from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from wagtail import hooks
from wagtail.models import Page, Site

from managements.pages.addresses import REDIRECT_CACHING
from managements.websites.faces import hooks as faces_hooks  # noqa: F401 - it registers its pages


@hooks.register("before_serve_page", order=-10)
def lead_to_the_one_address(
    page: Page, request: HttpRequest, _args: Any, _kwargs: Any
) -> HttpResponsePermanentRedirect | None:
    """Redirect every other address of a page to its own one, with its part and the query."""
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return None
    _site_id, root_url, path = parts
    host = split_domain_port(request.get_host())[0]
    if host == urlsplit(root_url).hostname:
        return None
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(
        f"{root_url}{path}{_part_of(page, request)}{'?' if query else ''}{query}"
    )
    response["Cache-Control"] = REDIRECT_CACHING
    return response


def _part_of(page: Page, request: HttpRequest) -> str:
    """Return what the visitor's address has behind the page's: a routable page shows parts of itself.

    It only ever is put behind the page's one address, which names its host and ends with a slash.
    """
    site = Site.find_for_request(request)
    if site is None:
        return ""
    # Wagtail found the page by walking down from the site's root, slug by slug.
    start = f"/{page.url_path.removeprefix(site.root_page.url_path)}"
    if not request.path_info.startswith(start):
        return ""
    return quote(request.path_info.removeprefix(start).lstrip("/"))
