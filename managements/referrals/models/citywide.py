"""What all managements say to one enquiry."""

import datetime
from dataclasses import dataclass, field

from django.http import HttpRequest

from managements.models import Management
from managements.referrals.models.answers import Answer
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.models.referring import (
    Referral,
    contact_referral,
    management_referral,
)
from managements.referrals.standings import Standing


@dataclass(frozen=True)
class CitywideAnswers:
    """Every open management once, by what it says, and those outside who handle it."""

    doing: list[Referral] = field(default_factory=list)
    advising: list[Referral] = field(default_factory=list)
    asking: list[Referral] = field(default_factory=list)
    refusing: list[Referral] = field(default_factory=list)
    contacts: list[Referral] = field(default_factory=list)

    @property
    def has_nobody(self) -> bool:
        """Whether nobody is known who helps."""
        return not (self.doing or self.advising or self.contacts)


def citywide_answers(
    enquiry: Enquiry, *, on: datetime.date, request: HttpRequest | None
) -> CitywideAnswers:
    """Return what all of Leipzig says to an enquiry; three queries."""
    answers = {answer.management_id: answer for answer in Answer.objects.to(enquiry)}
    shown = CitywideAnswers(
        contacts=[
            contact_referral(link.contact, note=link.note)
            for link in enquiry.enquiry_contacts.select_related("contact")
        ]
    )
    groups = {
        Standing.YES: shown.doing,
        Standing.ADVICE: shown.advising,
        Standing.ASK: shown.asking,
        Standing.NOT_NOW: shown.refusing,
        Standing.NOT_OUR_TASK: shown.refusing,
    }
    for management in Management.objects.open().select_related("page"):
        referral = management_referral(
            management,
            answer=answers.get(management.pk),
            enquiry=enquiry,
            on=on,
            request=request,
        )
        groups[referral.standing or Standing.ASK].append(referral)
    return shown
