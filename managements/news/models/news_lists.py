"""Posts one below the other, a page at a time: what is current, and the archive."""

import datetime

from django.db.models.functions import ExtractYear
from django.utils.functional import cached_property

from managements.news.models.news_filters import NewsSelection
from managements.news.models.news_pages import NewsPage, NewsQuerySet
from managements.news.models.newsrooms import Newsroom
from managements.news.models.shown_posts import ShownMonth, by_month
from managements.pages.lists import PagedList
from managements.schedules.local_time import BERLIN, moment

PAGE_SIZE = 20


class NewsList(PagedList[NewsPage]):
    """One page of a list of posts."""

    def __init__(
        self,
        posts: NewsQuerySet,
        newsroom: Newsroom,
        *,
        number: int,
        url: str,
        values: dict[str, str] | None = None,
    ) -> None:
        records = posts.newest_first().for_lists()
        super().__init__(records, number=number, url=url, size=PAGE_SIZE, values=values)
        self._newsroom = newsroom

    @cached_property
    def months(self) -> list[ShownMonth]:
        """The posts by the months of their publication."""
        return by_month(self.rows, self._newsroom)


def current(newsroom: Newsroom, selection: NewsSelection, number: int) -> NewsList:
    """Return what is new and fits a selection, the newest first."""
    posts = selection.apply(newsroom.current)
    return NewsList(posts, newsroom, number=number, url=newsroom.url, values=selection.values)


def archived(newsroom: Newsroom, year: int | None, number: int, url: str) -> NewsList:
    """Return what has left the lists, the newest first."""
    posts = newsroom.archived
    if year is not None:
        posts = posts.filter(
            first_published_at__gte=moment(datetime.date(year, 1, 1), datetime.time()),
            first_published_at__lt=moment(datetime.date(year + 1, 1, 1), datetime.time()),
        )
    return NewsList(posts, newsroom, number=number, url=url)


def years_of_archive(newsroom: Newsroom) -> list[int]:
    """Return the years, in Berlin, of which the archive has posts, the latest first; one query."""
    years = newsroom.archived.order_by().annotate(
        year=ExtractYear("first_published_at", tzinfo=BERLIN)
    )
    return sorted(
        years.exclude(first_published_at=None).values_list("year", flat=True).distinct(),
        reverse=True,
    )
