"""Markup in what people ask for, and in what a management answers."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from managements.models import Management, Street
from managements.referrals.models import Answer, Enquiry
from managements.referrals.standings import State
from tests.browser.markup import markup, markup_in_email
from tests.builders import block


@dataclass
class PlantedAnswers:
    """An enquiry, a management's answer to it, and a street, all of them with markup."""

    enquiry: Enquiry
    answer: Answer
    street: Street

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks that show them."""
        return [
            {"type": "answers", "value": None},
            block("referral_list", enquiry=self.enquiry.pk, referral_list=None),
        ]

    def public_addresses(self, slug: str) -> list[str]:
        """Return where the public reads them."""
        return [
            "/anliegen/",
            "/anliegen/uebersicht/",
            f"/anliegen/{self.enquiry.slug}/",
            f"/{slug}/anliegen/",
            f"/{slug}/anliegen/{self.enquiry.slug}/",
        ]


def plant_answers(management: Management, today: datetime.date) -> PlantedAnswers:
    """Change what the demonstration has."""
    enquiry = _checked(
        Enquiry.objects.get(slug="praktikum"),
        name=markup("enquiry", 80),
        explanation=markup("explanation", 240),
        synonyms=markup("synonyms", 600),
    )
    answer = _checked(
        Answer.objects.get(management=management, enquiry=enquiry),
        state=State.NOT_NOW,
        until=today + datetime.timedelta(days=30),
        review_on=today,
        reason=markup("answerreason", 400),
        contact_phone=markup("answerphone", 40),
        contact_email=markup_in_email("answermail"),
    )
    street = _checked(Street.objects.first(), name=markup("street", 80))
    return PlantedAnswers(enquiry, answer, street)


def _checked(record: Model, **facts: Any) -> Any:
    """Change a record as far as its form would let somebody."""
    for name, value in facts.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
    return record
