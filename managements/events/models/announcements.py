"""When and where an event is, in the few words that a picture has room for."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from managements.events.models.occurrences import Occurrence
from managements.events.models.shown_dates import days_of
from managements.offices.models import Place
from managements.pages.models import Announcement
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.schedules.rules import Repeats, Rule
from managements.schedules.sentences import sentence


def announcement_of(
    rule: Rule, date: Occurrence | None, places: Sequence[Place], meeting_point: str
) -> Announcement | None:
    """Return when and where: of a series its rule, else the one date, wherever it was moved.

    `date` is the one that matters most. The words name the year: pictures are kept by others, and
    may be looked at much later.
    """
    if rule.repeats != Repeats.ONCE:
        names = [places[0].in_one_line] if len(places) == 1 else [place.name for place in places]
        return Announcement(_beginning(sentence(rule)), _where(meeting_point, *names))
    if date is None:
        return None
    date = date.moved_to or date
    return Announcement(
        when=_beginning(sentence(_rule_of(date, rule))),
        where=_where(meeting_point, date.place.in_one_line if date.place else ""),
        state="" if date.takes_place else _("does not take place"),
    )


def _rule_of(date: Occurrence, rule: Rule) -> Rule:
    """Return the rule by which a date takes place that may have been moved."""
    if date.state == State.PLANNED:
        return rule
    first, last = days_of(date)
    return replace(
        rule,
        first_day=first,
        last_day=last if last > first else None,
        starts_at=local(date.starts_at).time() if date.has_time else None,
        ends_at=local(date.ends_at).time() if date.has_time and date.has_end else None,
    )


def _where(meeting_point: str, *names: str) -> str:
    if meeting_point:
        return _("Meeting point: %(where)s") % {"where": meeting_point}
    return " · ".join(filter(None, names))


def _beginning(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
