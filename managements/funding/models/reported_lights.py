"""What was last told about the notices of a management."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from managements.models import Management


class Told(models.TextChoices):
    """What people can be told of: a light, and whether the notice is incomplete."""

    COVERED = "covered"
    INCOMPLETE = "incomplete"
    ENDS_SOON = "ends_soon"
    # The one hides the other in lists, but either may be put right alone.
    ENDS_SOON_INCOMPLETE = "ends_soon_incomplete"
    GAP = "gap"


class ReportedLight(models.Model):
    """What people were told of a light (`Told`), so that they are told once when it turns.

    The editors and the Stadtredaktion get mails of their own, and one of them may fail.
    """

    # None: the city's own pages, which have no editors.
    management = models.OneToOneField(
        Management,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reported_light",
        verbose_name=_("management"),
    )
    to_editors = models.CharField(_("told the editors"), max_length=20, blank=True)
    to_city = models.CharField(_("told the Stadtredaktion"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("reported light")
        verbose_name_plural = _("reported lights")
        constraints = [
            # NULL is unlike NULL: without this there could be two for the city.
            models.UniqueConstraint(
                Coalesce("management", models.Value(0)), name="funding_one_reported_light_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.management or '–'}: {self.to_editors}, {self.to_city}"
