"""What a management says to an enquiry."""

import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from managements.models import Management, ManagementOwned, ManagementOwnedQuerySet
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.standings import Standing, State, standing_on


class AnswerQuerySet(ManagementOwnedQuerySet):
    """Reading answers."""

    def to(self, enquiry: Enquiry) -> Self:
        """Return the answers to one enquiry."""
        return self.filter(enquiry=enquiry)

    def of_open_managements(self) -> Self:
        """Return the answers of managements that people can turn to."""
        return self.filter(management__in=Management.objects.open())

    def helpful(self) -> Self:
        """Return the answers that promise help: these two do not depend on the day."""
        return self.filter(state__in=[State.YES, State.ADVICE])

    def expired(self, on: datetime.date) -> Self:
        """Return the answers whose "not at present" ended before a day."""
        return self.filter(state=State.NOT_NOW, until__lt=on)

    def due_for_review(self, on: datetime.date) -> Self:
        """Return the answers that were to be looked at again by a day."""
        return self.filter(review_on__lte=on)

    def to_report(self, on: datetime.date) -> Self:
        """Return the answers with something due that their editors were not told of by mail."""
        told_of_end = models.Q(reported_until__isnull=False, reported_until=models.F("until"))
        told_of_review = models.Q(
            reported_review_on__isnull=False, reported_review_on=models.F("review_on")
        )
        return self.filter(enquiry__is_offered=True) & (
            self.expired(on).exclude(told_of_end) | self.due_for_review(on).exclude(told_of_review)
        )


class Answer(ManagementOwned, index.Indexed, models.Model):
    """What a management says to an enquiry (Auskunft): yes, advice, not at present, not our task."""

    enquiry = models.ForeignKey(
        Enquiry,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("enquiry"),
    )
    state = models.CharField(_("answer"), max_length=20, choices=State.choices)
    until = models.DateField(
        _("not until after"),
        null=True,
        blank=True,
        help_text=_(
            "For “Not at present”: the last day. From the next day on we say “Please ask”."
        ),
    )
    reason = models.TextField(
        _("reason"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences for the public: why, or what exactly you do."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that tells more"),
        help_text=_("One of your own pages."),
    )
    contact_phone = models.CharField(
        _("telephone for this"),
        max_length=40,
        blank=True,
        help_text=_("Empty: your usual number and address are shown."),
    )
    contact_email = models.EmailField(_("e-mail for this"), blank=True)
    review_on = models.DateField(
        _("look at it again on"),
        null=True,
        blank=True,
        help_text=_("On this day you are reminded to check the answer."),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)
    # The days of expiry and of review that its editors were told of by mail.
    reported_until = models.DateField(null=True, blank=True, editable=False)
    reported_review_on = models.DateField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager] = AnswerQuerySet.as_manager()

    panels = [
        FieldPanel("management"),
        FieldPanel("enquiry"),
        FieldRowPanel([FieldPanel("state"), FieldPanel("until")]),
        FieldPanel("reason"),
        FieldPanel("page"),
        MultiFieldPanel(
            [FieldPanel("contact_phone"), FieldPanel("contact_email")],
            _("How to reach you about this"),
        ),
        FieldPanel("review_on"),
    ]
    search_fields = [
        index.SearchField("reason"),
        index.AutocompleteField("reason"),
        index.FilterField("management"),
        index.FilterField("enquiry"),
        index.FilterField("state"),
    ]

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["management", "enquiry"]
        constraints = [
            models.UniqueConstraint(
                fields=["management", "enquiry"],
                name="referrals_one_answer_per_enquiry",
                violation_error_message=_("To this enquiry there is an answer already."),
            ),
            models.CheckConstraint(
                name="referrals_answer_state_is_known",
                condition=models.Q(state__in=State.values),
            ),
            models.CheckConstraint(
                name="referrals_answer_until_goes_with_not_now",
                condition=models.Q(state=State.NOT_NOW, until__isnull=False)
                | (~models.Q(state=State.NOT_NOW) & models.Q(until__isnull=True)),
                violation_error_message=_("“Not at present” needs a day, other answers have none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.get_state_display()}"

    def clean(self) -> None:
        """Say at the field what is wrong, and drop a day that belongs to another answer."""
        super().clean()
        if self.state != State.NOT_NOW:
            self.until = None
        elif self.until is None:
            raise ValidationError({"until": _("Until when? Please give the last day.")})
        if self.page and self.management_id:
            root = self.management.page.path
            if not self.page.path.startswith(root):
                raise ValidationError({"page": _("Please choose one of your own pages.")})

    def has_expired(self, on: datetime.date) -> bool:
        """Whether "not at present" ended before a day."""
        return self.state == State.NOT_NOW and self.until is not None and self.until < on

    def standing(self, on: datetime.date) -> Standing:
        """Return what holds on a day."""
        return standing_on(on, self.state, self.until)
