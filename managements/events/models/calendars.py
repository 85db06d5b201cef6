"""A calendar as one visitor sees it at one moment."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from managements.events.models.occurrences import Occurrence, OccurrenceQuerySet
from managements.models import Management
from managements.schedules.local_time import local, moment


@dataclass(frozen=True)
class Calendar:
    """The dates of a management, or of the whole city where there is none.

    `now` decides what is past, at the minute; `url` is the calendar's own address.
    """

    url: str
    management: Management | None
    now: datetime.datetime
    request: HttpRequest | None

    @cached_property
    def today(self) -> datetime.date:
        """The day that it is in Leipzig."""
        return local(self.now).date()

    @property
    def dates(self) -> OccurrenceQuerySet:
        """All dates that stand in it, past and coming ones."""
        dates = Occurrence.objects.visible_on_site_of(self.management).still_held(self.now)
        return dates.of(self.management) if self.management else dates


def days(first: datetime.date, end: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the moments between which some days lie; `end` is the first day after them."""
    return moment(first, datetime.time()), moment(end, datetime.time())
