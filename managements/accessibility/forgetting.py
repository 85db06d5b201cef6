"""How long we know who reported a barrier."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db import models, transaction

from managements.accessibility.enforcement import MONTHS_AFTER_ANSWER, MONTHS_AFTER_RECEIPT
from managements.accessibility.models import BarrierReport, BarrierState


@transaction.atomic
def forget_reporters(today: datetime.date) -> int:
    """Erase addresses, aids and notes of reports answered long ago; returns of how many.

    Aids may tell of an illness, and notes of a person, so that they go as well. What hinders stays:
    it is about our pages.
    """
    answered = models.Q(
        state=BarrierState.ANSWERED,
        answered_on__lt=today - relativedelta(months=MONTHS_AFTER_ANSWER),
    )
    received = models.Q(received_at__date__lt=today - relativedelta(months=MONTHS_AFTER_RECEIPT))
    # What is written down later, about a report of which nothing was known any more.
    BarrierReport.objects.filter(answered, forgotten_on__isnull=False).update(note="")
    found = BarrierReport.objects.filter(answered | received, forgotten_on__isnull=True)
    return found.update(reply_to="", aids="", note="", forgotten_on=today)
