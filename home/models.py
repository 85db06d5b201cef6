"""The city's start page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.city_map import city_map
from home.quarter_list import quarter_list
from managements.events.next_dates import next_dates
from managements.models import Management
from managements.news.latest_posts import latest_posts
from managements.pages.fields import BodyField
from managements.pages.models import BasePage
from managements.referrals.models.finding import Finder
from managements.referrals.models.referring import city_finder_address
from managements.referrals.most_asked import most_asked_first
from managements.websites.organisations import city_data

# So many that they take one or two lines.
OFTEN_ASKED = 5


class HomePage(BasePage):
    """The start page above all managements."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = BodyField(verbose_name=_("content"))

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    is_fixed = True
    is_creatable = False
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.ContentPage",
        "referrals.EnquiryIndexPage",
        "events.EventIndexPage",
        "news.NewsIndexPage",
        "search.SearchPage",
        "websites.ManagementPage",
        "websites.LegalPage",
        "accessibility.AccessibilityStatementPage",
    ]

    class Meta:
        verbose_name = _("the city's start page")
        verbose_name_plural = _("the city's start pages")

    @property
    def management(self) -> None:
        """The city's own page belongs to no management."""
        return

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the finder, the map and the list of the quarters, the news and the next dates."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        now, today = timezone.now(), timezone.localdate()
        finder = Finder("", "", city_finder_address(request), today, request)
        managements = list(Management.objects.open().with_facts())
        context["finder"] = finder
        context["often_asked"] = most_asked_first(finder.offered, on=today)[:OFTEN_ASKED]
        context["city_map"] = city_map(managements, request)
        context["quarters"] = quarter_list(managements, now=now, request=request)
        context["latest_posts"] = latest_posts(self, None, request)
        context["next_dates"] = next_dates(self, None, request, with_hours=False)
        context["structured_data"] = city_data(self)
        return context
