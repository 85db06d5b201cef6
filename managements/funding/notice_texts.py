"""The words of many notices at once, as feeds name who paid for each of their posts."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from managements.funding.coverage import period_read
from managements.funding.models import CityNotice, FundingNotice
from managements.funding.notices import programmes_with_names, wording_of
from managements.models import Management


class NoticeTexts:
    """What `notice_for` says, without logos, for any days: five queries however many there are."""

    def __init__(self, managements: Iterable[Management | None], *, today: datetime.date) -> None:
        self._today = today
        owners = set(managements)
        self._city = list(CityNotice.objects.in_order()) if None in owners else []
        self._notices: dict[int, list[FundingNotice]] = defaultdict(list)
        own = [one for one in owners if one is not None]
        # With their former names: asked of other records, each day would ask for them anew.
        self._own = {one.pk: one for one in own}
        if not own:
            return
        notices = FundingNotice.objects.filter(management__in=own).in_order()
        for notice in notices.prefetch_related(programmes_with_names()):
            self._notices[notice.management_id].append(notice)
        prefetch_related_objects(own, "former_names")

    def on(self, management: Management | None, day: datetime.date) -> str:
        """Return the words of a management's notice on a day, the city's for None; empty if none."""
        if management is None:
            periods = [(one.valid_from, one.valid_until) for one in self._city]
            read = period_read(periods, day, today=self._today, has_ended=False)
            return wording_of(self._city[read[0]], None, read[1]) if read else ""
        notices = self._notices[management.pk]
        periods = [(one.valid_from, one.valid_until) for one in notices]
        read = period_read(periods, day, today=self._today, has_ended=management.has_ended)
        if read is None:
            return ""
        found, day = notices[read[0]], read[1]
        return wording_of(found, self._own[management.pk], day)
