"""Enquiries and answers in the database, in few words."""

import datetime
from typing import Any

from django.utils import timezone

from managements.models import Management
from managements.referrals.models import Answer, Enquiry
from managements.referrals.standings import State


def enquiry(name: str = "Praktikum", **fields: Any) -> Enquiry:
    """Make something to ask for."""
    facts = {"slug": name.lower().replace(" ", "-")} | fields
    return Enquiry.objects.create(name=name, **facts)


def answer(management: Management, to: Enquiry, state: str = State.YES, **fields: Any) -> Answer:
    """Write down an answer; "not at present" holds for another week unless it says otherwise."""
    if state == State.NOT_NOW and "until" not in fields:
        fields["until"] = in_days(7)
    return Answer.objects.create(management=management, enquiry=to, state=state, **fields)


def in_days(number: int) -> datetime.date:
    """Return a day before or after today in Leipzig."""
    return timezone.localdate() + datetime.timedelta(days=number)
