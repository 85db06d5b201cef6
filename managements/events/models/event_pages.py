"""An event: what it is, when and where, for whom, and who holds it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import model_from_serializable_data
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from managements.events.event_forms import EventForm
from managements.events.event_slugs import EVENT_SLUGS
from managements.events.models.announcements import announcement_of
from managements.events.models.calendars import Calendar
from managements.events.models.event_data import event_data
from managements.events.models.occurrences import Occurrence
from managements.events.models.participations import Participation
from managements.events.models.shown_events import (
    EventDates,
    dates_to_come_of,
    dates_to_show,
    rule_in_words,
)
from managements.events.models.subscriptions import Subscription
from managements.models import FieldOfAction, Management
from managements.offices.models import Place
from managements.pages.addresses import page_address
from managements.pages.fields import BodyField
from managements.pages.models import Announcement, BasePage
from managements.pages.reserved_slugs import ReservedSlugCopyForm
from managements.schedules.models import Scheduled
from managements.schedules.panels import schedule_panels
from managements.schedules.rules import Repeats
from managements.schedules.sentences import sentence

# Search engines need not know what is longer ago.
DAYS_IN_SITE_MAP = 365


class EventPage(Scheduled, BasePage):
    """An event, whether it takes place once or again and again."""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what the event is about."),
    )
    body = BodyField(verbose_name=_("content"))
    image = models.ForeignKey(
        "media_library.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    meeting_point = models.CharField(
        _("meeting point"),
        max_length=200,
        blank=True,
        help_text=_("If it is not the place itself, or moves on: a walk, a bus tour."),
    )
    is_free = models.BooleanField(_("free of charge"), default=True)
    cost = models.CharField(
        _("cost"), max_length=120, blank=True, help_text=_("For example: 5 euros, reduced 2 euros.")
    )
    registration = models.TextField(
        _("registration"),
        max_length=300,
        blank=True,
        help_text=_("How, where and until when to register. Empty: nobody has to."),
    )
    registration_url = models.URLField(_("address for registration"), blank=True)
    audience = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("Empty: for everybody.")
    )
    accessibility = models.TextField(
        _("accessibility of this event"),
        max_length=400,
        blank=True,
        help_text=_(
            "What is not a fact of the place, for example: with sign language interpreter."
        ),
    )
    organisers = models.CharField(
        _("further organisers"),
        max_length=300,
        blank=True,
        help_text=_("Associations, institutions; other managements are asked to join in."),
    )
    topics = ParentalManyToManyField(
        FieldOfAction, blank=True, related_name="events", verbose_name=_("topics")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        *schedule_panels(),
        InlinePanel(
            "event_places",
            heading=_("Where"),
            label=_("Place"),
            help_text=_("Several places take turns in this order."),
        ),
        FieldPanel("meeting_point"),
        FieldPanel("image"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("is_free"),
                FieldPanel("cost"),
                FieldPanel("registration"),
                FieldPanel("registration_url"),
                FieldPanel("audience"),
                FieldPanel("accessibility"),
                FieldPanel("organisers"),
                FieldPanel("topics"),
            ],
            _("Good to know"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    base_form_class = EventForm
    reserved_slugs = EVENT_SLUGS
    copy_form_class = ReservedSlugCopyForm
    page_description = _("Something that takes place, once or by a rule.")

    class Meta(Scheduled.Meta):
        abstract = False
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        """Refuse a price for what is free of charge.

        Raises:
            ValidationError: with a sentence at the field.
        """
        super().clean()
        if self.is_free and self.cost:
            raise ValidationError(
                {"cost": _("You say that it is free of charge. Please take one of the two back.")}
            )

    @property
    def summary(self) -> str:
        """A sentence for lists and search engines: when it is, and what it is about."""
        if self.search_description:
            return self.search_description
        when = sentence(self.rule)
        return f"{when[:1].upper()}{when[1:]}. {self.introduction}".strip()

    @property
    def last_planned_day(self) -> datetime.date | None:
        """The last day that is planned, None for a rule without end."""
        if self.repeats == Repeats.ONCE:
            return self.last_day or self.first_day
        if self.repeats == Repeats.LISTED:
            return max([self.first_day, *self.rule.days])
        return self.until

    def as_of(self, today: datetime.date) -> datetime.date:
        """Return the day of its publication; of a series today, and its last day once it has ended.

        A series is announced anew with every date, so that it names who pays for it now.
        """
        if self.repeats == Repeats.ONCE:
            return self.first_public_day or today
        return min(today, self.last_planned_day or today)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Leave out what has long been past."""
        last = self.last_planned_day
        if last and last < timezone.localdate() - datetime.timedelta(days=DAYS_IN_SITE_MAP):
            return []
        return super().get_sitemap_urls(request)

    @cached_property
    def places(self) -> list[Place]:
        """The places that take turns, each once."""
        links = self.event_places.all()
        if isinstance(links, models.QuerySet):
            links = links.select_related("place__district")
        return list(dict.fromkeys(link.place for link in links))

    @cached_property
    def head_date(self) -> Occurrence | None:
        """The date that matters most: the next one, or the last; three queries at most."""
        calendar = Calendar("", self.management, timezone.now(), None)
        return dates_to_show(self.occurrences.all(), calendar).head

    @property
    def announcement(self) -> Announcement | None:
        """When and where it takes place."""
        is_one = self.repeats == Repeats.ONCE
        return announcement_of(
            self.rule, self.head_date if is_one else None, self.places, self.meeting_point
        )

    @cached_property
    def taking_part(self) -> list[Management]:
        """The managements that hold it together with the own one, as far as the public knows them."""
        if self.pk is None:  # the preview of a new one
            return []
        participations = self.participations.filter(
            state=Participation.State.ACCEPTED, management__in=Management.objects.public()
        )
        return [one.management for one in participations.select_related("management__page")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add when it takes place, who holds it, and the same for machines."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        url = page_address(self, request)
        calendar = Calendar(
            url.removesuffix(f"{self.slug}/"), self.management, timezone.now(), request
        )
        is_preview = bool(getattr(request, "is_preview", False))
        dates = (
            dates_to_come_of(self.rule, self.places, calendar)
            if is_preview
            else dates_to_show(self.occurrences.all(), calendar)
        )
        self.head_date = dates.head  # known now: it need not be looked up again
        owners = [self.management] if self.management else []
        context |= {
            "dates": dates,
            "rule": rule_in_words(self.rule, calendar),
            "places": self.places,
            "topics": list(self.topics.all()),
            "owners": [
                (one.name, page_address(one.page, request)) for one in [*owners, *self.taking_part]
            ],
            "calendar_url": calendar.url,
            "file_url": f"{url.removesuffix('/')}.ics",
            "structured_data": None if is_preview else self._data(dates),
        }
        return context

    def _data(self, dates: EventDates) -> dict[str, Any]:
        owners = [self.management] if self.management else []
        return event_data(
            name=self.title,
            description=self.introduction,
            url=self.full_url or "",
            is_free=self.is_free,
            rows=dates.rows or ([dates.head] if dates.head else []),
            organisers=[*owners, *self.taking_part],
            further_organisers=self.organisers,
        )

    @property
    def subscription(self) -> Subscription:
        """The file with all dates of the event."""
        return Subscription.beside(self.title, self.full_url)


class EventPlace(Orderable):
    """One of the places of an event; they take turns."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="event_places")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="event_places", verbose_name=_("place")
    )

    panels = [FieldPanel("place")]

    class Meta(Orderable.Meta):
        verbose_name = _("place of an event")
        verbose_name_plural = _("places of events")

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], **options: Any) -> "EventPlace | None":
        """Read a revision; what it says of a place that was deleted since is left out.

        The library knows no protected keys: it would let nobody open the revision any more.
        """
        if not Place.objects.filter(pk=data["place"]).exists():
            return None
        found: EventPlace | None = model_from_serializable_data(cls, data, **options)
        return found

    def __str__(self) -> str:
        return str(self.place)
