"""How managements were called before."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from managements.models.management import Management
from managements.schedules.reach import validate_day


class FormerName(models.Model):
    """A name that a management had until a day. What was published before goes on naming it so."""

    management = ParentalKey(Management, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=120)
    last_day = models.DateField(
        _("last day"),
        validators=[validate_day],
        help_text=_("The last day on which it was called so."),
    )

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["last_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["management", "last_day"],
                name="managements_one_former_name_a_day",
                violation_error_message=_("There is another former name with this last day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def name_on(management: Management, day: datetime.date) -> str:
    """Return how a management was called on a day. Lists fetch `former_names` beforehand."""
    former = [one for one in management.former_names.all() if one.last_day >= day]
    first_to_end = min(former, key=lambda one: one.last_day, default=None)
    return first_to_end.name if first_to_end else management.name


def was_renamed(management: Management, today: datetime.date) -> bool:
    """Whether a management got its name on a day only: it has had it on no other one."""
    yesterday = today - datetime.timedelta(days=1)
    return FormerName.objects.filter(management=management, last_day=yesterday).exists()


def remember_name(management: Management, *, name: str, today: datetime.date) -> None:
    """Keep a name that a management had until yesterday."""
    yesterday = today - datetime.timedelta(days=1)
    FormerName.objects.update_or_create(
        management=management, last_day=yesterday, defaults={"name": name}
    )
