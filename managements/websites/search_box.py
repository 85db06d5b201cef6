"""The search in the head of every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from managements.models import Management
from managements.pages.addresses import SEARCH_SLUG, page_address

_MOST_LETTERS = 80


@dataclass(frozen=True)
class SearchBox:
    """Where one searches, an empty text where one is there already; and what is searched."""

    url: str
    label: str


def search_box(
    pages: Iterable[Page],
    management: Management | None,
    current: Page | None,
    request: HttpRequest,
) -> SearchBox:
    """Return the search among the pages directly below a start page; no query of its own."""
    page = next((one for one in pages if one.slug == SEARCH_SLUG), None)
    is_needed = page is not None and (current is None or current.pk != page.pk)
    return SearchBox(
        url=page_address(page, request) if page is not None and is_needed else "",
        label=_("Search: %(name)s")
        % {"name": management.short_name if management else _("all quarters")},
    )


def words_of_address(path: str) -> str:
    """Return what somebody may have looked for at a wrong address: the words of its last part."""
    part = unquote(path).rstrip("/").rpartition("/")[2]
    words = part.partition(".")[0].replace("-", " ").replace("_", " ")
    return " ".join(words.split())[:_MOST_LETTERS]
