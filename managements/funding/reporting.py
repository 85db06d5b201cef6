"""Mails about notices that are missing or will be, and about those that are right again."""

import datetime
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from managements.funding.ahead import Ahead
from managements.funding.coverage import Light
from managements.funding.lights import NoticeLight, light_of_the_city, lights_of
from managements.funding.models import ReportedLight
from managements.funding.models.reported_lights import Told
from managements.funding.shown_lights import ShownLight, Way, shown
from managements.models import Management
from managements.teams.addresses import addresses_of_editors, addresses_of_the_city
from managements.teams.mails import written_mail

logger = logging.getLogger(__name__)
_ENDING = {Told.ENDS_SOON, Told.ENDS_SOON_INCOMPLETE}
_INCOMPLETE = {Told.INCOMPLETE, Told.ENDS_SOON_INCOMPLETE}


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
                "The report on funding notices to %s could not be sent: %s",
                whom, type(error).__name__,
            )  # fmt: skip
            self.failures += 1


@dataclass(frozen=True)
class Turned:
    """A light that turned, for a mail."""

    now: Told
    # What was told before; None if nothing was.
    before: Told | None
    shown: ShownLight
    ahead: Ahead
    # What makes the notice incomplete: facts that its editors can give, and files of logos, which the
    # Stadtredaktion alone can give.
    lacks_facts: bool = False
    lacks_logos: bool = False

    @property
    def is_news(self) -> bool:
        """Whether there is something to tell.

        Not if all was well at the first look, nor if a notice that ends soon has become complete:
        it is not right yet, and that it ends was told.
        """
        if self.before is None:
            return self.now is not Told.COVERED
        return (self.before, self.now) != (Told.ENDS_SOON_INCOMPLETE, Told.ENDS_SOON)

    @property
    def repairs(self) -> list[Way]:
        """What puts things right, with addresses in full."""
        ways = [way for way in self.shown.ways if way.is_repair]
        return [replace(way, url=f"{settings.BASE_URL}{way.url}") for way in ways]

    @property
    def has_too_late_a_next(self) -> bool:
        """Whether all it takes are other days of notices that are there."""
        return self.ahead.after_gap_id is not None

    @property
    def lasts(self) -> bool:
        """Whether no end is in sight."""
        return self.now in {Told.COVERED, Told.INCOMPLETE} and not self.shown.ends

    @property
    def is_all_well(self) -> bool:
        """Whether there is nothing to do."""
        return self.shown.is_all_well

    @property
    def is_missing(self) -> bool:
        """Whether no notice is valid."""
        return self.now is Told.GAP

    @property
    def is_ending(self) -> bool:
        """Whether the notice ends soon, and nobody has been told so yet."""
        return self.now in _ENDING and self.before not in _ENDING

    @property
    def was_missing(self) -> bool:
        """Whether no notice was valid when people were told last."""
        return self.before is Told.GAP

    @property
    def is_only_incomplete(self) -> bool:
        """Whether nothing else is wrong that people were not told of."""
        return self.now in _INCOMPLETE and not self.is_ending


def report_notices(today: datetime.date) -> Reported:
    """Tell the editors of every public management whose light has turned, and the Stadtredaktion.

    Each turn is told once, a first look only where something is to be done. What could not be told,
    because nobody has an address or the mail server does not answer, is told by a later run.
    """
    reported = Reported()
    unseen = [Management.Status.PREPARATION, Management.Status.CLOSED]
    found = Management.objects.exclude(status__in=unseen).select_related("editors")
    managements = list(found.order_by("pk"))
    lights = lights_of(managements, today)
    told = {one.management_id: one for one in ReportedLight.objects.all()}
    # Only a guess that saves most of the work: what counts is looked at again under lock.
    untold = ReportedLight()
    for management, light in zip(managements, lights, strict=True):
        if told.get(management.pk, untold).to_editors != _told(light):
            tell = partial(_tell_editors, management, light, today)
            reported.add(tell, f"management {management.pk}")
    turned = [
        light
        for light in (light_of_the_city(today), *lights)
        if told.get(_key(light), untold).to_city != _told(light)
    ]
    if turned:
        reported.add(partial(_tell_the_city, turned), "the Stadtredaktion")
    return reported


def _key(light: NoticeLight) -> int | None:
    return light.management.pk if light.management else None


def _tell_editors(management: Management, light: NoticeLight, today: datetime.date) -> bool:
    """Mark a light as told, and tell it; if the mail fails, both are taken back."""
    recipients = addresses_of_editors(management, today)
    record = _locked(light)
    turned = _turned(light, record.to_editors)
    if turned is None or (turned.is_news and not recipients):
        return False
    record.to_editors = turned.now.value
    record.save(update_fields=["to_editors"])
    if turned.is_news:
        written_mail(
            "funding/report", {"management": management, "turned": turned}, recipients
        ).send()
    return turned.is_news


def _tell_the_city(lights: Iterable[NoticeLight]) -> bool:
    """Mark all that turned as told, and tell it in one mail; as above."""
    recipients = addresses_of_the_city()
    told = []
    for light in lights:
        record = _locked(light)
        turned = _turned(light, record.to_city)
        if turned is None or (turned.is_news and not recipients):
            continue
        record.to_city = turned.now.value
        record.save(update_fields=["to_city"])
        if turned.is_news:
            told.append(turned)
    if not told:
        return False
    context = {
        "to_do": [turned for turned in told if not turned.is_all_well],
        "right_again": [turned for turned in told if turned.is_all_well],
        "url": f"{settings.BASE_URL}{reverse('funding_overview:index')}",
    }
    written_mail("funding/city_report", context, recipients).send()
    return True


def _locked(light: NoticeLight) -> ReportedLight:
    """Return what was told of a management; a second run at the same time waits here."""
    records = ReportedLight.objects.select_for_update()
    return records.get_or_create(management=light.management)[0]


def _turned(light: NoticeLight, before: str) -> Turned | None:
    """Return what is to be told of a light, None if it has not turned."""
    now = _told(light)
    if now is None or now == before:
        return None
    told = Told(before) if before else None
    return Turned(
        now,
        told,
        shown(light),
        light.ahead,
        lacks_facts=bool(light.lacking),
        lacks_logos=bool(light.undrawn),
    )


def _told(light: NoticeLight) -> Told | None:
    """Return what there is to tell of a light, None once the management has ended."""
    match light.light, bool(light.problems):
        case None, _:
            return None
        case Light.COVERED, is_incomplete:
            return Told.INCOMPLETE if is_incomplete else Told.COVERED
        case Light.ENDS_SOON, is_incomplete:
            return Told.ENDS_SOON_INCOMPLETE if is_incomplete else Told.ENDS_SOON
        case _:
            return Told.GAP
