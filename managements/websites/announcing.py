"""What every page tells programs: what they may subscribe to, and the way that leads to the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from wagtail.models import Page

from managements.events.models import EventIndexPage
from managements.events.models.subscriptions import Subscription
from managements.models import Management
from managements.news.models import NewsIndexPage
from managements.news.models.news_index_pages import Feed
from managements.pages.files import full_addresses

ATOM, CALENDAR = "application/atom+xml", "text/calendar"


@dataclass(frozen=True)
class AnnouncedFeed:
    """A file that programs subscribe to: its name, its full address, and of what kind it is."""

    name: str
    url: str
    media_type: str


def announced_feeds(
    page: Page | None,
    sites: Mapping[Management | None, Sequence[Page]],
    request: HttpRequest,
) -> list[AnnouncedFeed]:
    """Return what may be subscribed to on a page: its own dates, then the news and dates of sites.

    The sites are given as managements, None for the city, with the pages below their start pages. One in
    preparation has pages for its own people alone, and so nothing for programs.
    """
    found: dict[str, AnnouncedFeed] = {}

    def announce(file: Feed | Subscription, media_type: str) -> None:
        found.setdefault(file.url, AnnouncedFeed(file.name, file.url, media_type))

    if own := getattr(page, "subscription", None):
        announce(own, CALENDAR)
    urls = full_addresses((one.url_path for pages in sites.values() for one in pages), request)
    for owner, pages in sites.items():
        if owner is not None and not owner.is_public:
            continue
        for one in pages:
            url = urls[one.url_path]
            if url and issubclass(one.specific_class, NewsIndexPage):
                announce(Feed.beside(owner, url), ATOM)
            elif url and issubclass(one.specific_class, EventIndexPage):
                announce(Subscription.of_calendar(owner, url), CALENDAR)
    return list(found.values())


def breadcrumb_data(trail: Iterable[tuple[str, str]], title: str, url: str) -> dict[str, Any]:
    """Return the way to a page as JSON-LD: titles and addresses from the top, then its own.

    Nothing where there is no way: https://schema.org/BreadcrumbList, and search engines want two steps,
    https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
    """
    steps = [*trail, (title, url)] if title and url else []
    if len(steps) < 2:
        return {}
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": urljoin(url, address)}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }
