"""From when until when something is valid, in German; None where there is no such day."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def days_in_words(first: datetime.date | None, last: datetime.date | None) -> str:
    """Return it as a part of a sentence: “ab dem 1. März 2026”."""
    days = _days(first, last)
    if first and last:
        return _("from %(first)s until %(last)s") % days
    if first:
        return _("from %(first)s on") % days
    return _("until %(last)s") % days if last else _("at all times")


def named_by_days(kind: str, first: datetime.date | None, last: datetime.date | None) -> str:
    """Return a name for one of several of a kind: “Förderhinweis ab 1. März 2026”."""
    names = {"kind": kind, **_days(first, last)}
    if first and last:
        return _("%(kind)s from %(first)s until %(last)s") % names
    if first:
        return _("%(kind)s from %(first)s on") % names
    if last:
        return _("%(kind)s until %(last)s") % names
    return _("%(kind)s without beginning and end") % names


def day_in_words(day: datetime.date | None) -> str:
    """Return a day as sentences name it, nothing for none."""
    return date_format(day, "j. F Y") if day else ""


def _days(first: datetime.date | None, last: datetime.date | None) -> dict[str, str]:
    return {"first": day_in_words(first), "last": day_in_words(last)}
