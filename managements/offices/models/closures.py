"""When an office is closed, or has too few people."""

import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from managements.models import ManagementOwned, ManagementOwnedQuerySet


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

    kind = models.CharField(
        _("what is announced"), max_length=20, choices=Kind.choices, default=Kind.CLOSED
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(
        _("until"),
        help_text=_(
            "It ends by itself at this minute. If you do not know yet: the day on which you decide anew."
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
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], _("When")),
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
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """Say at the field what the constraint would say of the whole form.

        Raises:
            ValidationError: if the end is not after the beginning.
        """
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end has to be after the beginning.")})

    def overlaps(self, starts: datetime.datetime, ends: datetime.datetime) -> bool:
        """Whether it holds at some moment of a time."""
        return self.starts_at < ends and starts < self.ends_at
