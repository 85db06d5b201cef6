"""Leipzig's own time: days and times of day as people say them, and the moments they mean."""

import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
TIMEZONE_NAME = "Europe/Berlin"


def moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Return the moment, in UTC, at which clocks in Leipzig show a time.

    In the night that clocks go forward, a time that they leave out is reckoned from before the
    change (02:30 is half an hour after 02:00, when clocks show 03:30). In the night that they go
    back, the first of two equal times is meant. Both as RFC 5545, 3.3.5, has it.
    """
    return datetime.datetime.combine(day, time, tzinfo=BERLIN).astimezone(datetime.UTC)


def midnight_after(day: datetime.date) -> datetime.datetime:
    """Return the moment at which a day ends, in UTC."""
    return moment(day + datetime.timedelta(days=1), datetime.time())


def local(at: datetime.datetime) -> datetime.datetime:
    """Return a moment as clocks in Leipzig show it."""
    return at.astimezone(BERLIN)
