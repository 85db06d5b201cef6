"""The single dates of events and consultation hours, reckoned ahead so that lists are quick."""

import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.events.models.changes import ONE_SOURCE, DateChange
from managements.events.models.participations import Participation
from managements.models import Management
from managements.offices.models import ConsultationHour, Fact, Place
from managements.schedules.dates import State

# Of its page, what a line in a list shows.
_OF_AN_EVENT = ("title", "url_path", "is_free", "meeting_point")


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Reading dates."""

    def public(self) -> Self:
        """Return the dates of what visitors may see, of managements that are public."""
        return self.live().exclude(management__status=Management.Status.PREPARATION)

    def visible_on_site_of(self, management: Management | None) -> Self:
        """Return what those see who may see a management's site; None: the city's.

        A site in preparation is whole for its own people, and nowhere else.
        """
        if management is None or management.is_public:
            return self.public()
        return self.live().filter(management=management)

    def live(self) -> Self:
        """Return the dates of consultation hours, and of events that are published."""
        return self.filter(models.Q(event__live=True) | models.Q(hour__isnull=False))

    def still_held(self, now: datetime.datetime) -> Self:
        """Leave out what managements that have ended had planned: of these only the past is left."""
        return self.exclude(management__status=Management.Status.CLOSED, ends_at__gt=now)

    def of(self, management: Management) -> Self:
        """Return the dates of a management, and of events in which it takes part."""
        accepted = Participation.objects.filter(
            management=management, state=Participation.State.ACCEPTED
        )
        return self.filter(
            models.Q(management=management) | models.Q(event__in=accepted.values("event"))
        )

    def coming(self, now: datetime.datetime) -> Self:
        """Return what is not past yet, the next first; what goes on at present belongs to it."""
        return self.still_held(now).filter(ends_at__gt=now).order_by("starts_at", "ends_at", "pk")

    def past(self, now: datetime.datetime) -> Self:
        """Return what is past, the latest first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-ends_at", "-pk")

    def between(self, first: datetime.datetime, last: datetime.datetime) -> Self:
        """Return what takes place within a time, at least in part, the earliest first."""
        return self.filter(ends_at__gt=first, starts_at__lt=last).order_by(
            "starts_at", "ends_at", "pk"
        )

    def accessible(self) -> Self:
        """Return what takes place where people get in without steps."""
        return self.filter(place__step_free=Fact.YES)

    def free_of_charge(self) -> Self:
        """Return what costs nothing; consultation hours never do."""
        return self.filter(models.Q(event__is_free=True) | models.Q(hour__isnull=False))

    def with_facts(self) -> Self:
        """Fetch what is known about dates, in the same query."""
        return self.select_related("event", "hour", "place__district", "management__page")

    def for_lists(self) -> Self:
        """Fetch what lists of dates show and no more, every event, place and management once.

        A page has many columns, and the dates of a month have few events: five small queries are
        quicker than one with a page and a management in each of its rows.
        """
        pages = self.model.event.field.related_model  # its module imports this one
        events = pages._default_manager.only(*_OF_AN_EVENT)  # noqa: SLF001 - Django's public name
        managements = Management.objects.select_related("page").only(
            "slug", "short_name", "status", "page__url_path", "page__management_record"
        )
        return self.prefetch_related(
            models.Prefetch("event", events),
            models.Prefetch("hour", ConsultationHour.objects.only("title", "appointment")),
            models.Prefetch("place", Place.objects.only("name", "step_free")),
            models.Prefetch("management", managements),
        )


class Occurrence(models.Model):
    """One date. It follows from a rule, its changes and closures; `refreshing` alone writes it."""

    event = models.ForeignKey(
        "events.EventPage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="occurrences",
        verbose_name=_("event"),
    )
    hour = models.ForeignKey(
        ConsultationHour,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="occurrences",
        verbose_name=_("consultation hour"),
    )
    # The owner; empty for events of the city itself.
    management = models.ForeignKey(
        Management,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="occurrences",
        verbose_name=_("management"),
    )
    # The day that the rule plans names a date for good, wherever it is moved.
    planned_day = models.DateField(_("planned day"))
    # What adds it, if no rule plans it: there may be several on one day.
    addition = models.ForeignKey(
        DateChange,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("addition"),
    )
    # What a rule planned stays once it is past, whatever becomes of the rule.
    by_rule = models.BooleanField(_("follows from a rule"), default=False)
    starts_at = models.DateTimeField(_("from"))
    # When it is past. Where nobody knows, the end of its day.
    ends_at = models.DateTimeField(_("until"))
    has_time = models.BooleanField(_("has a time of day"), default=True)
    has_end = models.BooleanField(_("has a known end"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    # Where a date that moved is now, or where it was before.
    other_day = models.DateField(_("other day"), null=True, blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="occurrences",
        verbose_name=_("place"),
    )

    objects = OccurrenceQuerySet.as_manager()

    # Where a date that was moved away is now, once `know_where_they_went` has looked.
    moved_to: "Occurrence | None" = None

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "ends_at", "pk"]
        constraints = [
            models.CheckConstraint(name="events_occurrence_one_source", condition=ONE_SOURCE),
            models.CheckConstraint(
                name="events_occurrence_ends_after_it_starts",
                condition=models.Q(ends_at__gte=models.F("starts_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["ends_at"], name="events_occurrence_ends"),
            models.Index(fields=["starts_at", "ends_at"], name="events_occurrence_time"),
            models.Index(fields=["management", "ends_at"], name="events_occurrence_of"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.starts_at:%d.%m.%Y}"

    @property
    def title(self) -> str:
        """What takes place."""
        return self.event.title if self.event else str(self.hour)

    @property
    def takes_place(self) -> bool:
        """Whether people can go there."""
        return self.state not in {State.CANCELLED, State.MOVED_AWAY}
