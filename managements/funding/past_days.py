"""Which days that are over would lose or change their notice if another one were stored."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from managements.funding.coverage import Period, period_read
from managements.funding.models import FundingNotice, WordedNotice

_DAY = datetime.timedelta(days=1)

# Whose days they are, by the key of a notice; None for one that is not stored yet.
_Dated = tuple[int | None, Period]


@dataclass(frozen=True)
class PastDays:
    """Days that follow each other, both inclusive, and what happens to posts of these days."""

    # None: all days until the last one.
    first: datetime.date | None
    last: datetime.date
    # Whether no notice would be left; else it would be another one, or the same as on another day.
    are_lost: bool


def past_days_changed(notice: WordedNotice, today: datetime.date) -> list[PastDays]:
    """Return the days before today that have a notice, and would have another one or none.

    That is so once a notice is stored with the days that it has here, and the one before it has
    ended if that was asked for. Texts and names are not compared. Days that only get the notice
    that already stands below their posts are not among them. Two queries at most.
    """
    stored = notice.of_the_same_owner().values_list("pk", "valid_from", "valid_until")
    before = _in_order((pk, (first, last)) for pk, first, last in stored)
    if not before:
        return []
    has_ended = isinstance(notice, FundingNotice) and notice.management.has_ended
    return list(_changed(before, _once_stored(notice, before), today, has_ended=has_ended))


def _once_stored(notice: WordedNotice, before: Iterable[_Dated]) -> list[_Dated]:
    """Return the days of all notices of an owner as they will be."""
    previous = notice.previous() if notice.ends_previous else None
    after: list[_Dated] = [(notice.pk, (notice.valid_from, notice.valid_until))]
    for pk, (first, last) in before:
        if previous is not None and pk == previous.pk and notice.valid_from is not None:
            after.append((pk, (first, notice.valid_from - _DAY)))
        elif pk != notice.pk:
            after.append((pk, (first, last)))
    return _in_order(after)


def _in_order(dated: Iterable[_Dated]) -> list[_Dated]:
    return sorted(dated, key=lambda one: one[1][0] or datetime.date.min)


def _changed(
    before: list[_Dated], after: list[_Dated], today: datetime.date, *, has_ended: bool
) -> Iterator[PastDays]:
    def read(dated: list[_Dated], day: datetime.date) -> tuple[int | None, datetime.date] | None:
        periods = [period for _pk, period in dated]
        found = period_read(periods, day, today=today, has_ended=has_ended)
        return (dated[found[0]][0], found[1]) if found else None

    pending: PastDays | None = None
    # From each of these days until the next one, the same is read.
    for start, following in pairwise([*_turns([*before, *after], today), today]):
        was, will = read(before, start), read(after, start)
        if was is None or (will is not None and _is_kept(was, will, start)):
            continue
        first = None if start == datetime.date.min else start
        days = PastDays(first, following - _DAY, are_lost=will is None)
        if pending and (pending.last + _DAY, pending.are_lost) == (start, days.are_lost):
            pending = replace(pending, last=days.last)
            continue
        if pending:
            yield pending
        pending = days
    if pending:
        yield pending


def _is_kept(
    was: tuple[int | None, datetime.date],
    will: tuple[int | None, datetime.date],
    day: datetime.date,
) -> bool:
    """Whether it is the same notice, and is valid on the day if it was."""
    return was[0] == will[0] and (was[1] != day or will[1] == day)


def _turns(dated: Iterable[_Dated], today: datetime.date) -> list[datetime.date]:
    """Return the days before today from which on another notice may be read, from the first on."""
    turns = {datetime.date.min}
    for _pk, (first, last) in dated:
        turns.update({first} if first else ())
        turns.update({last + _DAY} if last and last < today else ())
    return sorted(turn for turn in turns if turn < today)
