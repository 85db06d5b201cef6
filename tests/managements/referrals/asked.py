"""Enquiries, and numbers of people who asked."""

import datetime

from managements.models import Management
from managements.referrals.models import Answer, AnswerCount, Enquiry
from managements.referrals.standings import Standing


def enquiry(name: str = "Praktikum", **facts: object) -> Enquiry:
    """Return an enquiry that is offered to the public, unless asked otherwise."""
    return Enquiry.objects.create(name=name, **({"slug": name.lower()} | facts))


def answer(management: Management, to: Enquiry, state: str, **facts: object) -> Answer:
    """Return what a management says to an enquiry."""
    return Answer.objects.create(management=management, enquiry=to, state=state, **facts)


def counted(
    management: Management,
    about: Enquiry,
    shown: int,
    *,
    month: datetime.date,
    standing: Standing = Standing.YES,
) -> AnswerCount:
    """Return a number of a month."""
    return AnswerCount.objects.create(
        management=management, enquiry=about, month=month, standing=standing, shown=shown
    )


def numbers() -> list[tuple[object, ...]]:
    """Return all that was counted, as management, enquiry, month, standing and number."""
    rows = AnswerCount.objects.order_by("month", "management__slug", "enquiry__slug", "standing")
    return list(rows.values_list("management__slug", "enquiry__slug", "month", "standing", "shown"))
