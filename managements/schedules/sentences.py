"""Rules, days and times in words, as people in Leipzig say them.

Sentences are parts of sentences: they begin with a small letter wherever German does, and templates
that begin a line with one raise it.
"""

import datetime
import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from managements.schedules.rules import LAST, Repeats, Rule

_MOST_DAYS = 6  # of a list, in a sentence
_RUN = 3  # from so many weekdays on one says from when to when
_ALL_NTHS = {1, 2, 3, 4, 5}
_AFTER_NUMBER = re.compile(r"(?<=[0-9]) |(?<=[0-9]\.) ")


def sentence(rule: Rule, *, today: datetime.date | None = None) -> str:
    """Return a rule in words, for example “jeden 1. und 3. Montag im Monat, 14–16 Uhr”.

    With `today`, a rule that has not begun yet says from when on it holds, and a list of days
    names those that are still to come.
    """
    if rule.repeats == Repeats.ONCE and rule.last_day:
        return _several_days(rule, rule.last_day)
    parts = [_days(rule, today)]
    if times := times_in_words(rule.starts_at, rule.ends_at):
        parts.append(times)
    if rule.recurs:
        if today is not None and rule.first_day > today:
            parts.append(_("from %(day)s on") % {"day": day_in_words(rule.first_day)})
        if rule.until:
            parts.append(_("until %(day)s") % {"day": day_in_words(rule.until)})
        if rule.skips_public_holidays and rule.skips_school_holidays:
            parts.append(_("not on public holidays and not in the school holidays"))
        elif rule.skips_public_holidays:
            parts.append(_("not on public holidays"))
        elif rule.skips_school_holidays:
            parts.append(_("not in the school holidays"))
    return ", ".join(parts)


def _days(rule: Rule, today: datetime.date | None) -> str:
    if rule.recurs and not (rule.weekdays and (rule.nths or rule.repeats == Repeats.WEEKLY)):
        return _("on no day")  # no form lets it pass
    if rule.repeats == Repeats.WEEKLY:
        return _weekly(rule.weekdays, rule.every)
    if rule.repeats == Repeats.MONTHLY:
        return _monthly(rule)
    if rule.repeats == Repeats.LISTED and rule.days:
        days = sorted({rule.first_day, *rule.days})
        coming = [day for day in days if today is None or day >= today]
        return _listed(coming or days)
    return day_in_words(rule.first_day, with_weekday=True)


def _several_days(rule: Rule, last_day: datetime.date) -> str:
    """Say from when to when: “Freitag, 11. September, 14 Uhr bis Sonntag, 13. September 2026”."""
    first = _day_before(rule.first_day, last_day, with_weekday=True, may_lack_month=False)
    last = day_in_words(last_day, with_weekday=True)
    if rule.starts_at is None:
        first = _day_before(rule.first_day, last_day, with_weekday=True)
    else:
        first = f"{first}, {_at(rule.starts_at)}"
    if rule.ends_at is not None:
        last = f"{last}, {_at(rule.ends_at)}"
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _weekly(weekdays: Sequence[int], every: int = 1) -> str:
    weekdays = sorted(weekdays)
    first, last = (str(WEEKDAYS[one]) for one in (weekdays[0], weekdays[-1]))
    is_run = len(weekdays) >= _RUN and weekdays[-1] - weekdays[0] == len(weekdays) - 1
    if every > 1 and is_run:
        return _("every %(number)d weeks from %(first)s to %(last)s") % {
            "number": every,
            "first": first,
            "last": last,
        }
    if every > 1:
        return _("every %(number)d weeks on %(weekdays)s") % {
            "number": every,
            "weekdays": _weekdays(weekdays),
        }
    if len(weekdays) == len(WEEKDAYS):
        return _("every day")
    if is_run:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    return _("every %(weekdays)s") % {"weekdays": _weekdays(weekdays)}


