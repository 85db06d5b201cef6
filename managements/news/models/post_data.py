"""A post as machines read it: schema.org/NewsArticle."""

import datetime
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from managements.media_library.models import Image
from managements.media_library.pictures import rendition_or_none
from managements.models import Management
from managements.schedules.local_time import local

CITY = "Stadt Leipzig"
# Wide enough for search engines:
# https://developers.google.com/search/docs/appearance/structured-data/article
SHARED_IMAGE = "width-1200|format-jpeg"


def post_data(
    *,
    title: str,
    description: str,
    url: str,
    management: Management | None,
    published_at: datetime.datetime | None,
    changed_at: datetime.datetime | None,
    image: Image | None,
    topics: Iterable[str],
) -> dict[str, Any]:
    """Return a post as JSON-LD (https://schema.org/NewsArticle); its author is who publishes it."""
    publisher = organisation(management)
    picture = rendition_or_none(image, SHARED_IMAGE)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "description": description,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": "de",
        "author": publisher,
        "publisher": publisher,
        "datePublished": published_at and local(published_at),
        "dateModified": changed_at and local(changed_at),
        "image": picture and urljoin(url, picture.url),
        "about": list(topics),
    }
    return {name: value for name, value in data.items() if value}


def organisation(management: Management | None) -> dict[str, Any]:
    """Return who publishes something."""
    if management is None:
        return {"@type": "Organization", "name": CITY}
    return {
        "@type": "Organization",
        "name": management.name,
        "url": management.page.full_url,
    }
