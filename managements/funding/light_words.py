"""How it stands with notices, in German."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from managements.funding.coverage import Coverage, Gap, Light

_DAY = datetime.timedelta(days=1)


def coverage_in_words(
    found: Coverage,
    today: datetime.date,
    *,
    has_notices: bool,
    next_first: datetime.date | None = None,
) -> str:
    """Return in a sentence or two whether a notice is valid today, and until when.

    `next_first` is the first day of the notice that comes next.
    """
    if found.light is Light.GAP:
        return f"{_('No notice is valid today.')} {_before_or_after(found, today, has_notices)}"
    gap = found.gap_ahead(today)
    if next_first and (gap is None or next_first < gap.first):
        words = {"day": in_words(next_first)}
        followed = _("A notice is valid today. From %(day)s on the next one is valid.") % words
        return " ".join([followed, *_then(gap)])
    if gap is None:
        return _("A notice is valid today, without an end.")
    until = in_words(gap.first - _DAY)
    if gap.last is None:
        return _("The notice ends on %(day)s. After that there is none.") % {"day": until}
    words = {"day": until, "next": in_words(gap.last + _DAY)}
    return _("The notice ends on %(day)s. The next one begins on %(next)s only.") % words


def _then(gap: Gap | None) -> list[str]:
    """Say which days after the next notice have none."""
    if gap is None:
        return []
    words = {"day": in_words(gap.first - _DAY)}
    if gap.last is None:
        return [_("After %(day)s there is none.") % words]
    words["next"] = in_words(gap.last + _DAY)
    return [_("After %(day)s there is none, until another one begins on %(next)s.") % words]


def _before_or_after(found: Coverage, today: datetime.date, has_notices: bool) -> str:
    gap = next(gap for gap in found.gaps if today in gap)
    if gap.last is not None:
        return _("The next one begins on %(day)s.") % {"day": in_words(gap.last + _DAY)}
    if not has_notices:
        return _("None has been entered yet.")
    return _("The last one ended on %(day)s.") % {"day": in_words(gap.first - _DAY)}


def ended_in_words(*, has_notice: bool) -> str:
    """Return what stands below the pages of a management that has ended."""
    if has_notice:
        return _("The management has ended. Its last notice stays below its pages.")
    return _("The management has ended, and no notice stands below its pages.")


def gap_in_words(gap: Gap) -> str:
    """Return which days a gap has."""
    first = in_words(gap.first)
    if gap.last is None:
        return pgettext("days without a notice", "from %(first)s on") % {"first": first}
    if gap.last == gap.first:
        return first
    words = {"first": first, "last": in_words(gap.last)}
    return pgettext("days without a notice", "%(first)s to %(last)s") % words


def in_words(day: datetime.date) -> str:
    """Return a day as sentences name it."""
    return date_format(day, "j. F Y")
