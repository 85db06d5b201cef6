"""Counts that an answer was shown: how often in a month, and nothing about anybody.

See docs/decisions/0029-counting-without-a-visitor.md.
"""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from managements.models import Management
from managements.referrals.models import Answer, AnswerCount, Enquiry
from managements.referrals.standings import Standing


def count_shown(management: Management, enquiry: Enquiry, on: datetime.date) -> None:
    """Count that a management's answer was shown on a day, by what it said on that day.

    The database adds, so that two people who look at the same time are two.
    """
    answer = Answer.objects.of(management).to(enquiry).first()
    key = {
        "management": management,
        "enquiry": enquiry,
        "month": on.replace(day=1),
        "standing": answer.standing(on) if answer else Standing.ASK,
    }
    if _add_one(key):
        return
    try:
        # A savepoint, in case somebody else's row is there first.
        with transaction.atomic():
            AnswerCount.objects.create(**key, shown=1)
    except IntegrityError:
        _add_one(key)


def _add_one(key: dict[str, object]) -> bool:
    return bool(AnswerCount.objects.filter(**key).update(shown=F("shown") + 1))
