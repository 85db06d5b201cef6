"""Posts as lists show them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format

from managements.models import Management
from managements.news.models.news_pages import NewsPage
from managements.news.models.newsrooms import Newsroom
from managements.pages.addresses import page_address
from managements.schedules.sentences import day_in_words, unbroken


@dataclass(frozen=True)
class ShownPost:
    """One post in words."""

    title: str
    url: str
    text: str
    day: datetime.date
    day_words: str
    # The last day on which it was current, if that is past.
    expired_words: str
    # Whose it is, where that is not clear from the site.
    owner: str
    accent_class: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class ShownMonth:
    """The posts of a month, the latest first."""

    key: str
    words: str
    posts: list[ShownPost]


def shown_posts(posts: Iterable[NewsPage], newsroom: Newsroom) -> list[ShownPost]:
    """Return posts in words, in their order; one query for whose they are."""
    posts = list(posts)
    owners = (
        dict.fromkeys((post.pk for post in posts), newsroom.management)
        if newsroom.management
        else Management.objects.of_pages(posts)
    )
    return [_shown(post, owners[post.pk], newsroom) for post in posts]


def by_month(posts: Iterable[NewsPage], newsroom: Newsroom) -> list[ShownMonth]:
    """Return posts below headings of the months of their publication, in their order."""
    return [
        ShownMonth(key, date_format(month[0].day, "F Y"), month)
        for key, found in groupby(
            shown_posts(posts, newsroom), key=lambda post: f"{post.day:%Y-%m}"
        )
        if (month := list(found))
    ]


def _shown(post: NewsPage, owner: Management | None, newsroom: Newsroom) -> ShownPost:
    day = post.as_of(newsroom.today)
    has_expired = post.shown_until and post.shown_until < newsroom.today
    return ShownPost(
        title=post.title,
        url=page_address(post, newsroom.request),
        text=post.introduction,
        day=day,
        day_words=unbroken(day_in_words(day, with_weekday=True)),
        expired_words=unbroken(day_in_words(post.shown_until))
        if has_expired and post.shown_until
        else "",
        owner=owner.short_name if owner and newsroom.management is None else "",
        accent_class=owner.accent_class if owner else "",
        topics=tuple(topic.name for topic in post.topics_in_order),
    )
