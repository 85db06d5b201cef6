"""Barriers that people report."""

import datetime
from typing import Any, Self
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from managements.accessibility.addresses import LONGEST_ADDRESS, who_answers
from managements.accessibility.enforcement import DAYS_OF_REMINDER
from managements.accessibility.report_forms import (
    MOST_LETTERS,
    MOST_LETTERS_OF_AIDS,
    MOST_LETTERS_OF_EMAIL,
)
from managements.models import Management
from managements.tenancy.roles import managements_of, works_for_the_city

MOST_LETTERS_OF_NOTES = 2000


class BarrierState(models.TextChoices):
    """How far a report has come."""

    OPEN = "open", _("open")
    IN_PROGRESS = "in_progress", _("in progress")
    ANSWERED = "answered", _("answered")


class Told(models.TextChoices):
    """What people were told of a report last, in the order in which it happens."""

    NEW = "new", _("that it is there")
    SOON = "soon", _("that the answer is due soon")
    OVERDUE = "overdue", _("that the answer is overdue")


class BarrierReportQuerySet(models.QuerySet["BarrierReport"]):
    """Reading reports."""

    def of_user(self, user: Any) -> Self:
        """Return the reports that somebody may know of: all for the city, else those to answer.

        They are those on the own sites, and on sites that have ended and whose successor one is.
        """
        if works_for_the_city(user):
            return self
        own = set(managements_of(user).values_list("pk", flat=True))
        owners = [pk for pk, who in who_answers().items() if who is not None and who.pk in own]
        return self.filter(management__in=owners)

    def waiting(self) -> Self:
        """Return the reports that nobody has answered."""
        return self.exclude(state=BarrierState.ANSWERED)

    def urgent_first(self) -> Self:
        """Return what waits before what was answered, and in it what is due first."""
        is_answered = models.Case(models.When(state=BarrierState.ANSWERED, then=1), default=0)
        return self.order_by(is_answered, "due_on", "pk")


class BarrierReport(models.Model):
    """A barrier that somebody met on a page. Who wrote it is for those to read who answer."""

    # None: the city's own pages, which have no editors but the Stadtredaktion.
    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="barrier_reports",
        verbose_name=_("management"),
    )
    page_url = models.CharField(_("page"), max_length=LONGEST_ADDRESS, blank=True)
    barrier = models.TextField(
        _("what hinders"), max_length=MOST_LETTERS, validators=[MaxLengthValidator(MOST_LETTERS)]
    )
    aids = models.CharField(_("aids"), max_length=MOST_LETTERS_OF_AIDS, blank=True)
    reply_to = models.EmailField(_("answer to"), max_length=MOST_LETTERS_OF_EMAIL, blank=True)
    received_at = models.DateTimeField(_("received"))
    due_on = models.DateField(_("answer due by"))
    state = models.CharField(
        _("state"), max_length=20, choices=BarrierState.choices, default=BarrierState.OPEN
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    note = models.TextField(
        _("internal note"),
        max_length=MOST_LETTERS_OF_NOTES,
        validators=[MaxLengthValidator(MOST_LETTERS_OF_NOTES)],
        blank=True,
        help_text=_("For your team and the Stadtredaktion. Visitors do not see it."),
    )
    # The same form sent twice is one report.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    editors_told = models.CharField(max_length=10, choices=Told.choices, blank=True, editable=False)
    city_told = models.CharField(max_length=10, choices=Told.choices, blank=True, editable=False)
    # Whether who answers was ever another one than those on whose pages it is; who does now, None for
    # the city; since when, None where that is not known any more.
    was_handed_over = models.BooleanField(default=False, editable=False)
    handed_over_to = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="barrier_reports_of_others",
    )
    handed_over_on = models.DateField(null=True, blank=True, editable=False)
    # When address and aids were erased.
    forgotten_on = models.DateField(null=True, blank=True, editable=False)

    objects = BarrierReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported barrier")
        verbose_name_plural = _("reported barriers")
        indexes = [models.Index(fields=["received_at"], name="accessibility_received")]
        constraints = [
            models.CheckConstraint(
                name="accessibility_answered_on_some_day",
                condition=models.Q(state=BarrierState.ANSWERED, answered_on__isnull=False)
                | (~models.Q(state=BarrierState.ANSWERED) & models.Q(answered_on__isnull=True)),
                violation_error_message=_(
                    "What is answered has the day of the answer, and nothing else has one."
                ),
            ),
            models.CheckConstraint(
                name="accessibility_handed_over_or_neither_whom_nor_when",
                condition=models.Q(was_handed_over=True)
                | models.Q(handed_over_to__isnull=True, handed_over_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        # It stands in the record of changes: nothing of what people wrote.
        return gettext("Reported barrier no. %(number)s") % {"number": self.pk or "–"}

    def clean(self) -> None:
        """Refuse an answer before the report.

        Raises:
            ValidationError: with a sentence at the field.
        """
        super().clean()
        if self.answered_on and self.answered_on < self.received_on:
            raise ValidationError(
                {"answered_on": gettext("On this day the report was not there yet.")}
            )

    @property
    def received_on(self) -> datetime.date:
        """The day, in Berlin, on which it came in."""
        return timezone.localdate(self.received_at)

    @property
    def owner(self) -> str:
        """On whose pages the barrier is."""
        return self.management.short_name if self.management else gettext("The city's own pages")

    @property
    def answer_url(self) -> str:
        """The link with which a mail to whoever reported it begins; empty without an address."""
        if not self.reply_to:
            return ""
        subject = gettext("Your report of a barrier (no. %(number)s)") % {"number": self.pk}
        return f"mailto:{quote(self.reply_to, safe='@')}?subject={quote(subject)}"

    @property
    def is_handed_over(self) -> bool:
        """Whether others answer than those on whose pages it is."""
        return self.was_handed_over and self.handed_over_to_id != self.management_id

    @property
    def answers_instead(self) -> str:
        """Who answers since it was handed over; empty as long as the owners do it themselves."""
        if not self.is_handed_over:
            return ""
        return (
            self.handed_over_to.short_name if self.handed_over_to else gettext("the Stadtredaktion")
        )

    @property
    def is_answered(self) -> bool:
        """Whether there is nothing left to do."""
        return self.state == BarrierState.ANSWERED

    def stage(self, today: datetime.date) -> Told | None:
        """Return what people have to know of it on a day, None once it was answered."""
        if self.is_answered:
            return None
        if today > self.due_on:
            return Told.OVERDUE
        days_left = (self.due_on - today).days
        return Told.SOON if days_left <= DAYS_OF_REMINDER else Told.NEW

    def due_in_words(self, today: datetime.date) -> str:
        """Say how much time is left to answer."""
        days = (self.due_on - today).days
        if self.is_answered:
            return ""
        if days < 0:
            return ngettext("overdue since yesterday", "overdue for %(days)d days", -days) % {
                "days": -days
            }
        if days == 0:
            return gettext("due today")
        return ngettext("due tomorrow", "due in %(days)d days", days) % {"days": days}
