"""Writes rules for tests, as short as people say them."""

import datetime
from typing import Any

from managements.schedules.rules import Repeats, Rule

MO, TU, WE, TH, FR, SA, SU = range(7)


def day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def time(iso: str) -> datetime.time:
    return datetime.time.fromisoformat(iso)


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: day(value)
        if name in {"last_day", "until"}
        else time(value)
        if name in {"starts_at", "ends_at"}
        else value
        for name, value in facts.items()
    }


def once(first_day: str, **facts: Any) -> Rule:
    return Rule(Repeats.ONCE, day(first_day), **_facts(facts))


def weekly(first_day: str, *weekdays: int, **facts: Any) -> Rule:
    return Rule(Repeats.WEEKLY, day(first_day), weekdays=weekdays, **_facts(facts))


def monthly(first_day: str, nths: tuple[int, ...], *weekdays: int, **facts: Any) -> Rule:
    return Rule(Repeats.MONTHLY, day(first_day), nths=nths, weekdays=weekdays, **_facts(facts))


def listed(first_day: str, *days: str, **facts: Any) -> Rule:
    return Rule(Repeats.LISTED, day(first_day), days=tuple(map(day, days)), **_facts(facts))
