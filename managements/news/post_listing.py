"""The list of posts in the CMS: of the own managements, for the city of all."""

from typing import Any

from django.db.models import Prefetch
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from managements.models import FieldOfAction
from managements.news.models import NewsPage
from managements.news.new_posts import NewPostView
from managements.schedules.sentences import day_in_words


class PostFilterSet(WagtailFilterSet):
    """By topic and network; Wagtail's own filters would name all people and sites of the install."""

    class Meta:
        model = NewsPage
        fields = ["topics", "in_network"]


def _published(post: NewsPage) -> str:
    return day_in_words(post.first_public_day) if post.first_public_day else ""


def _topics(post: NewsPage) -> str:
    return ", ".join(topic.name for topic in post.topics_in_order)


def _network(post: NewsPage) -> str:
    return translate("Yes") if post.in_network else translate("No")


def _place(post: NewsPage) -> str:
    """Return where it stands, in words."""
    if not post.first_public_day:
        return ""
    if not post.is_current(timezone.localdate()):
        return translate("in the archive")
    if post.shown_until:
        return translate("until %(day)s") % {"day": day_in_words(post.shown_until)}
    return translate("in the lists")


class PostIndexView(IndexView):
    """Posts with what one wants to know of them at a glance."""

    page_title = _("News")
    add_item_label = _("New post")
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        ParentPageColumn("parent", label=_("Stands below")),
        Column(
            "published", label=_("Published on"), accessor=_published, sort_key="first_published_at"
        ),
        Column("topics", label=_("Topics"), accessor=_topics),
        Column("network", label=_("In the network"), accessor=_network),
        Column("place", label=_("Shown"), accessor=_place),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]

    def annotate_queryset(self, pages: Any) -> Any:
        """Fetch the topics, too."""
        topics = Prefetch("topics", FieldOfAction.objects.all())
        return super().annotate_queryset(pages).prefetch_related(topics)


class PostListingViewSet(PageListingViewSet):
    """The list, and where a new post begins."""

    model = NewsPage
    index_view_class = PostIndexView
    filterset_class = PostFilterSet
    icon = "doc-full"
    name = "news"
    url_prefix = "aktuelles"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Let a new post begin in our own way: nobody looks for a place in a tree."""
        own = {"add_url_name": self.get_url_name("new")}
        found: dict[str, Any] = super().get_common_view_kwargs(**(own | kwargs))
        return found

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave out Wagtail's own chooser of a parent."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("neu/", NewPostView.as_view(), name="new"),
        ]
