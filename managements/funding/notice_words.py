"""What is said once a notice is stored, in German."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.funding.coverage import Gap
from managements.funding.models import WordedNotice
from managements.funding.models.days_in_words import days_in_words
from managements.funding.past_days import PastDays


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


def follower_question(notice: WordedNotice) -> tuple[str, str]:
    """Return what asks whether a notice is to follow another one from a day on that is over.

    These are the label of the box that says yes, and what is said as long as it is not ticked.
    """
    first = _day(notice.valid_from) if notice.valid_from else ""
    return (
        _("Yes, the words below posts since %(day)s change") % {"day": first},
        _(
            "The first day is over already, so older posts get the new words. If that is right, "
            "tick this box. Otherwise choose today or a later day."
        ),
    )


def past_question(days: Sequence[PastDays]) -> tuple[str, str]:
    """Return the same for days that are over, and would have another notice or none."""
    lost = [one for one in days if one.are_lost]
    others = [one for one in days if not one.are_lost]
    sentences = [_("This concerns days that are over already.")]
    if lost:
        sentences.append(_("No notice stands below posts %(days)s then.") % _named(lost))
    if others:
        sentences.append(_("Other words may stand below posts %(days)s then.") % _named(others))
    sentences.append(
        _("If that is right, tick this box. Otherwise change the first or the last day.")
    )
    label = _("Yes, the notice below posts %(days)s changes") % _named(days)
    return label, " ".join(sentences)


def _named(days: Sequence[PastDays]) -> dict[str, str]:
    """Return days as sentences name them: “bis zum 31. Mai 2025 und vom 2. bis zum …”."""
    words = [
        _("of %(day)s") % {"day": _day(one.last)}
        if one.first == one.last
        else days_in_words(one.first, one.last)
        for one in days
    ]
    if len(words) > 1:
        several = {"several": ", ".join(words[:-1]), "last": words[-1]}
        return {"days": _("%(several)s and %(last)s") % several}
    return {"days": words[0]}


def _day(day: datetime.date) -> str:
    return date_format(day, "j. F Y")


def _day_before(day: datetime.date, last: datetime.date) -> str:
    """Return a day without what the one after it in the sentence says."""
    if day.year != last.year:
        return _day(day)
    return date_format(day, "j. F" if day.month != last.month else "j.")
