"""A post: something new that a management tells, on the day of its publication."""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from managements.models import FieldOfAction
from managements.news.models.post_data import post_data
from managements.news.news_forms import NewsForm
from managements.news.news_slugs import NEWS_SLUGS
from managements.pages.addresses import page_address
from managements.pages.fields import BodyField
from managements.pages.models import BasePage
from managements.pages.reserved_slugs import ReservedSlugCopyForm
from managements.schedules.form_fields import DayField
from managements.schedules.local_time import local, moment
from managements.schedules.panels import TypedPanel
from managements.schedules.reach import validate_day

# After a year what is told may have changed: a post that has no last day goes to the archive.
DAYS_IN_LISTS = 365
MOST_LETTERS = 300  # of an introduction


class NewsQuerySet(PageQuerySet):
    """Reading posts."""

    def current(self, today: datetime.date, *, ended: models.Q | None = None) -> Self:
        """Return the posts that stand in lists and feeds on a day, without those that `ended` matches."""
        return self.filter(_is_current(today, ended))

    def archived(self, today: datetime.date, *, ended: models.Q | None = None) -> Self:
        """Return the posts that have left the lists, and those that `ended` matches."""
        return self.exclude(_is_current(today, ended))

    def newest_first(self) -> Self:
        """Return the posts in the order of lists."""
        return self.order_by(models.F("first_published_at").desc(nulls_last=True), "-pk")

    def for_lists(self) -> Self:
        """Fetch what lists show and no more, in two queries."""
        return self.defer("body").prefetch_related("topics")


def _is_current(today: datetime.date, ended: models.Q | None) -> models.Q:
    oldest = moment(today - datetime.timedelta(days=DAYS_IN_LISTS), datetime.time())
    is_current = models.Q(shown_until__gte=today) | models.Q(
        shown_until__isnull=True, first_published_at__gte=oldest
    )
    return is_current if ended is None else is_current & ~ended


class NewsPage(BasePage):
    """A post. It goes on naming who paid when it was published."""

    introduction = models.TextField(
        _("introduction"),
        max_length=MOST_LETTERS,
        # Forms alone look at the length of a text.
        validators=[MaxLengthValidator(MOST_LETTERS)],
        help_text=_("What is new, in one or two sentences. It stands in lists and feeds, too."),
    )
    body = BodyField(verbose_name=_("content"))
    image = models.ForeignKey(
        "media_library.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
        help_text=_("Its description for people who cannot see it stands with the image."),
    )
    topics = ParentalManyToManyField(
        FieldOfAction, blank=True, related_name="news", verbose_name=_("topics")
    )
    shown_until = models.DateField(
        _("current until"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_(
            "The last day on which it is current. After that it stands in the archive. Empty: it "
            "goes there after a year."
        ),
    )
    in_network = models.BooleanField(
        _("show it in the network, too"),
        default=True,
        help_text=_("On the city's pages, with the news of all managements."),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(NewsQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("image"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("topics", widget=CheckboxSelectMultiple),
                TypedPanel("shown_until", form_field=DayField),
                FieldPanel("in_network"),
            ],
            _("Where and how long it is shown"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    base_form_class = NewsForm
    reserved_slugs = NEWS_SLUGS
    copy_form_class = ReservedSlugCopyForm
    # A copy is new: the end of its source is not its own.
    exclude_fields_in_copy = ["shown_until"]
    page_description = _("Something new, on the day on which you publish it.")

    open_graph_type = "article"

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def clean(self) -> None:
        """Refuse a last day on which nobody has read it yet.

        Raises:
            ValidationError: with a sentence at the field.
        """
        super().clean()
        if self.shown_until and self.shown_until < self._first_day(timezone.localdate()):
            raise ValidationError(
                {
                    "shown_until": _(
                        "On this day it is not published yet. Please choose a later one, or leave "
                        "the field empty."
                    )
                }
            )

    def _first_day(self, today: datetime.date) -> datetime.date:
        """Return the day on which it was published, or will be if somebody publishes it now."""
        if self.first_public_day:
            return self.first_public_day
        planned = local(self.go_live_at).date() if self.go_live_at else today
        return max(today, planned)

    def as_of(self, today: datetime.date) -> datetime.date:
        """Return the day of its publication."""
        return self.first_public_day or today

    def is_current(self, today: datetime.date) -> bool:
        """Whether it stands in lists and feeds on a day."""
        if self.shown_until:
            return today <= self.shown_until
        return (today - self.as_of(today)).days <= DAYS_IN_LISTS

    @property
    def changed_at(self) -> datetime.datetime | None:
        """When it was published again, on a later day than the first one; None if it never was."""
        last = self.last_published_at
        if last is None or local(last).date() == self.first_public_day:
            return None
        return last

    @cached_property
    def topics_in_order(self) -> list[FieldOfAction]:
        """Its topics, in the order of all topics."""
        return sorted(self.topics.all(), key=lambda topic: (topic.position, topic.name))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whose it is, of which day, whether it is current, and the same for machines."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        url = page_address(self, request)
        owner = self.management
        is_preview = bool(getattr(request, "is_preview", False))
        return context | {
            "published_on": self.as_of(today),
            "is_current": self.is_current(today),
            "has_expired": bool(self.shown_until and self.shown_until < today),
            "owner": owner,
            "owner_url": page_address(owner.page, request) if owner else "",
            "topics": self.topics_in_order,
            "news_url": url.removesuffix(f"{self.slug}/"),
            "structured_data": None if is_preview else self._data(),
        }

    def _data(self) -> dict[str, Any]:
        return post_data(
            title=self.title,
            description=self.introduction,
            url=self.full_url or "",
            management=self.management,
            published_at=self.first_published_at,
            changed_at=self.last_published_at,
            image=self.image,
            topics=[topic.name for topic in self.topics_in_order],
        )
