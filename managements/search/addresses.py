"""Where people search."""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

from managements.pages.addresses import SEARCH_SLUG, page_address


def search_address(root: Page, request: HttpRequest | None) -> str:
    """Return where the site below a start page is searched."""
    return f"{page_address(root, request)}{SEARCH_SLUG}/"


def city_search_address(request: HttpRequest | None) -> str:
    """Return where all quarters are searched: a path on the city's own site, else a full address."""
    site = Site.find_for_request(request) if request else None
    root = "" if site is not None and site.is_default_site else settings.BASE_URL
    return f"{root}/{SEARCH_SLUG}/"
