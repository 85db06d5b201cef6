"""When an office is closed, or has too few people."""

import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from managements.models import ManagementOwned, ManagementOwnedQuerySet
from managements.offices.wording import from_in_words, until_in_words
from managements.schedules.form_fields import BeginningField, EndField
from managements.schedules.overlaps import NoOverlap
from managements.schedules.panels import TypedPanel
from managements.schedules.reach import is_within_reach, validate_moment

# PostgreSQL watches over it; `clean` says the same at the field.
_ONE_AT_A_TIME = NoOverlap(
    owner="management",
    starts="starts_at",
    ends="ends_at",
    name="offices_closure_one_at_a_time",
    violation_error_message=_("In this time there is another closure already."),
)

# A slip of the keyboard in the year would close an office for good. A year and its odd day.
LONGEST = datetime.timedelta(days=366)


class ClosureQuerySet(ManagementOwnedQuerySet):
    """Reading closures."""

    def at(self, now: datetime.datetime) -> Self:
        """Return the closures that hold at a moment: from their beginning, until before their end."""
        return self.filter(starts_at__lte=now, ends_at__gt=now)

    def coming(self, now: datetime.datetime) -> Self:
        """Return the closures that hold at a moment or begin later."""
        return self.filter(ends_at__gt=now)


class Closure(ManagementOwned, models.Model):
    """A time in which a management is closed or short of people. It ends by itself."""

    class Kind(models.TextChoices):
        """What people have to expect."""

        CLOSED = "closed", _("closed at present")
        SHORT_STAFFED = "short_staffed", _("short of people at present")

        @property
        def of_others(self) -> str:
            """The same as others tell it."""
            if self == self.CLOSED:
                return str(_("Is closed at present, too."))
            return str(_("Is short of people at present, too."))

    class Phase(models.TextChoices):
        """How it stands at a moment."""

        COMING = "coming", _("comes")
        HOLDS = "holds", _("holds now")
        OVER = "over", _("is over")

    kind = models.CharField(
        _("what is announced"), max_length=20, choices=Kind.choices, default=Kind.CLOSED
    )
    starts_at = models.DateTimeField(
        _("from"),
        validators=[validate_moment],
        help_text=_("For example 07.12.2026, or with a time: 07.12.2026 14:00."),
    )
    ends_at = models.DateTimeField(
        _("until"),
        validators=[validate_moment],
        help_text=_(
            "The day alone is the last day on which it holds. With a time it ends at this minute: "
            "12.12.2026 14:00. It ends by itself. If you do not know yet: the day on which you "
            "decide anew."
        ),
    )
    cancels_hours = models.BooleanField(
        _("consultation hours in this time are cancelled"), default=True
    )
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("In a few words, for example: holidays. No names, no illnesses."),
    )
    deputy = models.TextField(
        _("who stands in"),
        max_length=300,
        blank=True,
        help_text=_("Whom people can reach meanwhile, with telephone or e-mail."),
    )

    objects: ClassVar[models.Manager] = ClosureQuerySet.as_manager()

    panels = [
        FieldPanel("management"),
        FieldPanel("kind"),
        FieldRowPanel(
            [
                TypedPanel("starts_at", form_field=BeginningField),
                TypedPanel("ends_at", form_field=EndField),
            ],
            _("When"),
        ),
        FieldPanel("cancels_hours"),
        FieldPanel("reason"),
        FieldPanel("deputy"),
    ]

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="offices_closure_ends_after_it_begins",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("The end has to be after the beginning."),
            ),
            _ONE_AT_A_TIME,
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """Say at the field what the constraints would say of the whole form.

        Raises:
            ValidationError: if the end is not after the beginning, the time is longer than a year,
                or taken.
        """
        super().clean()
        # What is no time that anybody can mean has been refused already.
        if not all(one and is_within_reach(one.date()) for one in (self.starts_at, self.ends_at)):
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end has to be after the beginning.")})
        if self.ends_at - self.starts_at > LONGEST:
            raise ValidationError(
                {
                    "ends_at": _(
                        "One entry holds for a year at most. Please give the day on which you "
                        "decide anew."
                    )
                }
            )
        self._begin_after_what_is_over()
        if other := _ONE_AT_A_TIME.overlapping(self).order_by("starts_at").first():
            raise ValidationError({"starts_at": other.in_the_way()})

    def _begin_after_what_is_over(self) -> None:
        """Give way to closures that have ended: they are history, and what was stays as it was.

        Whoever closes again after “End it now” gives the day, which began before that end. Nobody
        misses the time that is left out: it is past, and was closed already.
        """
        now = timezone.now()
        if self.ends_at <= now:
            return
        over = _ONE_AT_A_TIME.overlapping(self).filter(ends_at__lte=now)
        if last_end := over.aggregate(last=models.Max("ends_at"))["last"]:
            self.starts_at = last_end

    def in_the_way(self) -> ValidationError:
        """Return what to say to whoever enters another closure for the same time."""
        return ValidationError(
            _(
                "From %(start)s until %(end)s another closure is entered already. Please change "
                "that one, or choose another time."
            ),
            params={
                "start": from_in_words(self.starts_at, now=self.starts_at),
                "end": until_in_words(self.ends_at, now=self.starts_at),
            },
        )

    def phase(self, now: datetime.datetime) -> Phase:
        """Return whether it comes, holds or is over at a moment; it ends by itself at its minute."""
        if now < self.starts_at:
            return self.Phase.COMING
        return self.Phase.HOLDS if now < self.ends_at else self.Phase.OVER

    def overlaps(self, starts: datetime.datetime, ends: datetime.datetime) -> bool:
        """Whether it holds at some moment of a time."""
        return self.starts_at < ends and starts < self.ends_at