def _monthly(rule: Rule) -> str:
    nths = _without_doubles(rule.nths)
    missing = _ALL_NTHS - nths
    if not missing:
        return _weekly(rule.weekdays)
    if len(missing) == 1 and 5 in nths:
        each = [
            _("every %(weekday)s except the %(nth)d.")
            % {"weekday": WEEKDAYS[weekday], "nth": min(missing)}
            for weekday in sorted(rule.weekdays)
        ]
    else:
        ordinals = [f"{nth}." for nth in sorted(nths - {LAST})]
        if LAST in nths:
            ordinals.append(_("last (of its kind)"))
        each = [
            _("every %(ordinals)s %(weekday)s")
            % {"ordinals": in_a_row(ordinals), "weekday": WEEKDAYS[weekday]}
            for weekday in sorted(rule.weekdays)
        ]
    return _("%(each)s of the month") % {"each": in_a_row(each)}


def _without_doubles(nths: Sequence[int]) -> set[int]:
    """Return the same days with fewer words: the last one is the 5th, or else the 4th."""
    found = set(nths)
    if LAST in found:
        found.discard(5)
        if 4 in found:
            found = found - {LAST} | {5}
    return found


def _listed(days: Sequence[datetime.date]) -> str:
    shown = list(days[:_MOST_DAYS])
    # Within a month “und”, between months “sowie”: “7. und 24. Dezember 2026 sowie 3. Januar 2027”.
    months = [list(found) for _month, found in groupby(shown, key=lambda day: day.replace(day=1))]
    words = [
        in_a_row([*(f"{day.day}." for day in month[:-1]), _day_before(month[-1], following[0])])
        for month, following in pairwise(months)
    ]
    words.append(in_a_row([*(f"{day.day}." for day in months[-1][:-1]), day_in_words(shown[-1])]))
    if further := len(days) - len(shown):
        words.append(
            ngettext("one further day", "%(number)d further days", further) % {"number": further}
        )
    return _of_rows(words) if any(month[1:] for month in months) else in_a_row(words)


def _day_before(
    day: datetime.date,
    following: datetime.date,
    *,
    with_weekday: bool = False,
    may_lack_month: bool = True,
) -> str:
    """Return a day without what the day after it in a sentence says: “7.”, “7. November”."""
    weekday = "l, " if with_weekday else ""
    if day.year != following.year:
        return date_format(day, f"{weekday}j. F Y")
    if day.month != following.month or not may_lack_month:
        return date_format(day, f"{weekday}j. F")
    return date_format(day, f"{weekday}j.")


def _weekdays(weekdays: Sequence[int]) -> str:
    return in_a_row([str(WEEKDAYS[one]) for one in weekdays])


def in_a_row(parts: Sequence[str]) -> str:
    """Return words as a list in a sentence: “Montag, Mittwoch und Freitag”."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def _of_rows(parts: Sequence[str]) -> str:
    """Return parts that are lists themselves, so that each stays in one piece."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and also %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def day_in_words(day: datetime.date, *, with_weekday: bool = False) -> str:
    """Return a day in words: “7. Dezember 2026”, or “Montag, 7. Dezember 2026”."""
    return date_format(day, "l, j. F Y" if with_weekday else "j. F Y")


def unbroken(words: str) -> str:
    """Return words in which lines break between no number and what it counts: “16 Uhr”, “7. Dezember”."""
    return _AFTER_NUMBER.sub("\N{NO-BREAK SPACE}", words)


def times_in_words(starts_at: datetime.time | None, ends_at: datetime.time | None) -> str:
    """Return times of day in words: “14–16 Uhr”, “ab 17:30 Uhr”; nothing for whole days."""
    if starts_at is None:
        return ""
    if ends_at is None:
        return _("from %(time)s o’clock") % {"time": _clock(starts_at)}
    return _("%(start)s–%(end)s o’clock") % {"start": _clock(starts_at), "end": _clock(ends_at)}


def _at(time: datetime.time) -> str:
    return _("%(time)s o’clock") % {"time": _clock(time)}


def _clock(time: datetime.time) -> str:
    return f"{time.hour}:{time.minute:02}" if time.minute else str(time.hour)
