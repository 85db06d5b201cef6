"""The news: of one management, or of the whole city."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from managements.models import FieldOfAction, Management
from managements.news.models.news_filters import TOPIC, NewsFilters, selection_from
from managements.news.models.news_lists import archived, current, years_of_archive
from managements.news.models.newsrooms import Newsroom
from managements.pages.lists import led_on, page_number, year_named
from managements.pages.models import BasePage, PagePart

ARCHIVE_PATH = "archiv/"


@dataclass(frozen=True)
class Feed:
    """The file that programs subscribe to: its name, and its full address."""

    name: str
    url: str

    @classmethod
    def beside(
        cls, owner: Management | None, news_url: str, topic: FieldOfAction | None = None
    ) -> "Feed":
        """Return the file beside a page with news; whose they are, the city's where it is None."""
        whose = owner.name if owner else gettext("Leipziger Quartiere")
        name = gettext("News: %(name)s") % {"name": whose}
        if topic is None:
            return cls(name, f"{news_url}feed.atom")
        return cls(f"{name} – {topic.name}", f"{news_url}feed-{topic.slug}.atom")


class NewsIndexPage(RoutablePageMixin, BasePage):
    """The news of one management; on the city's site, its own and those of all."""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what the page is about."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = []
    search_fields = [*Page.search_fields, index.SearchField("introduction", boost=2)]

    is_fixed = True
    # Wagtail does not take this from above: provisioning alone makes these pages.
    is_creatable = False
    parent_page_types = ["home.HomePage", "websites.ManagementPage"]
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = _("page with the news")
        verbose_name_plural = _("pages with the news")

    @property
    def summary(self) -> str:
        """A sentence for search engines: whose news these are."""
        return self.with_owner(super().summary)

    def newsroom(self, request: HttpRequest | None) -> Newsroom:
        """Return the news as a visitor sees them now."""
        management = self.management
        root = management.page if management else self.get_parent()
        return Newsroom(root, management, timezone.localdate(), request)

    def feed(self, topic: FieldOfAction | None = None) -> Feed:
        """Return the file with the newest posts, all or those on a topic."""
        return Feed.beside(self.management, self.full_url or "", topic)

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is new, narrowed to what somebody wants to see."""
        newsroom = self.newsroom(request)
        selection = selection_from(request.GET, newsroom)
        if moved := led_on(request.GET, newsroom.url, TOPIC, selection.topic_slug):
            return moved
        page = page_number(request.GET)
        posts = current(newsroom, selection, page.number)
        if not (posts.is_beyond or selection.values):
            self.shown_number = posts.number
        topic_feeds = [self.feed(selection.topic)] if selection.topic else []
        return self._shown(
            request,
            newsroom,
            status=404 if posts.is_beyond else 200,
            posts=posts,
            filters=NewsFilters(newsroom, selection),
            has_unknown=selection.has_unknown or not page.is_known,
            feeds=[self.feed(), *topic_feeds],
            topic_feeds=topic_feeds,
        )

    @path(ARCHIVE_PATH)
    def archive(self, request: HttpRequest) -> HttpResponse:
        """Show what is not current any more."""
        return self._archive(request, None)

    @path(f"{ARCHIVE_PATH}<str:year>/")
    def archive_of_year(self, request: HttpRequest, year: str) -> HttpResponse:
        """Show what is not current any more, of one year."""
        return self._archive(request, year)

    def _archive(self, request: HttpRequest, asked: str | None) -> HttpResponse:
        newsroom = self.newsroom(request)
        years = years_of_archive(newsroom)
        year = year_named(asked) if asked is not None else None
        archive_url = f"{newsroom.url}{ARCHIVE_PATH}"
        if asked is not None and year not in years:
            self.shown_part = PagePart(
                title=gettext("The archive has nothing of this year"), path=""
            )
            return self._shown(request, newsroom, template="news/unknown.html", status=404)
        here = f"{ARCHIVE_PATH}{year}/" if year else ARCHIVE_PATH
        page = page_number(request.GET)
        posts = archived(newsroom, year, page.number, f"{newsroom.url}{here}")
        self.shown_part = PagePart(
            title=gettext("Archive of %(year)d") % {"year": year} if year else gettext("Archive"),
            path=here,
            summary=gettext("What was new before, the newest first."),
        )
        if not posts.is_beyond:
            self.shown_number = posts.number
        return self._shown(
            request,
            newsroom,
            template="news/archive.html",
            status=404 if posts.is_beyond else 200,
            posts=posts,
            has_unknown=not page.is_known,
            year=year,
            years=[(one, f"{archive_url}{one}/") for one in years],
        )

    def _shown(
        self,
        request: HttpRequest,
        newsroom: Newsroom,
        *,
        template: str | None = None,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        context = {
            "newsroom": newsroom,
            "archive_url": f"{newsroom.url}{ARCHIVE_PATH}",
            "has_ended": bool(newsroom.management and newsroom.management.has_ended),
            "feeds": [self.feed()],
        } | context
        response: HttpResponse = self.render(request, template=template, context_overrides=context)
        response.status_code = status
        return response
