"""When an office opens again, if nobody says otherwise."""

import datetime

from managements.schedules.local_time import local, moment
from managements.schedules.public_holidays import public_holiday

OPENING = datetime.time(8)
_SATURDAY = 5


def next_morning(now: datetime.datetime) -> datetime.datetime:
    """Return eight o'clock of the next working day: no Saturday, Sunday or public holiday."""
    day = local(now).date() + datetime.timedelta(days=1)
    while day.weekday() >= _SATURDAY or public_holiday(day):
        day += datetime.timedelta(days=1)
    return moment(day, OPENING)
