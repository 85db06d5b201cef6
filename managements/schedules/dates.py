"""The dates of a schedule: what its rule plans, and what has been changed about single days."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.schedules.local_time import midnight_after, moment
from managements.schedules.rules import IsFree, Rule, never_free, planned_days


class ChangeKind(models.TextChoices):
    """What may be changed about a single day."""

    CANCELLED = "cancelled", _("cancelled (stays visible, struck through)")
    MOVED = "moved", _("moved to another time or place")
    LEFT_OUT = "left_out", _("left out (is not shown)")
    EXTRA = "extra", _("an additional date")


@dataclass(frozen=True)
class Change:
    """A change to one day of a schedule.

    `day` is the day that the rule plans; an additional date is its own. What is None stays as
    planned. `place_id` is the key of a place, for whoever keeps places.
    """

    kind: ChangeKind
    day: datetime.date
    new_day: datetime.date | None = None
    new_starts_at: datetime.time | None = None
    new_ends_at: datetime.time | None = None
    place_id: int | None = None
    note: str = ""
    # Only an additional date is cancelled by the change that says of it: no rule plans its day.
    is_cancelled: bool = False
    # By what its keeper knows it; says nothing of the change itself.
    key: int | None = field(default=None, compare=False)

    @property
    def moves(self) -> bool:
        """Whether it says of another day, time or place; what is cancelled may have moved before."""
        return bool(self.new_day or self.new_starts_at or self.place_id)


class State(models.TextChoices):
    """What is true of a date."""

    PLANNED = "planned", _("takes place")
    CANCELLED = "cancelled", _("is cancelled")
    # The one date in its new place, and where it was before: both stay visible.
    MOVED = "moved", _("has been moved here")
    MOVED_AWAY = "moved_away", _("has been moved away")
    EXTRA = "extra", _("is additional")


@dataclass(frozen=True)
class Date:
    """One date of a schedule.

    `planned_day` names it for good, wherever it is moved; `number` says whose turn it is among
    several places, None for an additional date, which has a turn of nobody.
    """

    planned_day: datetime.date
    number: int | None
    day: datetime.date
    last_day: datetime.date
    starts_at: datetime.time | None
    ends_at: datetime.time | None
    state: State = State.PLANNED
    note: str = ""
    place_id: int | None = None
    # Where a date that moved is now, or where it was.
    other_day: datetime.date | None = None
    # The key of the change that adds it: there may be several on one day.
    addition: int | None = None

    @property
    def has_end(self) -> bool:
        """Whether people know at what time it ends."""
        return self.ends_at is not None

    @property
    def starts(self) -> datetime.datetime:
        """The moment it begins, in UTC."""
        return moment(self.day, self.starts_at or datetime.time())

    @property
    def ends(self) -> datetime.datetime:
        """The moment it is past, in UTC: the end of its day where nobody knows better."""
        if self.ends_at is None:
            return midnight_after(self.last_day)
        # In the night that clocks go forward, an end may lie in the hour that is left out.
        return max(moment(self.last_day, self.ends_at), self.starts)


def dates(
    rule: Rule,
    changes: Iterable[Change] = (),
    *,
    to: datetime.date,
    is_free: IsFree = never_free,
) -> list[Date]:
    """Return the dates of a schedule whose planned day is not after `to`, in order of time.

    A change to a day that the rule does not plan (any more) says nothing; additional dates always
    count, whatever the rule plans on their day, and whatever is said of that.
    """
    by_day: dict[datetime.date, Change] = {}
    extras: list[Change] = []
    found: list[Date] = []
    for change in changes:
        if change.kind != ChangeKind.EXTRA:
            by_day[change.day] = change
        elif change.day <= to:
            extras.append(change)
    for planned in planned_days(rule, to=to, is_free=is_free):
        last_day = rule.last_day or planned.day
        date = Date(
            planned_day=planned.day,
            number=planned.number,
            day=planned.day,
            last_day=last_day,
            starts_at=rule.starts_at,
            ends_at=rule.ends_at,
        )
        found.extend(_changed(date, by_day.get(planned.day)))
    found.extend(_extra(rule, change) for change in extras)
    return sorted(found, key=lambda date: (date.starts, date.ends, date.planned_day))


def _changed(date: Date, change: Change | None) -> Iterator[Date]:
    if change is None:
        yield date
    elif change.kind == ChangeKind.CANCELLED and not change.moves:
        yield replace(date, state=State.CANCELLED, note=change.note)
    elif change.kind in {ChangeKind.MOVED, ChangeKind.CANCELLED}:
        new_day = change.new_day or date.day
        starts_at = change.new_starts_at or date.starts_at
        moved = replace(
            date,
            day=new_day,
            last_day=new_day + (date.last_day - date.day),
            starts_at=starts_at,
            # With a new beginning the old end holds no longer.
            ends_at=change.new_ends_at
            or (date.ends_at if change.new_starts_at in {None, date.starts_at} else None),
            # What had moved before it was cancelled is missed where it had moved to.
            state=State.CANCELLED if change.kind == ChangeKind.CANCELLED else State.MOVED,
            note=change.note,
            place_id=change.place_id,
            other_day=date.day,
        )
        yield moved
        if (moved.day, moved.starts_at) != (date.day, date.starts_at):
            yield replace(date, state=State.MOVED_AWAY, note=change.note, other_day=new_day)


def _extra(rule: Rule, change: Change) -> Date:
    return Date(
        planned_day=change.day,
        number=None,
        day=change.day,
        last_day=change.day,
        starts_at=change.new_starts_at or rule.starts_at,
        ends_at=change.new_ends_at or (None if change.new_starts_at else rule.ends_at),
        state=State.CANCELLED if change.is_cancelled else State.EXTRA,
        note=change.note,
        place_id=change.place_id,
        addition=change.key,
    )
