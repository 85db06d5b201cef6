"""The news as one visitor sees them on one day: of a management, or of the whole city."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Substr
from django.http import HttpRequest
from wagtail.models import Page

from managements.models import Management
from managements.news.models.news_pages import NewsPage, NewsQuerySet
from managements.pages.addresses import page_address
from managements.tenancy.choosing import restricted_paths

# Below every start page, the city's and the managements'.
NEWS_SLUG = "aktuelles"


@dataclass(frozen=True)
class Newsroom:
    """The posts of a management, or of the whole city where there is none.

    `root` is the start page below which they stand.
    """

    root: Page
    management: Management | None
    today: datetime.date
    request: HttpRequest | None

    @cached_property
    def url(self) -> str:
        """The address of the list."""
        return f"{page_address(self.root, self.request)}{NEWS_SLUG}/"

    @cached_property
    def posts(self) -> NewsQuerySet:
        """All posts that visitors may read here, those of the archive, too; one query before it.

        The city's site has its own ones, and of the managements those that are for the network.
        What restricts the start page itself restricts them no further: a site in preparation is
        whole for its own people, and stands nowhere else.
        """
        posts = NewsPage.objects.live().filter(path__startswith=self.root.path)
        for path in restricted_paths():
            if not self.root.path.startswith(path):
                posts = posts.exclude(path__startswith=path)
        if self.management is None:
            own_depth = self.root.depth + 2  # below the list, which is below the start page
            posts = posts.filter(Q(in_network=True) | Q(depth=own_depth))
            posts = posts.alias(start_path=self.start_paths())
        return posts

    @property
    def _ended(self) -> Q | None:
        """Match what the city's pages keep in the archive alone, however new it is.

        Nobody answers for it any more. The management's own site is its archive and says so.
        """
        if self.management:
            return None
        ended = Management.objects.filter(status=Management.Status.CLOSED, page__isnull=False)
        return Q(start_path__in=ended.values("page__path"))

    @cached_property
    def current(self) -> NewsQuerySet:
        """The posts of the lists and feeds."""
        return self.posts.current(self.today, ended=self._ended)

    @cached_property
    def archived(self) -> NewsQuerySet:
        """The posts of the archive."""
        return self.posts.archived(self.today, ended=self._ended)

    @property
    def _start_length(self) -> int:
        """How long the path of a management's start page is."""
        return len(self.root.path) + (0 if self.management else self.root.steplen)

    def start_paths(self) -> Substr:
        """Return, for a query of posts, the path of the start page that each stands below."""
        return Substr("path", 1, self._start_length)


def of_management(posts: NewsQuerySet, management: Management) -> NewsQuerySet:
    """Return those of some posts that stand on a management's site."""
    return posts.filter(path__startswith=management.page.path)
