"""What the start of the CMS says to editors about their news."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.forms import Media
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from managements.news.models import NewsIndexPage, NewsPage
from managements.news.new_posts import new_post_address
from managements.schedules.sentences import day_in_words
from managements.tenancy.roles import managements_of, works_for_the_city

MOST_POSTS = 3


@dataclass(frozen=True)
class PostRow:
    """A post on the start of the CMS."""

    title: str
    url: str
    day: str | Promise


class LatestPostsPanel(Component):
    """What was published last, and the way to a new post; for the city its own news."""

    name = "latest_posts"
    template_name = "news/latest_posts_panel.html"
    order = 107
    media = Media(css={"all": ["news/news_admin.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find the posts; two queries."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        if works_for_the_city(user):
            own = NewsIndexPage.objects.order_by("depth").values_list("path", flat=True)[:1]
        else:
            working = managements_of(user).working().filter(page__isnull=False)
            own = working.values_list("page__path", flat=True)
        paths = list(own)
        if not paths:
            return context | {"is_shown": False}
        below = Q()
        for path in paths:
            below |= Q(path__startswith=path)
        posts = NewsPage.objects.live().filter(below).newest_first().defer("body")[:MOST_POSTS]
        return context | {
            "is_shown": True,
            "posts": [
                PostRow(
                    post.title,
                    reverse("wagtailadmin_pages:edit", args=[post.pk]),
                    day_in_words(post.first_public_day) if post.first_public_day else "",
                )
                for post in posts
            ],
            "index_url": reverse("news:index"),
            "new_url": new_post_address(),
        }
