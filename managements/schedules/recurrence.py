"""The dates of a schedule as RFC 5545 says them: a first one, a rule, and what differs from it.

Programs know a single date of a series by its slot (RECURRENCE-ID): the day and time at which the
rule plans it, wherever it has been moved. All times are those of clocks in Leipzig; nothing here
reckons in UTC, save that UNTIL has to be told in it.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from icalendar import vRecur

from managements.schedules.dates import Date, State
from managements.schedules.local_time import BERLIN, local, midnight_after, moment
from managements.schedules.rules import LAST, Repeats, Rule, planned_days

# A whole day, or a moment with the clock of Leipzig.
When = datetime.date | datetime.datetime

_NEXT_DAY, _A_MOMENT_LATER = datetime.timedelta(days=1), datetime.timedelta(minutes=1)
# Leipzig's distance from UTC. recurring-ical-events, which Home Assistant and others read with,
# takes a local time for one in UTC where a slot is so far from another one.
_MISTAKEN = tuple(datetime.timedelta(hours=hours) for hours in (-2, -1, 1, 2))
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Instance:
    """A date of a series, with the slot by which it is known."""

    slot: When
    date: Date
    # Whether it begins and ends as the series says of this slot.
    is_regular: bool

    @property
    def start(self) -> When:
        """When it begins (DTSTART)."""
        return starts(self.date)

    @property
    def end(self) -> When | None:
        """When it ends (DTEND); None where nobody knows."""
        return ends(self.date)


@dataclass(frozen=True)
class Series:
    """What a series says of all its dates, and the dates themselves in the order of their slots."""

    start: When
    end: When | None
    rule: vRecur | None
    # Slots of the rule without a date (EXDATE), and dates without a slot of the rule (RDATE).
    left_out: tuple[When, ...]
    added: tuple[When, ...]
    instances: tuple[Instance, ...]

    @property
    def is_single(self) -> bool:
        """Whether there is one date only, so that nothing recurs."""
        return len(self.instances) == 1


def series(rule: Rule, dates: Iterable[Date]) -> Series | None:
    """Return some dates of a schedule as a series, None if there are none.

    It says exactly these dates: where the rule plans a day that is not among them, it is left out.
    """
    slots = _slots(rule, [date for date in dates if date.state != State.MOVED_AWAY])
    if not slots:
        return None
    instances = tuple(
        Instance(slot, date, is_regular=_is_regular(rule, slot, date))
        for slot, date in sorted(slots.items(), key=lambda item: _order(item[0]))
    )
    if len(instances) == 1:
        only = instances[0]
        return Series(only.start, only.end, None, (), (), instances)
    start = instances[0].slot
    planned = [one.slot for one in instances if one.date.number is not None]
    ruled, recurrence = _ruled_slots(rule, planned), None
    # Nothing may come before the first date of a rule: then all are listed one by one.
    if ruled and ruled[0] == start:
        recurrence = _recurrence(rule, until=planned[-1])
    else:
        ruled = [start]
    of_the_rule = set(ruled)
    return Series(
        start=start,
        end=_planned_end(rule, start),
        rule=recurrence,
        left_out=tuple(slot for slot in ruled if slot not in slots),
        added=tuple(one.slot for one in instances if one.slot not in of_the_rule),
        instances=instances,
    )


def starts(date: Date) -> When:
    """Return when a date begins: a day, or the time that clocks really show."""
    return date.day if date.starts_at is None else local(date.starts)


def ends(date: Date) -> When | None:
    """Return when a date ends: the day after a whole day, else a time; None where nobody knows."""
    if date.starts_at is None:
        return date.last_day + datetime.timedelta(days=1)
    if date.ends_at is None:
        return local(midnight_after(date.last_day)) if date.last_day > date.day else None
    # What would end before it begins, in the night that clocks go forward, ends as it begins.
    return local(date.ends) if date.ends > date.starts else None


def _slot(rule: Rule, day: datetime.date, time: datetime.time | None) -> When:
    if rule.starts_at is None or time is None:
        return day
    return datetime.datetime.combine(day, time, tzinfo=BERLIN)


def _order(slot: When) -> tuple[int, ...]:
    return slot.timetuple()[:6]


def _slots(rule: Rule, dates: list[Date]) -> dict[When, Date]:
    """Give every date a slot of its own."""
    found: dict[When, Date] = {}
    additional: list[Date] = []
    for date in dates:
        if date.number is None:
            additional.append(date)
        else:
            found[_slot(rule, date.planned_day, rule.starts_at)] = date
    occupied = {*found, *_ruled_slots(rule, list(found))}
    for date in additional:
        slot = _slot(rule, date.day, date.starts_at)
        # Two dates at one time can be told apart if one of them was planned a moment later.
        if rule.starts_at is None:
            while slot in found:
                slot += _NEXT_DAY
        else:
            while slot in found or any(slot + apart in occupied for apart in _MISTAKEN):
                slot += _A_MOMENT_LATER
        found[slot] = date
        occupied.add(slot)
    return found


def _planned_end(rule: Rule, slot: When) -> When | None:
    """Return when a date in a slot ends if it is as long as the rule says."""
    last_day = rule.last_day or rule.first_day
    days = last_day - rule.first_day
    if rule.starts_at is None:
        return slot + days + datetime.timedelta(days=1)
    if rule.ends_at is None:
        return None
    # As clocks show it: with a zone, Python adds to the hands of the clock.
    combine = datetime.datetime.combine
    return slot + (combine(last_day, rule.ends_at) - combine(rule.first_day, rule.starts_at))


def _is_regular(rule: Rule, slot: When, date: Date) -> bool:
    """Whether programs that add the series' duration to a slot find the date's beginning and end.

    Some add hours as clocks show them, others as they pass: in the nights that clocks are changed
    both have to come to the same.
    """
    start, end = starts(date), ends(date)
    if (_order(start), end) != (_order(slot), _planned_end(rule, slot)):
        return False
    if not (isinstance(start, datetime.datetime) and isinstance(end, datetime.datetime)):
        return True
    return end - start == date.ends - date.starts


def _ruled_slots(rule: Rule, planned: Sequence[When]) -> list[When]:
    """Return the slots of the rule itself, from the first to the last one with a date."""
    if not rule.recurs or len(planned) < 2:
        return []
    first, last = _day(min(planned, key=_order)), _day(max(planned, key=_order))
    # From a day of the rule on it plans the same days; those of many years before do not count.
    days = planned_days(replace(rule, first_day=first), to=last)
    return [_slot(rule, one.day, rule.starts_at) for one in days]


def _day(when: When) -> datetime.date:
    return when.date() if isinstance(when, datetime.datetime) else when


def _recurrence(rule: Rule, *, until: When) -> vRecur:
    weekdays = [_WEEKDAYS[one] for one in rule.weekdays]
    parts: dict[str, object] = {"FREQ": "WEEKLY", "INTERVAL": rule.every, "WKST": "MO"}
    if rule.repeats == Repeats.MONTHLY:
        parts = {"FREQ": "MONTHLY"}
        weekdays = [f"{'-1' if nth == LAST else nth}{day}" for day in weekdays for nth in rule.nths]
    if parts.get("INTERVAL") == 1:
        del parts["INTERVAL"], parts["WKST"]
    if rule.starts_at is not None:
        # As RFC 5545, 3.3.10, has it where DTSTART names a time zone.
        until = moment(_day(until), rule.starts_at)
    return vRecur({**parts, "BYDAY": weekdays, "UNTIL": until})
