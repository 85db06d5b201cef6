"""What editors do with additional dates, which no rule plans: add them, cancel them, take that back.

Each is known by its key, as there may be several on one day; whatever the rule plans on that day,
today or tomorrow, says nothing of them. Removed they are like other changes, see `date_changes`.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from managements.accounts.models import User
from managements.events.date_changes import (
    DateError,
    check_addition_to_come,
    check_room,
    check_times,
    finish,
    locked,
    one_line,
)
from managements.events.models import DateChange, Source, key_of
from managements.offices.models import Place
from managements.schedules.dates import ChangeKind


@transaction.atomic
def add(
    *,
    source: Source,
    day: datetime.date,
    new_starts_at: datetime.time | None = None,
    new_ends_at: datetime.time | None = None,
    place: Place | None = None,
    note: str = "",
    by: User | None,
    now: datetime.datetime,
) -> bool:
    """Add a date that no rule plans; without a time it takes place at the usual one.

    Raises:
        DateError: if the event is not public.
        ValidationError: by field, if it cannot take place then.
    """
    source = locked(source)
    check_times(new_starts_at, new_ends_at)
    change = DateChange(
        **key_of(source),
        kind=ChangeKind.EXTRA,
        day=day,
        new_starts_at=new_starts_at,
        new_ends_at=new_ends_at,
        place=place,
        note=one_line(note),
    )
    there = additions_of(source).filter(day=day)
    if any(one.change == change.change for one in there):
        return False
    if any(one.is_cancelled and _begins(one, source) == _begins(change, source) for one in there):
        raise ValidationError(
            {"day": _("You have cancelled this additional date. Take that back, or remove it.")}
        )
    check_room(source, change, field="day", now=now)
    change.full_clean(validate_unique=False, validate_constraints=False)
    change.save()
    finish(source, "dates.add", by, now, day=day)
    return True


@transaction.atomic
def cancel(
    *,
    source: Source,
    change_id: int,
    by: User | None,
    now: datetime.datetime,
    note: str | None = None,
) -> bool:
    """Let an additional date fall out; it stays visible. `note` None leaves the reason as it is.

    Raises:
        DateError: if it was removed meanwhile, or is past.
    """
    source = locked(source)
    change = _addition(source, change_id, now)
    reason = change.cancelled_because if note is None else one_line(note)
    if change.is_cancelled and change.cancelled_because == reason:
        return False
    change.is_cancelled, change.cancelled_because = True, reason
    change.save()
    finish(source, "dates.cancel", by, now, day=change.day)
    return True


@transaction.atomic
def take_back(*, source: Source, change_id: int, by: User | None, now: datetime.datetime) -> bool:
    """Let an additional date that was cancelled take place after all.

    Raises:
        DateError: if it was removed meanwhile, or is past.
    """
    source = locked(source)
    change = _addition(source, change_id, now)
    if not change.is_cancelled:
        return False
    change.is_cancelled, change.cancelled_because = False, ""
    change.save()
    finish(source, "dates.take_back", by, now, day=change.day)
    return True


def additions_of(source: Source) -> QuerySet[DateChange]:
    """Return what was added to an event or a consultation hour."""
    return DateChange.objects.filter(**key_of(source), kind=ChangeKind.EXTRA)


def _addition(source: Source, change_id: int, now: datetime.datetime) -> DateChange:
    """Return an addition that is to come.

    Raises:
        DateError: if there is none, or it is past.
    """
    change = additions_of(source).filter(pk=change_id).first()
    if change is None:
        raise DateError(_("Somebody deleted this meanwhile."))
    check_addition_to_come(source, change, now)
    return change


def _begins(change: DateChange, source: Source) -> datetime.time | None:
    return change.new_starts_at or source.starts_at
