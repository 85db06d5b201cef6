"""Days and times of day as people write them."""

import datetime
import re

# ASCII digits alone: Python would count with those of other scripts as well.
_DAY = r"[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?(?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY_AND_REST = re.compile(rf"({_DAY})(?:(?:\s*,\s*|\s+|T)(.+))?")
_TIME = re.compile(
    r"(?:um\s+)?([0-9]{1,2})(?:[:.]([0-9]{2})(?:[:.][0-9]{2})?)?\s*(?:Uhr|h)?", re.IGNORECASE
)
_END_OF_DAY = re.compile(r"(?:um\s+)?24(?:[:.]00)?\s*(?:Uhr|h)?", re.IGNORECASE)


class NoSuchDayError(ValueError):
    """What is written like a day, but stands in no calendar."""


def read_day(written: str) -> datetime.date:
    """Return a day that is written like 24.12.2026, 24.12.26 or 2026-12-24.

    Raises:
        NoSuchDayError: if it is one that does not exist, like 31.02.2026.
        ValueError: if it is none.
    """
    day, rest = split_at_day(written)
    if rest:
        raise ValueError(written)
    return day


def split_at_day(written: str) -> tuple[datetime.date, str]:
    """Return the day that a text begins with, and what follows.

    Raises:
        NoSuchDayError: if it begins with one that does not exist.
        ValueError: if it begins with none.
    """
    match = _DAY_AND_REST.fullmatch(written.strip())
    if match is None:
        raise ValueError(written)
    day, rest = match[1], match[2] or ""
    try:
        return _day(day), rest
    except ValueError as error:
        raise NoSuchDayError(written) from error


def _day(written: str) -> datetime.date:
    if "-" in written:
        return datetime.date.fromisoformat(written)
    number, month, year = (int(part) for part in written.split("."))
    # Two digits are a year of this century, as in Django's own fields.
    has_century = len(written.rpartition(".")[2].strip()) == len("2026")
    return datetime.date(year if has_century else 2000 + year, month, number)


def read_time(written: str) -> datetime.time:
    """Return a time that is written like 14:30, 14.30, 14, 14 Uhr or 14:30 Uhr.

    Raises:
        ValueError: if it is none.
    """
    match = _TIME.fullmatch(written.strip())
    if match is None:
        raise ValueError(written)
    return datetime.time(int(match[1]), int(match[2] or 0))


def is_end_of_day(written: str) -> bool:
    """Whether it is written like 24 Uhr."""
    return _END_OF_DAY.fullmatch(written.strip()) is not None
