"""An event: what it is, when and where, for whom, and who holds it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from managements.events.models.subscriptions import Subscription
from managements.models import FieldOfAction
from managements.offices.models import Place
from managements.pages.fields import BodyField
from managements.pages.models import BasePage
from managements.schedules.models import Scheduled
from managements.schedules.panels import schedule_panels


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

    def __str__(self) -> str:
        return str(self.place)
