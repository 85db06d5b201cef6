"""Mails about reported barriers: when one comes in, when its answer is due soon, when it is overdue."""

import datetime
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from managements.accessibility.addresses import who_answers
from managements.accessibility.models.reports import BarrierReport, Told
from managements.models import Management
from managements.teams.addresses import addresses_of_editors, addresses_of_the_city
from managements.teams.mails import written_mail

logger = logging.getLogger(__name__)


@dataclass
class Reported:
    """What a run came to."""

    mails: int = 0
    failures: int = 0

    def add(self, tell: Callable[[], bool], whom: str) -> None:
        """Tell somebody in a transaction; one mail that fails stops no other."""
        try:
            with transaction.atomic():
                self.mails += tell()
        except (OSError, ValueError) as error:  # smtplib's errors, addresses that are none
            # The error itself may hold addresses, which do not belong into a log.
            logger.error(
                "The mail on barriers to %s could not be sent: %s", whom, type(error).__name__
            )
            self.failures += 1


@dataclass(frozen=True)
class ToldReport:
    """A report, as a mail names it: without who wrote it."""

    report: BarrierReport
    stage: Told
    due_in_words: str
    url: str
    # It came from others, and those who are told hear of it for the first time.
    is_handed_over: bool


def tell_of_barriers(today: datetime.date, *, only: Collection[int] | None = None) -> Reported:
    """Tell the editors and the Stadtredaktion what they have not been told yet, each stage once.

    `only` are the keys of reports that have just come in, or come from others. What could not be
    told, because nobody has an address or the mail server does not answer, is told by a later run.
    """
    reported = Reported()
    waiting = BarrierReport.objects.waiting()
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    owners: dict[Management, list[int]] = defaultdict(list)
    for owner, management in who_answers().items():
        if management is not None:
            owners[management].append(owner)
    concerned = set(waiting.values_list("management", flat=True))
    for management, ids in sorted(owners.items(), key=lambda one: one[0].pk):
        if concerned.isdisjoint(ids):
            continue
        tell = partial(_tell_editors, management, waiting.filter(management__in=ids), today)
        reported.add(tell, f"the editors of management {management.pk}")
    reported.add(partial(_tell_the_city, waiting, today), "the Stadtredaktion")
    return reported


def _tell_editors(management: Management, waiting: Any, today: datetime.date) -> bool:
    return _tell(
        waiting,
        "editors_told",
        addresses_of_editors(management, today),
        {"management": management},
        today,
    )


def _tell_the_city(waiting: Any, today: datetime.date) -> bool:
    return _tell(waiting, "city_told", addresses_of_the_city(), {"management": None}, today)


def _tell(
    reports: Any, told: str, recipients: list[str], context: dict[str, Any], today: datetime.date
) -> bool:
    """Mark what is told, and tell it; if the mail fails, both are taken back."""
    if not recipients:
        return False
    # A second run at the same time waits here.
    locked = reports.select_for_update(of=("self",)).select_related("management", "handed_over_to")
    news = list(_news(locked.urgent_first(), told, today, management=context["management"]))
    if not news:
        return False
    for one in news:
        setattr(one.report, told, one.stage)
        one.report.save(update_fields=[told])
    stages = [one.stage for one in news]
    sites = {one.report.owner for one in news}
    context = context | {
        "news": news,
        # On whose pages it is; those who are told may answer for several.
        "site": sites.pop()
        if len(sites) == 1
        else getattr(context["management"], "short_name", ""),
        "is_handed_over": any(one.is_handed_over for one in news),
        "is_new": Told.NEW in stages,
        "is_overdue": Told.OVERDUE in stages,
        "list_url": f"{settings.BASE_URL}{reverse('barriers:index')}",
    }
    written_mail("accessibility/report", context, recipients).send()
    return True


def _news(
    reports: Iterable[BarrierReport],
    told: str,
    today: datetime.date,
    *,
    management: Management | None,
) -> Iterable[ToldReport]:
    order = ["", *Told.values]
    for report in reports:
        stage = report.stage(today)
        known = getattr(report, told)
        if stage is not None and order.index(stage) > order.index(known):
            is_theirs = report.was_handed_over and report.handed_over_to == management
            yield ToldReport(
                report,
                stage,
                report.due_in_words(today),
                f"{settings.BASE_URL}{reverse('barriers:edit', args=[report.pk])}",
                is_handed_over=is_theirs and not known,
            )
