"""The newest posts, as start pages show them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from managements.models import Management
from managements.news.models.newsrooms import Newsroom
from managements.news.models.shown_posts import ShownPost, shown_posts

MOST = 3


@dataclass(frozen=True)
class LatestPosts:
    """The newest posts of a site, and where all of them stand."""

    posts: list[ShownPost]
    url: str


def latest_posts(
    root: Page, management: Management | None, request: HttpRequest, *, most: int = MOST
) -> LatestPosts:
    """Return the newest posts below a start page, those of the city where there is no management."""
    newsroom = Newsroom(root, management, timezone.localdate(), request)
    posts = newsroom.current.newest_first().for_lists()[:most]
    return LatestPosts(shown_posts(posts, newsroom), newsroom.url)
