"""The one address of a page, whichever site the visitor is on, and whether there is one."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from managements.models import Management
from managements.tenancy.choosing import restricted_paths

# Redirects between hosts are permanent, but browsers shall ask again: hostnames come and go.
REDIRECT_CACHING = "public, max-age=300"
# Below every start page, the city's and the managements'.
SEARCH_SLUG = "suche"


class SiteRoots:
    """Where Wagtail keeps the root paths of all sites while one request is answered.

    Without it every page reads them again from the cache, for each of its addresses.
    """


def site_roots(request: Any) -> SiteRoots | None:
    """Return what to give Wagtail's `get_url_parts` in the place of the request.

    With the request itself Wagtail prefers the site of the visitor. None where sites may change
    while the request is answered, and where there is none.
    """
    if isinstance(request, SiteRoots):
        return request
    if not isinstance(request, HttpRequest) or request.method not in {"GET", "HEAD"}:
        return None
    roots = getattr(request, "_site_roots", None)
    if roots is None:
        roots = SiteRoots()
        request._site_roots = roots  # type: ignore[attr-defined] # noqa: SLF001 - as Wagtail does
    return roots


def page_address(page: Page, request: HttpRequest | None) -> str:
    """Return where a page stands: a path on its own site, a full address on any other.

    Unlike `Page.get_url(request)`, the most specific site always wins, so that a management with a
    hostname of its own has one address per page. Empty for a page outside all sites.
    """
    parts = page.get_url_parts(site_roots(request))
    if parts is None:
        return ""
    site_id, root_url, path = parts
    if path is None:
        return ""
    site = Site.find_for_request(request)
    return path if site is not None and site.pk == site_id else f"{root_url}{path}"


def visible_pages(pages: Iterable[Page]) -> dict[int, Management | None]:
    """Return those of some pages that visitors may see, with their managements; two queries."""
    candidates = [page for page in pages if page.live]
    if not candidates:
        return {}
    restricted = restricted_paths()
    public = [page for page in candidates if not page.path.startswith(restricted)]
    return Management.objects.of_pages(public)


def visible_children(root: Page, restricted: Iterable[str] | None = None) -> PageQuerySet:
    """Return the published pages directly below one, as its own readers may see them.

    What restricts the page itself restricts them no further: a site in preparation is whole for
    those who may see it. `restricted` is the outcome of `restricted_paths()` if it is at hand.
    """
    paths = restricted_paths() if restricted is None else restricted
    return (
        root.get_children().live().exclude(path__in=[path for path in paths if path != root.path])
    )
