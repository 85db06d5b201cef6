"""How one notice follows another without a day on which both hold, or none."""

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from wagtail.log_actions import log

from managements.funding.coverage import Gap, coverage
from managements.funding.models import WordedNotice

_DAY = datetime.timedelta(days=1)


def make_room(notice: WordedNotice, *, by: Any) -> WordedNotice | None:
    """Let the notice before a new one end on the day before it, if that was asked for; return it.

    Has to be called in the transaction in which the new one is stored. Whoever stores another one
    of its kind waits; then it looks again at what is there: somebody may have been quicker.

    Raises:
        ValidationError: if the days are taken; then nothing was changed.
    """
    _wait_for_others(type(notice))
    list(notice.others().select_for_update().order_by("pk").values_list("pk"))
    if (other := notice.in_its_way().in_order().first()) is not None:
        raise ValidationError({"valid_from": other.in_the_way(notice)})
    previous: WordedNotice | None = notice.previous() if notice.ends_previous else None
    if previous is None or notice.valid_from is None:
        return None
    previous.valid_until = notice.valid_from - _DAY
    previous.save(update_fields=["valid_until"])
    log(previous, "wagtail.edit", user=by)
    return previous


def day_after_all(notice: WordedNotice) -> datetime.date | None:
    """Return the first day after a notice and all others of its owner; None if one has no end."""
    ends = [notice.valid_until, *notice.others().values_list("valid_until", flat=True)]
    known = [end for end in ends if end is not None]
    return max(known) + _DAY if len(known) == len(ends) else None


def gaps_of(notice: WordedNotice, today: datetime.date) -> list[Gap]:
    """Return the days without a notice of its owner, as stored, from the first notice or today on."""
    periods = notice.of_the_same_owner().values_list("valid_from", "valid_until")
    return list(coverage(periods, today).gaps)


def _wait_for_others(kind: type[WordedNotice]) -> None:
    """Let one at a time go on until the end of its transaction.

    The first two notices of an owner have no row yet that both could lock, and PostgreSQL may end
    two that are inserted for the same days as a deadlock, which is no sentence for anybody.
    """
    types = ContentType.objects.select_for_update(no_key=True)
    types.get(pk=ContentType.objects.get_for_model(kind).pk)
