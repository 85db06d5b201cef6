"""How often people asked: numbers, and nothing about anybody."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.models import Management
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.standings import Standing

# Without certain help on the page, people go on to somebody else.
SENDS_ON = [standing for standing in Standing if not standing.helpfulness]
_SUMS = {
    "total": models.Sum("shown"),
    "referred": models.Sum("shown", filter=models.Q(standing__in=SENDS_ON), default=0),
}


class AnswerCountQuerySet(models.QuerySet["AnswerCount"]):
    """Reading counts."""

    def of(self, managements: Iterable[Management]) -> Self:
        """Return those of some managements."""
        return self.filter(management__in=managements)

    def since(self, month: datetime.date) -> Self:
        """Return those of a month, given by its first day, and of later ones."""
        return self.filter(month__gte=month)

    def before(self, month: datetime.date) -> Self:
        """Return those of the months before one."""
        return self.filter(month__lt=month)

    def by_enquiry(self) -> "models.QuerySet[AnswerCount, dict[str, Any]]":
        """Return the sums of each enquiry, the one asked for most first.

        Rows have `enquiry__name`, `total`, and `referred` for those who had to be sent on.
        """
        rows = self.values("enquiry__name").annotate(**_SUMS)
        return rows.order_by("-total", "enquiry__name")

    def by_month(self) -> "models.QuerySet[AnswerCount, dict[str, Any]]":
        """Return the sums of each month, management and enquiry, the last month first.

        Rows have `month`, `management__short_name`, `enquiry__name`, `total` and `referred`.
        """
        rows = self.values("month", "management__short_name", "enquiry__name").annotate(**_SUMS)
        return rows.order_by("-month", "management__short_name", "-total", "enquiry__name")


class AnswerCount(models.Model):
    """How often a management's answer to an enquiry was shown in a month, by what it said.

    The month is all that is kept of when, and nothing is kept of who.
    """

    management = models.ForeignKey(
        Management, on_delete=models.CASCADE, related_name="answer_counts"
    )
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="answer_counts")
    month = models.DateField(_("month"), help_text=_("Its first day."))
    standing = models.CharField(_("answer"), max_length=20, choices=Standing.choices)
    shown = models.PositiveIntegerField(_("shown"), default=0)

    objects: ClassVar[models.Manager] = AnswerCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of an answer")
        verbose_name_plural = _("counts of answers")
        constraints = [
            models.UniqueConstraint(
                fields=["management", "enquiry", "month", "standing"],
                name="referrals_one_count_per_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.shown}"
