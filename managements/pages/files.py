"""Files beside pages, whose names have a dot and so are no pages: calendars, feeds, notices."""

from collections.abc import Callable, Iterable
from functools import wraps
from hashlib import blake2b
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from managements.pages.addresses import (
    REDIRECT_CACHING,
    page_address,
    site_roots,
    visible_pages,
)
from managements.pages.models import BasePage

# For so long nobody asks again: who adds something wants to see it.
FILE_CACHING = "public, max-age=300"

SomePage = TypeVar("SomePage", bound=BasePage)
View = Callable[..., HttpResponse]


class ElsewhereError(Exception):
    """A page has its one address on another host; `url` is its own there."""

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


def page_of_site(
    page_type: type[SomePage], request: HttpRequest, prefix: str, slug: str
) -> SomePage:
    """Return a page that every site has, below a path such as "gruenau", or "" for the site's own.

    Raises:
        Http404: if there is none, or it is not public.
        ElsewhereError: if its one address is on another host.
    """
    page = page_at(request, [*filter(None, prefix.split("/")), slug])
    if not isinstance(page, page_type):
        raise Http404
    address = page_address(page, request)
    if not address.startswith("/"):
        raise ElsewhereError(address)
    return page


def page_formerly_at(
    request: HttpRequest, path: str, page_types: tuple[type[Page], ...]
) -> Page | None:
    """Return the public page of some types that had a path before it was moved or renamed."""
    redirect = get_redirect(request, Redirect.normalise_path(path))
    page: Page | None = redirect.redirect_page if redirect else None
    if page is None or not issubclass(page.specific_class, page_types):
        return None
    return page if visible_pages([page]) else None


def full_addresses(url_paths: Iterable[str], request: HttpRequest | None) -> dict[str, str]:
    """Return the one address of pages in full, by their places in the tree (`Page.url_path`)."""
    # An address follows from the place alone: no record is read, and none made for each.
    page, roots = Page(), site_roots(request)
    found: dict[str, str] = {}
    for page.url_path in url_paths:
        parts = page.get_url_parts(roots)
        found[page.url_path] = f"{parts[1]}{parts[2]}" if parts and parts[2] is not None else ""
    return found


def at_the_one_address(
    *,
    find: Callable[[HttpRequest, str], BasePage],
    elsewhere: Callable[[str, str], str],
    formerly: Callable[[HttpRequest, str, str], str],
) -> Callable[[View], View]:
    """Find the page for a view of a file, and lead from the file's other addresses to its one.

    `find` takes the request and the path before the page. Where that fails, `elsewhere` makes the
    file's address of the page's one on another host and the file's name, and `formerly` says where
    the file of a page is now that had the path before; an empty text if there never was one.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def serve(request: HttpRequest, prefix: str = "", **names: str) -> HttpResponse:
            name = names.get("name", "")
            try:
                return view(request, find(request, prefix), **names)
            except ElsewhereError as error:
                address = elsewhere(error.url, name)
            except Http404:
                address = formerly(request, prefix, name)
                if not address or address == request.path:  # a page that is back where it was
                    raise
            response = HttpResponsePermanentRedirect(address)
            response["Cache-Control"] = REDIRECT_CACHING
            return response

        return serve

    return decorate


def file_answer(
    request: HttpRequest, content: bytes, *, content_type: str, filename: str
) -> HttpResponse:
    """Return a file, or that it is the same as what somebody has."""
    response = HttpResponse(content, content_type=content_type)
    # Programs and telephones open it, browsers that cannot keep it under this name.
    disposition = content_disposition_header(as_attachment=False, filename=filename)
    response["Content-Disposition"] = disposition or "inline"
    response["Cache-Control"] = FILE_CACHING
    # The same for a compressed answer, and said even where nothing is sent. No Last-Modified beside
    # it: what was withdrawn or deleted leaves no moment behind at which the file changed.
    etag = f'W/"{blake2b(content, digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    return get_conditional_response(request, etag=etag, response=response) or response
