"""Reports that others answer now: their site has ended, has another successor, or is open again."""

import datetime
from functools import partial

from django.db import transaction

from managements.accessibility.addresses import who_answers
from managements.accessibility.models.reports import BarrierReport
from managements.accessibility.models.telling import tell_of_barriers


def hand_over_reports(today: datetime.date) -> None:
    """Write down who answers for each report now; tell those who do, once all of it is stored."""
    if told := note_who_answers(today):
        transaction.on_commit(partial(tell_of_barriers, today, only=told), robust=True)


@transaction.atomic
def note_who_answers(today: datetime.date) -> list[int]:
    """Write down who answers for each report now; return the keys of those that wait for an answer.

    Two queries where nobody else answers than before. What was answered needs no mail, and gets none.
    """
    answering = who_answers()
    waiting: list[int] = []
    reports = BarrierReport.objects.filter(management__isnull=False)
    known = reports.order_by().values_list("management", "was_handed_over", "handed_over_to")
    for owner, was_handed_over, receiver in known.distinct():
        before = receiver if was_handed_over else owner
        now = answering[owner]
        if before == (now.pk if now else None):
            continue
        moved = reports.filter(
            management=owner, was_handed_over=was_handed_over, handed_over_to=receiver
        )
        waiting += moved.waiting().values_list("pk", flat=True)
        # The Stadtredaktion knows of all reports already, but not that it has to answer.
        mark = "editors_told" if now else "city_told"
        moved.update(was_handed_over=True, handed_over_to=now, handed_over_on=today, **{mark: ""})
    return waiting
