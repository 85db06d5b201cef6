"""How often people asked: numbers, and nothing about anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.models import Management
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.standings import Standing


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
