"""Single dates as the CMS shows them: in words, with what can be done."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from managements.events.models import DateChange, Occurrence, Source, key_of
from managements.events.sources import (
    act_address,
    addition_address,
    dates_address,
    remove_address,
)
from managements.schedules.dates import ChangeKind, State
from managements.schedules.local_time import local
from managements.schedules.sentences import day_in_words, times_in_words

CANCEL = gettext_lazy("Cancel it")
TAKE_BACK = {
    ChangeKind.CANCELLED: gettext_lazy("Do not cancel after all"),
    ChangeKind.MOVED: gettext_lazy("Do not move after all"),
    ChangeKind.LEFT_OUT: gettext_lazy("Show after all"),
}


@dataclass(frozen=True)
class Act:
    """A button that does something at once, or a link to a form (`is_link`)."""

    label: Any
    url: str
    is_link: bool = False


@dataclass(frozen=True)
class DateRow:
    """One date."""

    # Where the page comes back to after an act.
    anchor: str
    day: datetime.date
    day_in_words: str
    times: str
    title: str
    address: str
    place: str
    state: str
    state_in_words: str
    note: str
    owner: str = ""
    acts: list[Act] = field(default_factory=list)

    @property
    def is_struck(self) -> bool:
        """Whether nobody can go there."""
        return self.state in {State.CANCELLED, State.MOVED_AWAY, ChangeKind.LEFT_OUT}

    @property
    def has_changed(self) -> bool:
        """Whether something else is true of it than the rule plans."""
        return self.state != State.PLANNED


@dataclass(frozen=True)
class DayRows:
    """The dates of one day."""

    title: str
    rows: list[DateRow]


class Changes:
    """What is stored about some dates, found with one query."""

    def __init__(self, occurrences: Iterable[Occurrence]) -> None:
        rows = list(occurrences)
        about = Q(event__in={row.event_id for row in rows} - {None})
        about |= Q(hour__in={row.hour_id for row in rows} - {None})
        days = {row.planned_day for row in rows}
        self._to_rule: dict[tuple[Any, ...], DateChange] = {}
        self._additions: dict[int, DateChange] = {}
        for change in DateChange.objects.filter(about, day__in=days):
            if change.kind == ChangeKind.EXTRA:
                self._additions[change.pk] = change
            else:
                self._to_rule[change.event_id, change.hour_id, change.day] = change

    def of(self, row: Occurrence) -> DateChange | None:
        """Return what was changed about a date of the rule."""
        return self._to_rule.get((row.event_id, row.hour_id, row.planned_day))

    def addition(self, row: Occurrence) -> DateChange | None:
        """Return the addition that a date comes from, if it does."""
        return None if row.addition_id is None else self._additions.get(row.addition_id)


def rows_of(
    occurrences: Iterable[Occurrence], *, names_owner: bool = False, is_one: bool = False
) -> list[DateRow]:
    """Return dates as the CMS shows them; one query. `is_one`: all are of the same event or hour."""
    occurrences = list(occurrences)
    changes = Changes(occurrences)
    rows = []
    for row in occurrences:
        source = row.event or row.hour
        if source is None:  # the database refuses that
            continue
        rows.append(
            DateRow(
                anchor=f"termin-{row.pk}",
                day=local(row.starts_at).date(),
                day_in_words=day_in_words(local(row.starts_at).date(), with_weekday=True),
                times=_times(row),
                title=row.title,
                address=dates_address(source),
                place=row.place.name if row.place else "",
                state=row.state,
                state_in_words=state_in_words(row),
                note=row.note,
                owner=_owner(row) if names_owner else "",
                acts=_acts(source, row, changes, is_one=is_one),
            )
        )
    return rows


def by_day(rows: Iterable[DateRow]) -> list[DayRows]:
    """Return dates under their days; they come in order."""
    return [
        DayRows(title, list(found)) for title, found in groupby(rows, key=lambda r: r.day_in_words)
    ]


def left_out_rows(source: Source, *, today: datetime.date) -> list[DateRow]:
    """Return the coming dates that are shown to nobody."""
    changes = DateChange.objects.filter(**key_of(source), kind=ChangeKind.LEFT_OUT, day__gte=today)
    return [
        DateRow(
            anchor=f"ausgelassen-{change.pk}",
            day=change.day,
            day_in_words=day_in_words(change.day, with_weekday=True),
            times=times_in_words(source.starts_at, source.ends_at),
            title=str(source),
            address=dates_address(source),
            place="",
            state=ChangeKind.LEFT_OUT,
            state_in_words=_("is not shown"),
            note="",
            acts=[
                Act(
                    TAKE_BACK[ChangeKind.LEFT_OUT],
                    act_address(source, "take_back", change.day),
                )
            ],
        )
        for change in changes
    ]


def state_in_words(row: Occurrence) -> str:
    """Return what is true of a date: where it moved, that it is cancelled."""
    other = day_in_words(row.other_day, with_weekday=True) if row.other_day else ""
    if row.state == State.MOVED_AWAY:
        return _("moved to %(day)s") % {"day": other}
    if row.state == State.MOVED:
        if row.other_day == local(row.starts_at).date():
            return _("another time or place than planned")
        return _("moved from %(day)s") % {"day": other}
    return str(row.get_state_display())


def _times(row: Occurrence) -> str:
    starts, ends = local(row.starts_at), local(row.ends_at)
    if not row.has_time:
        words = _("all day")
        # The end is the midnight after.
        last_day = (ends - datetime.timedelta(microseconds=1)).date()
    else:
        words = times_in_words(starts.time(), ends.time() if row.has_end else None)
        last_day = ends.date() if row.has_end else starts.date()
    if last_day > starts.date():
        words += ", " + _("until %(day)s") % {"day": day_in_words(last_day, with_weekday=True)}
    return words


def _owner(row: Occurrence) -> str:
    return row.management.short_name if row.management else _("City")


def _acts(source: Source, row: Occurrence, changes: Changes, *, is_one: bool) -> list[Act]:
    if row.state == State.MOVED_AWAY:
        return []  # all is done where it is now
    addition = changes.addition(row)
    if addition is not None:
        return _acts_of_addition(source, row, addition)
    day = row.planned_day
    if row.state == State.CANCELLED:
        change = changes.of(row)
        if change is None or change.kind != ChangeKind.CANCELLED:
            return []  # a closure cancels it, and ends by itself
        return [
            Act(TAKE_BACK[ChangeKind.CANCELLED], act_address(source, "take_back", day)),
            Act(_reason(row), act_address(source, "cancel", day), is_link=True),
        ]
    acts = [
        Act(CANCEL, act_address(source, "cancel", day)),
        Act(_("Move it"), act_address(source, "move", day), is_link=True),
    ]
    if row.state == State.MOVED:
        acts.append(Act(TAKE_BACK[ChangeKind.MOVED], act_address(source, "take_back", day)))
    elif is_one and row.state == State.PLANNED:
        acts.append(Act(_("Do not show"), act_address(source, "leave_out", day)))
    return acts


def _acts_of_addition(source: Source, row: Occurrence, addition: DateChange) -> list[Act]:
    cancel = addition_address(source, "cancel", addition.pk)
    remove = Act(_("Remove"), remove_address(source, addition.pk))
    if row.state != State.CANCELLED:
        return [Act(CANCEL, cancel), remove]
    if not addition.is_cancelled:
        return []  # a closure cancels it, and ends by itself
    take_back = addition_address(source, "take_back", addition.pk)
    return [
        Act(TAKE_BACK[ChangeKind.CANCELLED], take_back),
        Act(_reason(row), cancel, is_link=True),
        remove,
    ]


def _reason(row: Occurrence) -> str:
    return _("Change the reason") if row.note else _("Give a reason")
