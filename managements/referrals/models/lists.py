"""Hand-picked lists of those who may help instead."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from managements.models import Management, SharedByAll
from managements.pages.blocks.texts import INLINE_FEATURES
from managements.referrals.models.answers import Answer
from managements.referrals.models.contacts import Contact
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.models.referring import (
    Referral,
    contact_referral,
    management_referral,
)


class ReferralList(SharedByAll, index.Indexed, ClusterableModel):
    """A list of those who may help instead, kept once and shown on pages of every management."""

    title = models.CharField(
        _("title"), max_length=120, unique=True, help_text=_("Shown as a heading.")
    )
    introduction = RichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)
    enquiry = models.ForeignKey(
        Enquiry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referral_lists",
        verbose_name=_("enquiry"),
        help_text=_("If given, every management stands in the list with its answer."),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("enquiry"),
        FieldPanel("introduction"),
        InlinePanel("entries", label=_("Entry"), heading=_("Entries"), min_num=1),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("referral list")
        verbose_name_plural = _("referral lists")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def entries_for(
        self, own: Management | None, *, on: datetime.date, request: HttpRequest | None
    ) -> list[Referral]:
        """Return the entries as the page of a management shows them; at most three queries.

        The page's own management is left out (nobody is sent in a circle), and so are managements
        that are not open to the public. With an enquiry every management stands there with its
        answer, above all with a no: the list was picked by hand, so that nothing is hidden from it.
        """
        entries = [
            entry
            for entry in self.entries.select_related("contact", "management__page")
            if entry.management is None or _can_be_asked(entry.management, own)
        ]
        # What nobody may ask for any more has no answers to lead to.
        enquiry = self.enquiry if self.enquiry and self.enquiry.is_offered else None
        answers = _answers_to(enquiry, [entry.management_id for entry in entries])
        return [
            management_referral(
                entry.management,
                answer=answers.get(entry.management.pk),
                enquiry=enquiry,
                on=on,
                note=entry.note,
                request=request,
            )
            if entry.management
            else contact_referral(entry.contact, note=entry.note)  # type: ignore[arg-type] # a constraint
            for entry in entries
        ]


def _can_be_asked(management: Management, own: Management | None) -> bool:
    return management != own and management.is_open and management.page.live


def _answers_to(enquiry: Enquiry | None, management_ids: list[int | None]) -> dict[int, Answer]:
    if enquiry is None:
        return {}
    return {
        answer.management_id: answer
        for answer in Answer.objects.to(enquiry).filter(management__in=management_ids)
    }


class ReferralEntry(Orderable):
    """One of those who may help instead: a management or a contact outside."""

    referral_list = ParentalKey(
        ReferralList,
        on_delete=models.CASCADE,
        related_name="entries",
        verbose_name=_("referral list"),
    )
    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referral_entries",
        verbose_name=_("management"),
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referral_entries",
        verbose_name=_("or contact outside"),
    )
    note = models.CharField(_("what they help with"), max_length=240, blank=True)

    panels = [FieldPanel("management"), FieldPanel("contact"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("entry of a referral list")
        verbose_name_plural = _("entries of referral lists")
        constraints = [
            models.CheckConstraint(
                name="referrals_entry_is_management_or_contact",
                condition=models.Q(management__isnull=False, contact__isnull=True)
                | models.Q(management__isnull=True, contact__isnull=False),
                violation_error_message=_("Please choose either a management or a contact."),
            ),
            models.UniqueConstraint(
                fields=["referral_list", "management"],
                name="referrals_management_once_per_list",
                violation_error_message=_("This management already stands in the list."),
            ),
            models.UniqueConstraint(
                fields=["referral_list", "contact"],
                name="referrals_contact_once_per_list",
                violation_error_message=_("This contact already stands in the list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.management or self.contact)

    def clean(self) -> None:
        """Ask for one target; the form shows this before the database refuses it."""
        super().clean()
        if bool(self.management_id) == bool(self.contact_id):
            raise ValidationError(
                {"management": _("Please choose either a management or a contact.")}
            )
