"""One address per page."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from wagtail import hooks
from wagtail.models import Page

from managements.websites.hosts import REDIRECT_CACHING


@hooks.register("before_serve_page", order=-10)
def lead_to_the_one_address(
    page: Page, request: HttpRequest, _args: Any, _kwargs: Any
) -> HttpResponsePermanentRedirect | None:
    """Redirect every other address of a page to its own one, with the query."""
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return None
    _site_id, root_url, path = parts
    host = split_domain_port(request.get_host())[0]
    if host == urlsplit(root_url).hostname:
        return None
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{root_url}{path}{'?' if query else ''}{query}")
    response["Cache-Control"] = REDIRECT_CACHING
    return response
