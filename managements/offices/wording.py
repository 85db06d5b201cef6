"""Moments in words, as people in Leipzig say them."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.schedules.local_time import local


def until_in_words(at: datetime.datetime, *, now: datetime.datetime) -> str:
    """Return a moment at which something ends, for a sentence with “bis” before it.

    Either “Montag, 7. Dezember, 8 Uhr”, or “einschließlich Sonntag, 6. Dezember” for the end of a
    day, which clocks show as the midnight after it. The year stands there if it is another one.
    """
    ends = local(at)
    if ends.time() == datetime.time():
        day = _day(ends.date() - datetime.timedelta(days=1), now)
        return _("the end of %(day)s") % {"day": day}
    return _at(ends.date(), _clock(ends), now)


def from_in_words(at: datetime.datetime, *, now: datetime.datetime) -> str:
    """Return a moment at which something begins, midnight as the day alone."""
    starts = local(at)
    if starts.time() == datetime.time():
        return _day(starts.date(), now)
    return _at(starts.date(), _clock(starts), now)


def _at(day: datetime.date, clock: str, now: datetime.datetime) -> str:
    return _("%(day)s, %(time)s o’clock") % {"day": _day(day, now), "time": clock}


def _day(day: datetime.date, now: datetime.datetime) -> str:
    return date_format(day, "l, j. F" if day.year == local(now).year else "l, j. F Y")


def _clock(at: datetime.datetime) -> str:
    return f"{at.hour}:{at.minute:02}" if at.minute else str(at.hour)
