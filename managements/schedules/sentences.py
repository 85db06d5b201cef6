"""Rules, days and times in words, as people in Leipzig say them."""

import datetime
from collections.abc import Sequence

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.schedules.rules import LAST, Repeats, Rule

_MOST_DAYS = 6  # of a list, in a sentence
_WORKING_WEEK = (0, 1, 2, 3, 4)


def sentence(rule: Rule, *, today: datetime.date | None = None) -> str:
    """Return a rule in words, for example “jeden 1. und 3. Montag im Monat, 14–16 Uhr”.

    With `today`, a rule that has not begun yet says from when on it holds.
    """
    parts = [_days(rule)]
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


def _days(rule: Rule) -> str:
    if rule.repeats == Repeats.WEEKLY:
        return _weekly(rule)
    if rule.repeats == Repeats.MONTHLY:
        return _monthly(rule)
    if rule.repeats == Repeats.LISTED and rule.days:
        return _listed(sorted({rule.first_day, *rule.days}))
    if rule.last_day:
        return _("%(first)s to %(last)s") % {
            "first": day_in_words(rule.first_day, with_weekday=True),
            "last": day_in_words(rule.last_day, with_weekday=True),
        }
    return day_in_words(rule.first_day, with_weekday=True)


def _weekly(rule: Rule) -> str:
    weekdays = _weekdays(rule.weekdays)
    if rule.every > 1:
        return _("every %(number)d weeks on %(weekdays)s") % {
            "number": rule.every,
            "weekdays": weekdays,
        }
    if rule.weekdays == _WORKING_WEEK:
        return _("Monday to Friday")
    if len(rule.weekdays) == len(WEEKDAYS):
        return _("every day")
    return _("every %(weekdays)s") % {"weekdays": weekdays}


def _monthly(rule: Rule) -> str:
    nths = set(rule.nths)
    numbers = nths - {LAST}
    missing = {1, 2, 3, 4, 5} - numbers
    if not missing:
        return _("every %(weekdays)s") % {"weekdays": _weekdays(rule.weekdays)}
    if 5 in numbers and len(missing) == 1 and LAST not in nths:
        return _("every %(weekdays)s except the %(nth)d. of the month") % {
            "weekdays": _weekdays(rule.weekdays),
            "nth": missing.pop(),
        }
    ordinals = in_a_row(
        [_("last (of its kind)") if nth == LAST else f"{nth}." for nth in rule.nths]
    )
    return _("%(each)s of the month") % {
        "each": in_a_row(
            [
                _("every %(ordinals)s %(weekday)s")
                % {"ordinals": ordinals, "weekday": WEEKDAYS[weekday]}
                for weekday in rule.weekdays
            ]
        )
    }


def _listed(days: Sequence[datetime.date]) -> str:
    shown = [day_in_words(day) for day in days[:_MOST_DAYS]]
    if further := len(days) - len(shown):
        shown.append(_("%(number)d further days") % {"number": further})
    return in_a_row(shown)


def _weekdays(weekdays: Sequence[int]) -> str:
    return in_a_row([str(WEEKDAYS[one]) for one in weekdays])


def in_a_row(parts: Sequence[str]) -> str:
    """Return words as a list in a sentence: “Montag, Mittwoch und Freitag”."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def day_in_words(day: datetime.date, *, with_weekday: bool = False) -> str:
    """Return a day in words: “7. Dezember 2026”, or “Montag, 7. Dezember 2026”."""
    return date_format(day, "l, j. F Y" if with_weekday else "j. F Y")


def times_in_words(starts_at: datetime.time | None, ends_at: datetime.time | None) -> str:
    """Return times of day in words: “14–16 Uhr”, “ab 17:30 Uhr”; nothing for whole days."""
    if starts_at is None:
        return ""
    if ends_at is None:
        return _("from %(time)s o’clock") % {"time": _clock(starts_at)}
    return _("%(start)s–%(end)s o’clock") % {"start": _clock(starts_at), "end": _clock(ends_at)}


def _clock(time: datetime.time) -> str:
    return f"{time.hour}:{time.minute:02}" if time.minute else str(time.hour)
