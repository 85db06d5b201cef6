"""Mails to editors about answers that no longer hold, or that were to be looked at again."""

import datetime
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F

from managements.models import Management
from managements.referrals.grid_views import grid_address
from managements.referrals.models import Answer
from managements.teams.addresses import addresses_of_editors
from managements.teams.mails import written_mail

logger = logging.getLogger(__name__)


@dataclass
class Reported:
    """What a run came to."""

    mails: int = 0
    failures: int = 0


def report_answers(on: datetime.date) -> Reported:
    """Tell the editors of every management what is due and what they were not told of yet.

    An expiry is told once, and so is a day of review. What could not be told, because nobody has an
    address or the mail server does not answer, is told by a later run.
    """
    reported = Reported()
    due = Answer.objects.to_report(on).values("management")
    managements = Management.objects.exclude(status=Management.Status.CLOSED).filter(pk__in=due)
    for management in managements.order_by("pk"):
        try:
            with transaction.atomic():
                reported.mails += _report(management, on)
        except (OSError, ValueError) as error:  # smtplib's errors, addresses that are none
            # The error itself may hold addresses, which do not belong into a log.
            logger.error(
                "The report on answers of management %s could not be sent: %s",
                management.pk, type(error).__name__,
            )  # fmt: skip
            reported.failures += 1
    return reported


def _report(management: Management, on: datetime.date) -> bool:
    """Mark what is due as told, and tell it; if the mail fails, both are taken back."""
    recipients = addresses_of_editors(management, on)
    # A second run at the same time waits here, and then finds nothing.
    waiting = Answer.objects.of(management).select_for_update().values_list("pk", flat=True)
    ids = set(waiting.order_by("pk"))
    answers = list(
        Answer.objects.to_report(on)
        .filter(pk__in=ids)
        .select_related("enquiry")
        .order_by("enquiry__sort_order", "enquiry__name")
    )
    if not (answers and recipients):
        return False
    told = Answer.objects.filter(pk__in=[answer.pk for answer in answers])
    # Without `save`: for those who edit, and for the record of changes, nothing has changed.
    told.expired(on).update(reported_until=F("until"))
    told.due_for_review(on).update(reported_review_on=F("review_on"))
    _send(management, answers, recipients, on)
    return True


def _send(
    management: Management, answers: list[Answer], recipients: list[str], on: datetime.date
) -> None:
    context = {
        "management": management,
        "expired": [answer for answer in answers if answer.has_expired(on)],
        "to_review": [answer for answer in answers if not answer.has_expired(on)],
        "url": f"{settings.BASE_URL}{grid_address(management)}",
    }
    written_mail("referrals/report", context, recipients).send()
