"""What people ask for most, and what a management answers to it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.http import HttpRequest

from managements.models import Management
from managements.pages.addresses import page_address
from managements.referrals.models import AnswerCount, Enquiry
from managements.referrals.models.referring import FINDER_SLUG
from managements.referrals.models.shown import ListedAnswer, listed_answers
from managements.referrals.standings import Standing

_REMEMBERED = datetime.timedelta(days=365)
# In each of the two columns of a start page, and where nothing is answered yet.
MOST_IN_A_COLUMN = 4
MOST_OPEN = 8


def most_asked_first(
    enquiries: Iterable[Enquiry], *, on: datetime.date, management: Management | None = None
) -> list[Enquiry]:
    """Return enquiries, those first that were asked for most in a year; one query.

    Of one management, or of all where none is given. Else they keep their order.
    """
    counts = AnswerCount.objects.since((on - _REMEMBERED).replace(day=1))
    if management:
        counts = counts.of([management])
    asked = dict(
        counts.order_by().values_list("enquiry_id").annotate(total=Sum("shown")).values_list(
            "enquiry_id", "total"
        )
    )  # fmt: skip
    return sorted(enquiries, key=lambda enquiry: -asked.get(enquiry.pk, 0))


@dataclass(frozen=True)
class HonestColumns:
    """What a management does and what it does not, as its start page says it in brief."""

    helping: list[ListedAnswer]
    refusing: list[ListedAnswer]
    # What nothing is written down about: shown where that is all there is.
    open: list[ListedAnswer]
    all_url: str

    @property
    def is_answered(self) -> bool:
        """Whether anything is written down."""
        return bool(self.helping or self.refusing)


def honest_columns(
    management: Management, *, on: datetime.date, request: HttpRequest | None
) -> HonestColumns | None:
    """Return the answers that people ask for most, None where there is nothing to ask; three queries."""
    if management.has_ended:
        return None
    offered = most_asked_first(Enquiry.objects.offered(), on=on, management=management)
    if not offered:
        return None
    answers = listed_answers(management, offered, on=on, request=request)
    return HonestColumns(
        helping=[one for one in answers if one.standing.helpfulness][:MOST_IN_A_COLUMN],
        refusing=[one for one in answers if one.standing.is_refusal][:MOST_IN_A_COLUMN],
        open=[one for one in answers if one.standing is Standing.ASK][:MOST_OPEN],
        all_url=f"{page_address(management.page, request)}{FINDER_SLUG}/",
    )
