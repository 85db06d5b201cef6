"""What editors change about single days: cancelled, moved, left out, additional.

They stand beside the rule and outside the revisions of a page: a date is cancelled at once, whatever
is unfinished about the page.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.offices.models import ConsultationHour, Place
from managements.schedules.dates import Change, ChangeKind
from managements.schedules.reach import validate_day

ONE_SOURCE = models.Q(event__isnull=False, hour__isnull=True) | models.Q(
    event__isnull=True, hour__isnull=False
)


class DateChange(models.Model):
    """A change to one day of an event or of a consultation hour."""

    event = models.ForeignKey(
        "events.EventPage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="date_changes",
        verbose_name=_("event"),
    )
    hour = models.ForeignKey(
        ConsultationHour,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="date_changes",
        verbose_name=_("consultation hour"),
    )
    kind = models.CharField(_("what changes"), max_length=10, choices=ChangeKind.choices)
    day = models.DateField(_("day"), validators=[validate_day])
    new_day = models.DateField(_("new day"), null=True, blank=True, validators=[validate_day])
    new_starts_at = models.TimeField(_("new beginning"), null=True, blank=True)
    new_ends_at = models.TimeField(_("new end"), null=True, blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="date_changes",
        verbose_name=_("place"),
        help_text=_("Only if it is another one than usual."),
    )
    note = models.CharField(
        _("what people read"),
        max_length=160,
        blank=True,
        help_text=_("In a few words, for example: because of the street festival."),
    )
    # Of an additional date alone: what cancels a date of the rule is a change of its own. What
    # people read of it otherwise is kept for the day that somebody takes this back.
    is_cancelled = models.BooleanField(_("is cancelled"), default=False)
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("change to a date")
        verbose_name_plural = _("changes to dates")
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(name="events_datechange_one_source", condition=ONE_SOURCE),
            models.UniqueConstraint(
                fields=["event", "day"],
                condition=models.Q(event__isnull=False) & ~models.Q(kind=ChangeKind.EXTRA),
                name="events_datechange_once_per_day_of_an_event",
            ),
            models.UniqueConstraint(
                fields=["hour", "day"],
                condition=models.Q(hour__isnull=False) & ~models.Q(kind=ChangeKind.EXTRA),
                name="events_datechange_once_per_day_of_an_hour",
            ),
            models.UniqueConstraint(
                fields=["event", "day", "new_starts_at"],
                condition=models.Q(event__isnull=False, kind=ChangeKind.EXTRA),
                name="events_datechange_extra_once_of_an_event",
            ),
            models.UniqueConstraint(
                fields=["hour", "day", "new_starts_at"],
                condition=models.Q(hour__isnull=False, kind=ChangeKind.EXTRA),
                name="events_datechange_extra_once_of_an_hour",
            ),
            models.CheckConstraint(
                name="events_datechange_ends_after_it_starts",
                condition=models.Q(new_ends_at__isnull=True)
                | models.Q(new_starts_at__isnull=True)
                | models.Q(new_ends_at__gt=models.F("new_starts_at")),
                violation_error_message=_("The end has to be after the beginning."),
            ),
            models.CheckConstraint(
                name="events_datechange_only_extras_are_cancelled",
                condition=models.Q(kind=ChangeKind.EXTRA) | models.Q(is_cancelled=False),
            ),
            models.CheckConstraint(
                name="events_datechange_reason_of_what_is_cancelled",
                condition=models.Q(is_cancelled=True) | models.Q(cancelled_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.day}"

    def clean(self) -> None:
        """Refuse an end without or before a beginning.

        Raises:
            ValidationError: with a sentence at the field.
        """
        super().clean()
        if self.new_ends_at is None:
            return
        if self.new_starts_at is None:
            raise ValidationError(
                {"new_starts_at": _("Whoever gives an end has to give a beginning, too.")}
            )
        if self.new_ends_at <= self.new_starts_at:
            raise ValidationError({"new_ends_at": _("The end has to be after the beginning.")})

    @property
    def change(self) -> Change:
        """The change, as schedules are reckoned with it."""
        return Change(
            kind=ChangeKind(self.kind),
            day=self.day,
            new_day=self.new_day,
            new_starts_at=self.new_starts_at,
            new_ends_at=self.new_ends_at,
            place_id=self.place_id,
            note=self.cancelled_because if self.is_cancelled else self.note,
            is_cancelled=self.is_cancelled,
            key=self.pk,
        )
