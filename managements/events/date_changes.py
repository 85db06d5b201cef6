"""What editors do with single dates of a rule: cancel, move, leave out, and take any of it back.

What they add stands in `additions`.

Each act is one function and one transaction: it locks the event or the consultation hour, so that
two people at once come one after the other, stores the change, reckons the dates anew, and writes a
line into the log. Whatever is done twice is done once: a function returns whether it changed
anything.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from managements.accounts.models import User
from managements.events.models import DateChange, EventPage, Source, key_of
from managements.events.refreshing import dates_of, horizon, refresh
from managements.offices.models import Place
from managements.schedules.dates import ChangeKind, Date, State
from managements.schedules.local_time import local
from managements.schedules.sentences import day_in_words

_MOST_LETTERS = 160  # of a note
# How far ahead a single day may be that follows from no rule.
FURTHEST = datetime.timedelta(days=5 * 365)


class DateError(Exception):
    """Nothing can be done with a date; the message is one sentence for people."""


def planned_dates(source: Source, *, now: datetime.datetime) -> dict[datetime.date, Date]:
    """Return what the rule plans, by its days, as if nothing had been changed."""
    return {date.planned_day: date for date in dates_of(source, [], now)}


def orphaned_changes(source: Source, *, now: datetime.datetime) -> list[DateChange]:
    """Return the changes to coming days that the rule does not plan any more: they say nothing."""
    today = local(now).date()
    planned = planned_dates(source, now=now)
    changes = DateChange.objects.filter(**key_of(source)).exclude(kind=ChangeKind.EXTRA)
    return [
        change
        for change in changes
        if max(change.day, change.new_day or change.day) >= today and change.day not in planned
    ]


@transaction.atomic
def cancel(
    *,
    source: Source,
    day: datetime.date,
    by: User | None,
    now: datetime.datetime,
    note: str | None = None,
) -> bool:
    """Let a date fall out; it stays visible, struck through. `note` None leaves the reason as it is.

    Raises:
        DateError: if there is no such date, or it is past.
    """
    source = locked(source)
    stored = stored_change(source, day)
    cancelled = stored if stored is not None and stored.kind == ChangeKind.CANCELLED else None
    _check_still_to_come(source, day, stored, now)
    if cancelled is not None and (note is None or cancelled.note == one_line(note)):
        return False
    # What had moved stays where it had moved to.
    change = stored if stored is not None and stored.kind != ChangeKind.LEFT_OUT else None
    change = change or _replacing(stored, source, day)
    change.kind = ChangeKind.CANCELLED
    if note is not None or cancelled is None:
        change.note = one_line(note or "")
    change.save()
    finish(source, "dates.cancel", by, now, day=day)
    return True


@transaction.atomic
def move(
    *,
    source: Source,
    day: datetime.date,
    new_day: datetime.date,
    new_starts_at: datetime.time | None = None,
    new_ends_at: datetime.time | None = None,
    place: Place | None = None,
    note: str = "",
    by: User | None,
    now: datetime.datetime,
) -> bool:
    """Let a date take place on another day, at another time or in another place.

    Without a time it takes place at its own; without a place in its own.

    Raises:
        DateError: if there is no such date, or it is past.
        ValidationError: by field, if it cannot take place then.
    """
    source = locked(source)
    stored = stored_change(source, day)
    planned = _check_still_to_come(source, day, stored, now)
    check_times(new_starts_at, new_ends_at)
    if new_starts_at == planned.starts_at and new_ends_at in {None, planned.ends_at}:
        new_starts_at = new_ends_at = None
    change = _replacing(stored, source, day)
    change.kind = ChangeKind.MOVED
    change.new_day = None if new_day == planned.day else new_day
    change.new_starts_at, change.new_ends_at = new_starts_at, new_ends_at
    change.place, change.note = place, one_line(note)
    if not (change.new_day or new_starts_at or place):
        raise ValidationError(
            {"new_day": _("This is where it is planned. Please give another day, time or place.")}
        )
    if stored is not None and change.change == stored.change:
        return False
    check_room(source, change, field="new_day", now=now)
    change.full_clean(validate_unique=False, validate_constraints=False)
    change.save()
    finish(source, "dates.move", by, now, day=day, new_day=new_day)
    return True


@transaction.atomic
def leave_out(
    *, source: Source, day: datetime.date, by: User | None, now: datetime.datetime
) -> bool:
    """Show a date to nobody, as if the rule did not plan it.

    Raises:
        DateError: if there is no such date, or it is past.
    """
    source = locked(source)
    stored = stored_change(source, day)
    _check_still_to_come(source, day, stored, now)
    if stored is not None and stored.kind == ChangeKind.LEFT_OUT:
        return False
    change = _replacing(stored, source, day)
    change.kind = ChangeKind.LEFT_OUT
    change.save()
    finish(source, "dates.leave_out", by, now, day=day)
    return True


@transaction.atomic
def take_back(
    *, source: Source, day: datetime.date, by: User | None, now: datetime.datetime
) -> bool:
    """Take back what was changed last about a day: it takes place as planned, or where it had moved.

    Raises:
        DateError: if it is past.
    """
    source = locked(source)
    stored = stored_change(source, day)
    if stored is None:
        return False
    stays_moved = stored.kind == ChangeKind.CANCELLED and stored.change.moves
    if day in planned_dates(source, now=now):
        _check_still_to_come(source, day, stored, now)
        if not stays_moved:  # then it goes back to where it was planned
            _check_still_to_come(source, day, None, now)
    if stays_moved:
        stored.kind, stored.note = ChangeKind.MOVED, ""
        stored.save()
    else:
        stored.delete()
    finish(source, "dates.take_back", by, now, day=day)
    return True


@transaction.atomic
def remove(*, source: Source, change_id: int, by: User | None, now: datetime.datetime) -> bool:
    """Remove an additional date, or a change that fits no day of the rule any more.

    Raises:
        DateError: if the change is neither of them, or the date is past.
    """
    source = locked(source)
    change = DateChange.objects.filter(**key_of(source), pk=change_id).first()
    if change is None:
        return False
    if change.kind == ChangeKind.EXTRA:
        check_addition_to_come(source, change, now)
    elif change not in orphaned_changes(source, now=now):
        raise DateError(_("This change still holds. Please take it back at its date."))
    change.delete()
    finish(source, "dates.remove", by, now, day=change.day)
    return True


def one_line(note: str) -> str:
    """Return a note as one line of plain text."""
    printable = "".join(letter if letter.isprintable() else " " for letter in note)
    return " ".join(printable.split())[:_MOST_LETTERS]


def locked(source: Source) -> Source:
    """Return the event or the hour as it is stored; others who change its dates wait.

    Raises:
        DateError: if it was deleted meanwhile, or is an event that nobody sees.
    """
    model: Any = type(source)
    # Without its key: whoever holds the calendar's entry, and waits for it, stores dates of it.
    stored = model.objects.select_for_update(no_key=True).filter(pk=source.pk)
    locked: Source | None = stored.first()
    if locked is None:
        raise DateError(_("Somebody deleted this meanwhile."))
    if isinstance(locked, EventPage) and not locked.live:
        raise DateError(_("This event is not published. Publish it first, then change its dates."))
    return locked


def stored_change(source: Source, day: datetime.date) -> DateChange | None:
    """Return what is stored about a day of the rule."""
    changes = DateChange.objects.filter(**key_of(source), day=day)
    return changes.exclude(kind=ChangeKind.EXTRA).first()


def _replacing(stored: DateChange | None, source: Source, day: datetime.date) -> DateChange:
    """Return an empty change to a day, in the place of the one that is stored."""
    return DateChange(pk=stored.pk if stored else None, **key_of(source), day=day)


def _check_still_to_come(
    source: Source, day: datetime.date, stored: DateChange | None, now: datetime.datetime
) -> Date:
    """Return the date that the rule plans on a day, if it is to come where it takes place now.

    Raises:
        DateError: if there is none, or it is past.
    """
    planned = planned_dates(source, now=now).get(day)
    if planned is None:
        raise DateError(_("There is no date on this day any more. Somebody changed the rule."))
    moved = _as_changed(source, stored, now) if stored is not None else None
    if (moved or planned).ends <= now:
        raise DateError(_("This date is past."))
    return planned


def check_addition_to_come(source: Source, change: DateChange, now: datetime.datetime) -> None:
    """Refuse what adds a date that is past.

    Raises:
        DateError: if it is.
    """
    date = _as_changed(source, change, now)
    if date is not None and date.ends <= now:
        raise DateError(_("This date is past."))


def _as_changed(source: Source, change: DateChange, now: datetime.datetime) -> Date | None:
    """Return where a change puts the date that it is about; None if nobody sees it any more."""
    is_extra = change.kind == ChangeKind.EXTRA
    for date in dates_of(source, [change], now):
        if date.state == State.MOVED_AWAY or date.planned_day != change.day:
            continue
        if (date.number is None) == is_extra:
            return date
    return None


def check_times(starts_at: datetime.time | None, ends_at: datetime.time | None) -> None:
    """Refuse an end without or before a beginning.

    Raises:
        ValidationError: by field.
    """
    if ends_at is None:
        return
    if starts_at is None:
        raise ValidationError(
            {"new_starts_at": _("Whoever gives an end has to give a beginning, too.")}
        )
    if ends_at <= starts_at:
        raise ValidationError({"new_ends_at": _("The end has to be after the beginning.")})


def check_room(source: Source, change: DateChange, *, field: str, now: datetime.datetime) -> None:
    """Refuse a time that is past, too far ahead, or taken by another date of the same source.

    Raises:
        ValidationError: at the field with the day.
    """
    today = local(now).date()
    day = change.new_day or change.day
    if day < today:
        raise ValidationError({field: _("This day is past. Please give a day that is to come.")})
    last = horizon(today) if source.rule.recurs else today + FURTHEST
    if day > last:
        raise ValidationError(
            {
                field: _("Dates are kept until %(day)s. Please give an earlier day.")
                % {"day": day_in_words(last)}
            }
        )
    others = [one for one in DateChange.objects.filter(**key_of(source)) if one.pk != change.pk]
    date = _as_changed(source, change, now)
    if date is None or date.ends <= now:
        raise ValidationError({field: _("This time is past. Please give a time that is to come.")})
    for other in dates_of(source, [*others, change], now):
        is_itself = other == date or (
            date.number is not None and other.planned_day == date.planned_day
            and other.number == date.number
        )  # fmt: skip
        takes_place = other.state in {State.PLANNED, State.MOVED, State.EXTRA}
        if takes_place and not is_itself and other.starts < date.ends and date.starts < other.ends:
            raise ValidationError(
                {
                    field: _("On %(day)s there already is a date at this time.")
                    % {"day": day_in_words(day, with_weekday=True)}
                }
            )


def finish(
    source: Source, action: str, by: User | None, now: datetime.datetime, **days: datetime.date
) -> None:
    """Reckon the dates anew and write a line into the log."""
    refresh(source, now=now)
    log(
        instance=source,
        action=action,
        user=by,
        data={"date": {name: day.isoformat() for name, day in days.items()}},
    )
