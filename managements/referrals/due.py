"""Which answers need their editors: those that no longer hold, and those to be looked at again."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from managements.models import Management
from managements.referrals.models import Answer, Enquiry


@dataclass
class Due:
    """What is due in one management; false if nothing is."""

    management: Management
    expired: list[Answer] = field(default_factory=list)
    to_review: list[Answer] = field(default_factory=list)
    # To how many enquiries nothing has been said.
    unanswered: int = 0

    def __bool__(self) -> bool:
        return bool(self.expired or self.to_review or self.unanswered)


def due_in(managements: Iterable[Management], on: datetime.date) -> list[Due]:
    """Return what is due in some managements, in their order, without those where all is well.

    Two queries. What nobody is asked for is left out, and an answer stands in one of the lists only.
    """
    found = {management.pk: Due(management) for management in managements}
    offered = Enquiry.objects.offered().count()
    for due in found.values():
        due.unanswered = offered
    answers = (
        Answer.objects.filter(management__in=found, enquiry__is_offered=True)
        .select_related("enquiry")
        .order_by("enquiry__sort_order", "enquiry__name")
    )
    for answer in answers:
        due = found[answer.management_id]
        due.unanswered -= 1
        if answer.has_expired(on):
            due.expired.append(answer)
        elif answer.review_on is not None and answer.review_on <= on:
            due.to_review.append(answer)
    return [due for due in found.values() if due]
