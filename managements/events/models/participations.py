"""That several managements hold an event together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.models import Management


class Participation(models.Model):
    """That a management was asked to hold an event together with others, and what it says.

    The event stays one page at one address; once accepted it stands in the calendar of each.
    """

    class State(models.TextChoices):
        """What the management that was asked says."""

        ASKED = "asked", _("has been asked")
        ACCEPTED = "accepted", _("takes part")
        DECLINED = "declined", _("does not take part")

    event = models.ForeignKey(
        "events.EventPage",
        on_delete=models.CASCADE,
        related_name="participations",
        verbose_name=_("event"),
    )
    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("management"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["management__short_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "management"], name="events_participation_once_per_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.management.short_name}: {self.get_state_display()}"
