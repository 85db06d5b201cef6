"""What is said once a notice is stored, in German."""

import datetime
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.funding.coverage import Gap
from managements.funding.models import WordedNotice


def stored_in_words(
    notice: WordedNotice,
    *,
    is_new: bool,
    ended: WordedNotice | None,
    gaps: Iterable[Gap],
    today: datetime.date,
) -> str:
    """Return what storing a notice did: to the one before it, to older posts, and which days lack one."""
    sentences = [_("%(notice)s is saved.") % {"notice": notice}]
    if is_new and notice.valid_from and notice.valid_from < today:
        sentences.append(
            _("It also stands below posts since %(day)s.") % {"day": _day(notice.valid_from)}
        )
    if ended is not None:
        sentences.append(
            _("The notice before it is valid %(period)s.") % {"period": ended.days_in_words}
        )
    return " ".join([*sentences, *map(gap_in_a_sentence, gaps)])


def gap_in_a_sentence(gap: Gap) -> str:
    """Return which days are without a notice: “Vom 27. bis 30. November 2026 steht dann …”."""
    if gap.last is None:
        return _("From %(first)s on there is no notice then.") % {"first": _day(gap.first)}
    if gap.first == gap.last:
        return _("On %(first)s there is no notice then.") % {"first": _day(gap.first)}
    words = {"first": _day_before(gap.first, gap.last), "last": _day(gap.last)}
    return _("From %(first)s to %(last)s there is no notice then.") % words


def _day(day: datetime.date) -> str:
    return date_format(day, "j. F Y")


def _day_before(day: datetime.date, last: datetime.date) -> str:
    """Return a day without what the one after it in the sentence says."""
    if day.year != last.year:
        return _day(day)
    return date_format(day, "j. F" if day.month != last.month else "j.")
