"""Days and times as clocks in Leipzig show them, and the moments they mean."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from managements.schedules.local_time import local, midnight_after, moment
from managements.schedules.reach import EARLIEST, LATEST
from tests.managements.schedules.rules import day, time

pytestmark = pytest.mark.once

# In 2026 clocks went forward on 29 March at 2, and back on 25 October at 3.
FORWARD, BACK = "2026-03-29", "2026-10-25"


@pytest.mark.parametrize(
    ("on", "at", "utc"),
    [
        ("2026-01-15", "14:00", "2026-01-15 13:00"),
        ("2026-07-15", "14:00", "2026-07-15 12:00"),
        (FORWARD, "01:59", "2026-03-29 00:59"),
        # Left out: reckoned with the difference from before (RFC 5545, 3.3.5).
        (FORWARD, "02:00", "2026-03-29 01:00"),
        (FORWARD, "02:30", "2026-03-29 01:30"),
        (FORWARD, "03:00", "2026-03-29 01:00"),
        (BACK, "01:59", "2026-10-24 23:59"),
        # Comes twice: the first one is meant (RFC 5545, 3.3.5).
        (BACK, "02:30", "2026-10-25 00:30"),
        (BACK, "03:00", "2026-10-25 02:00"),
    ],
)
def test_a_time_of_day_is_one_moment(on, at, utc) -> None:
    assert f"{moment(day(on), time(at)):%Y-%m-%d %H:%M}" == utc
    assert moment(day(on), time(at)).tzinfo is datetime.UTC


def test_a_time_that_clocks_leave_out_shows_an_hour_later() -> None:
    assert f"{local(moment(day(FORWARD), time('02:30'))):%H:%M}" == "03:30"


@given(st.dates(EARLIEST, LATEST), st.times())
def test_moments_read_back_as_the_time_that_was_meant(on, at) -> None:
    at = at.replace(fold=0)
    shown = local(moment(on, at))
    # An hour in a year is left out.
    assert shown.replace(tzinfo=None) - datetime.datetime.combine(on, at) in {
        datetime.timedelta(),
        datetime.timedelta(hours=1),
    }
    assert shown.date() == on


@pytest.mark.parametrize(
    ("on", "hours"), [("2026-03-28", 24), (FORWARD, 23), (BACK, 25), ("2099-12-31", 24)]
)
def test_a_day_ends_at_the_next_midnight(on, hours) -> None:
    ends = midnight_after(day(on))
    assert ends - moment(day(on), time("00:00")) == datetime.timedelta(hours=hours)
