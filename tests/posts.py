"""Makes posts for tests."""

import datetime
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from home.models import HomePage
from managements.models import Management
from managements.news.models import NewsIndexPage, NewsPage
from tests.dates import at


def news_of(management: Management | None) -> NewsIndexPage:
    """Return the page with the news of a management, or of the city."""
    root: Page = management.page if management else HomePage.objects.get()
    return NewsIndexPage.objects.child_of(root).get()


def make_post(
    management: Management | None,
    title: str = "Der Brunnen läuft wieder",
    *,
    day: str | datetime.date | None = None,
    is_live: bool = True,
    **facts: Any,
) -> NewsPage:
    """Make a post, published at noon of a day or just now; None: the city's."""
    facts = {"slug": slugify(title), "introduction": f"Kurz gesagt: {title}."} | facts
    topics = facts.pop("topics", [])
    published_at = at(day, "12:00") if day else None
    post = NewsPage(title=title, live=False, first_published_at=published_at, **facts)
    post.topics = topics
    post = news_of(management).add_child(instance=post)
    revision = post.save_revision()
    if is_live:
        revision.publish()
        if published_at:
            NewsPage.objects.filter(pk=post.pk).update(last_published_at=published_at)
        post = NewsPage.objects.get(pk=post.pk)
    return post
