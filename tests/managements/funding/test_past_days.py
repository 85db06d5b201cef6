"""Which days that are over would change, compared with looking at every single day."""

import datetime
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from managements.funding.coverage import period_read
from managements.funding.models import FundingNotice
from managements.funding.past_days import PastDays, past_days_changed
from managements.models import Management
from tests.managements.funding.conftest import day
from tests.managements.funding.test_days import days, periods

DAY = datetime.timedelta(days=1)
# Before and after all that happens here.
CALENDAR = [day("2024-12-30") + number * DAY for number in range(740)]


def read(dated: dict[int, Any], on: datetime.date, today: datetime.date, *, ended: bool) -> Any:
    """Return the key of the notice of a day, and whether it is valid then."""
    order = sorted(dated, key=lambda key: dated[key][0] or datetime.date.min)
    found = period_read([dated[key] for key in order], on, today=today, has_ended=ended)
    return (order[found[0]], found[1] == on) if found else None


@given(periods(), st.data(), days, st.booleans())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_days_that_change_are_those_that_the_calendar_shows(
    gruenau: Management, given_periods: list[Any], data: Any, today: datetime.date, ended: bool
) -> None:
    assume(given_periods)
    FundingNotice.objects.all().delete()
    stored = FundingNotice.objects.bulk_create(
        FundingNotice(management=gruenau, text="x", valid_from=first, valid_until=last)
        for first, last in given_periods
    )
    gruenau.status = Management.Status.CLOSED if ended else Management.Status.ACTIVE
    before = {one.pk: (one.valid_from, one.valid_until) for one in stored}
    notice = data.draw(st.sampled_from(stored))
    notice.management = gruenau
    notice.valid_from = data.draw(st.none() | days | st.just(notice.valid_from))
    notice.valid_until = data.draw(st.none() | days | st.just(notice.valid_until))
    assume((notice.valid_from or day("2000-01-01")) <= (notice.valid_until or day("2100-01-01")))
    assume(not notice.in_its_way().exists())
    after = before | {notice.pk: (notice.valid_from, notice.valid_until)}
    expected = {}
    for one in CALENDAR:
        was, will = read(before, one, today, ended=ended), read(after, one, today, ended=ended)
        loses_its_day = was and will and was[0] == will[0] and was[1] and not will[1]
        if one < today and was and (will is None or was[0] != will[0] or loses_its_day):
            expected[one] = will is None
    changed = past_days_changed(notice, today)
    assert {
        one: found.are_lost
        for one in CALENDAR
        for found in changed
        if (found.first or datetime.date.min) <= one <= found.last
    } == expected


def test_days_that_follow_each_other_are_told_together(gruenau: Management) -> None:
    notice = FundingNotice.objects.create(management=gruenau, text="x")
    notice.valid_from, notice.valid_until = day("2026-03-01"), day("2026-04-30")
    assert past_days_changed(notice, day("2026-06-01")) == [
        PastDays(None, day("2026-02-28"), are_lost=False),
        PastDays(day("2026-05-01"), day("2026-05-31"), are_lost=True),
    ]


def test_a_first_notice_changes_nothing(gruenau: Management) -> None:
    notice = FundingNotice(management=gruenau, text="x", valid_from=day("2026-01-01"))
    assert past_days_changed(notice, day("2026-06-01")) == []
