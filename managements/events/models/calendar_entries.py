"""Events and consultation hours in the words of calendars."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.events.models.changes import ONE_SOURCE
from managements.events.models.event_pages import EventPage
from managements.models import Management
from managements.offices.models import ConsultationHour

# What ended longer ago than this is left out of feeds.
KEPT = datetime.timedelta(days=30)
# What takes place, and so has dates.
Source = EventPage | ConsultationHour


def key_of(source: Source) -> dict[str, Source]:
    """Return how rows about an event or a consultation hour name it."""
    return {"event": source} if isinstance(source, EventPage) else {"hour": source}


class CalendarEntryQuerySet(models.QuerySet["CalendarEntry"]):
    """Reading entries."""

    def public(self) -> Self:
        """Return the entries of what visitors may see, of managements that are public."""
        return (
            self.exclude(management__status=Management.Status.PREPARATION)
            .exclude(event__view_restrictions__isnull=False)
            .filter(models.Q(event__live=True) | models.Q(hour__isnull=False))
        )

    def current(self, now: datetime.datetime) -> Self:
        """Leave out what is long past, and what managements that have ended had planned."""
        return self.filter(last_ends_at__gt=now - KEPT).exclude(
            management__status=Management.Status.CLOSED, last_ends_at__gt=now
        )

    def of(self, management: Management, joined: models.QuerySet[Any, int]) -> Self:
        """Return the entries of a management, and of the events that it has joined."""
        return self.filter(models.Q(management=management) | models.Q(event__in=joined))


class CalendarEntry(models.Model):
    """An event or a consultation hour as RFC 5545 writes it, kept ready for feeds.

    It outlives the unpublishing of its page, so that calendars know it again: the identifier never
    changes, and the sequence rises whenever the text does.
    """

    event = models.OneToOneField(
        EventPage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_entry",
        verbose_name=_("event"),
    )
    hour = models.OneToOneField(
        ConsultationHour,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_entry",
        verbose_name=_("consultation hour"),
    )
    management = models.ForeignKey(
        Management,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_entries",
        verbose_name=_("management"),
    )
    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    # The components of one VEVENT series, without the calendar around them; empty: not public.
    text = models.TextField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed"))
    # When its last date ends; feeds leave out what is long past.
    last_ends_at = models.DateTimeField(_("end of the last date"), null=True, blank=True)

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        constraints = [
            models.CheckConstraint(name="events_calendarentry_one_source", condition=ONE_SOURCE)
        ]
        indexes = [
            models.Index(fields=["management", "last_ends_at"], name="events_calendarentry_of"),
            models.Index(fields=["last_ends_at"], name="events_calendarentry_last"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
