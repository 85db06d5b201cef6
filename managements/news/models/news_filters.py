"""What somebody wants to see of the news, as plain links."""

from dataclasses import dataclass, replace

from django.db.models import Count
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from managements.models import FieldOfAction, Management
from managements.news.models.news_pages import NewsQuerySet
from managements.news.models.newsrooms import Newsroom, of_management
from managements.pages.lists import Choice, ChoiceGroup, address_with, record_named

# In the order in which addresses name them, so that there is one address for one selection.
QUARTER, TOPIC = "quartier", "thema"
NAMES = (QUARTER, TOPIC)


@dataclass(frozen=True)
class NewsSelection:
    """What somebody has chosen; `has_unknown` if the address asks for what there is not."""

    quarter: Management | None = None
    topic: FieldOfAction | None = None
    has_unknown: bool = False

    @property
    def topic_slug(self) -> str:
        """What addresses call the topic now; empty if there is none."""
        return self.topic.slug if self.topic else ""

    @property
    def values(self) -> dict[str, str]:
        """The selection as parameters of an address."""
        values = {
            QUARTER: self.quarter.slug if self.quarter else "",
            TOPIC: self.topic_slug,
        }
        return {name: values[name] for name in NAMES if values[name]}

    def apply(self, posts: NewsQuerySet) -> NewsQuerySet:
        """Return those of some posts that fit."""
        if self.quarter:
            posts = of_management(posts, self.quarter)
        if self.topic:
            posts = posts.filter(topics=self.topic)
        return posts


def selection_from(query: QueryDict, newsroom: Newsroom) -> NewsSelection:
    """Read a selection from an address. What it does not know it leaves out, and says so."""
    asked = {name: str(query[name]) for name in NAMES if query.get(name)}
    quarter: Management | None = None
    if newsroom.management is None:
        public = Management.objects.public().select_related("page")
        quarter = record_named(public, asked.get(QUARTER))
    topic = FieldOfAction.objects.named(asked.get(TOPIC))
    selection = NewsSelection(quarter, topic)
    return replace(selection, has_unknown=set(asked) != set(selection.values))


@dataclass(frozen=True)
class NewsFilters:
    """The selection, and what else may be chosen, each with how many posts are left."""

    newsroom: Newsroom
    selection: NewsSelection

    @property
    def url(self) -> str:
        """Where nothing is left out."""
        return self.newsroom.url

    @property
    def active(self) -> list[Choice]:
        """What has been chosen, as links that take it back."""
        quarter, topic = self.selection.quarter, self.selection.topic
        return [
            Choice(words, self._url(without), is_active=True)
            for words, without in (
                (quarter and quarter.short_name, replace(self.selection, quarter=None)),
                (topic and topic.name, replace(self.selection, topic=None)),
            )
            if words
        ]

    @cached_property
    def groups(self) -> list[ChoiceGroup]:
        """Choices among several, as far as they lead somewhere."""
        groups = [
            ChoiceGroup(_("Quarter"), _("Only news of this quarter:"), self._quarters()),
            ChoiceGroup(_("Topic"), _("Only news on this topic:"), self._topics()),
        ]
        return [group for group in groups if group.choices]

    def _quarters(self) -> list[Choice]:
        if self.newsroom.management or self.selection.quarter:
            return []
        by_path = dict(
            self._narrowed.annotate(start=self.newsroom.start_paths())
            .values("start")
            .annotate(posts=Count("pk"))
            .values_list("start", "posts")
        )
        owners = Management.objects.public().filter(page__path__in=by_path).select_related("page")
        choices = [
            _counted(
                one.short_name,
                by_path[one.page.path],
                self._url(replace(self.selection, quarter=one)),
            )
            for one in owners
        ]
        return choices if len(choices) > 1 else []

    def _topics(self) -> list[Choice]:
        if self.selection.topic:
            return []
        found = FieldOfAction.objects.filter(news__in=self._narrowed.values("pk"))
        return [
            _counted(one.name, one.posts, self._url(replace(self.selection, topic=one)))
            for one in found.annotate(posts=Count("news"))
        ]

    @property
    def _narrowed(self) -> NewsQuerySet:
        return self.selection.apply(self.newsroom.current).order_by()

    def _url(self, selection: NewsSelection) -> str:
        return address_with(self.newsroom.url, selection.values)


def _counted(words: str, count: int, url: str) -> Choice:
    return Choice(f"{words} ({count})", url)
