"""Read the notices of many pages once for all days on which they are the same."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation

from managements.funding.models import CityNotice, FundingNotice, Logo, ProgrammeName
from managements.funding.notices import ShownNotice, notice_for
from managements.models import FormerName, Management

_DAY = datetime.timedelta(days=1)
_CITY = 0  # no management has this key


class Notices:
    """The notices of many pages, as they are drawn today."""

    def __init__(self, today: datetime.date) -> None:
        self.today = today
        self._turns: dict[int, list[datetime.date]] | None = None
        self._found: dict[tuple[int, int], ShownNotice | None] = {}

    def of(self, management: Management | None, day: datetime.date) -> ShownNotice | None:
        """Return what `notice_for` returns.

        Six queries for each time in which the notice of a management stays the same, and five once.
        """
        if self._turns is None:
            self._turns = _turning_days()
        owner = management.pk if management else _CITY
        time = owner, bisect_right(self._turns[owner], day)
        if time not in self._found:
            with translation.override(settings.LANGUAGE_CODE):
                self._found[time] = notice_for(management, day, today=self.today)
        return self._found[time]


def _turning_days() -> dict[int, list[datetime.date]]:
    """Return the days from which on the notice of a management may read otherwise; five queries.

    How logos are drawn depends on today alone.
    """
    shared: set[datetime.date | None] = {
        *ProgrammeName.objects.values_list("valid_from", flat=True),
        *_following(Logo.objects.values_list("shown_until", flat=True)),
    }
    turns: dict[int, set[datetime.date | None]] = defaultdict(shared.copy)
    for owner, last_day in FormerName.objects.values_list("management", "last_day"):
        turns[owner].update(_following([last_day]))
    for owner, first, last in FundingNotice.objects.values_list(
        "management", "valid_from", "valid_until"
    ):
        turns[owner].update([first, *_following([last])])
    for first, last in CityNotice.objects.values_list("valid_from", "valid_until"):
        turns[_CITY].update([first, *_following([last])])
    return defaultdict(
        lambda: sorted(filter(None, shared)),
        {owner: sorted(filter(None, days)) for owner, days in turns.items()},
    )


def _following(days: Iterable[datetime.date | None]) -> Iterator[datetime.date]:
    """Return the days after some last ones; the last day of the calendar has none."""
    return (day + _DAY for day in days if day is not None and day != datetime.date.max)
