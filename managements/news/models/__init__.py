"""Posts, and the pages that list them."""

from managements.news.models.news_index_pages import NewsIndexPage
from managements.news.models.news_pages import NewsPage, NewsQuerySet

__all__ = ["NewsIndexPage", "NewsPage", "NewsQuerySet"]
