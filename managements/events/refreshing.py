"""Reckon the dates of events and consultation hours ahead, and keep them in step.

Whatever changes what dates follow from calls `refresh_event` or `refresh_hour` in the same
transaction; `refresh_occurrences` runs every night, so that there are always 18 months of them.
"""

import datetime
import logging
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import PageViewRestriction

from managements.events.calendar_text import locked_entry, write_entry
from managements.events.models import DateChange, EventPage, Occurrence, OccurrenceQuerySet
from managements.models import Management
from managements.models.school_holidays import school_holidays
from managements.offices.models import Closure, ConsultationHour
from managements.schedules.dates import Date, State, dates
from managements.schedules.local_time import local
from managements.schedules.models import Scheduled, free_days
from managements.schedules.rules import Rule

MONTHS_AHEAD = 18
logger = logging.getLogger(__name__)


def horizon(today: datetime.date) -> datetime.date:
    """Return the last day that is reckoned ahead: the end of the month, 18 months from now.

    It moves once a month only, so that feeds stay the same in between.
    """
    months = today.year * 12 + today.month + MONTHS_AHEAD
    return datetime.date(months // 12, months % 12 + 1, 1) - datetime.timedelta(days=1)


@transaction.atomic
def refresh_event(page: EventPage, *, now: datetime.datetime | None = None) -> None:
    """Bring the dates of an event, as it is published, into step; an unpublished one has none."""
    now = now or timezone.now()
    entry = locked_entry(page, now=now)
    event = EventPage.objects.get(pk=page.pk)  # never what is unfinished about it
    management = Management.objects.of_page(event)
    wanted: list[Date] = []
    if _is_restricted(event.get_view_restrictions(), management):
        Occurrence.objects.filter(event=event).delete()
    elif event.live:
        wanted = _held(dates_of(event, event.date_changes.all(), now), management, now)
    places = list(event.event_places.values_list("place_id", flat=True))
    rows = [_occurrence(date, places, management, event=event) for date in wanted]
    stored = _store(rows, Occurrence.objects.filter(event=event), rule=event.rule, now=now)
    write_entry(entry, event, management, _standing(wanted, rows, stored), now=now)


def _is_restricted(
    restrictions: QuerySet[PageViewRestriction], management: Management | None
) -> bool:
    """Whether a superuser keeps a page, or what is above it, from the public.

    A site in preparation is hidden as a whole by its start page: its dates are there, for its own
    people, and whoever lists dates of others asks for the phase (`Occurrence.objects.public`).
    """
    if management is not None and not management.is_public:
        restrictions = restrictions.exclude(page=management.page)
    return bool(restrictions.exists())


@transaction.atomic
def refresh_hour(hour: ConsultationHour, *, now: datetime.datetime | None = None) -> None:
    """Bring the dates of a consultation hour into step, with the closures of its management."""
    now = now or timezone.now()
    entry = locked_entry(hour, now=now)
    hour = ConsultationHour.objects.select_related("management__page").get(pk=hour.pk)
    closures = list(Closure.objects.of(hour.management).filter(cancels_hours=True))
    wanted: list[Date] = []
    if _is_restricted(hour.management.page.get_view_restrictions(), hour.management):
        Occurrence.objects.filter(hour=hour).delete()
    else:
        planned = _held(dates_of(hour, hour.date_changes.all(), now), hour.management, now)
        wanted = [_during_closures(date, closures) for date in planned]
    places = list(hour.hour_places.values_list("place_id", flat=True))
    rows = [_occurrence(date, places, hour.management, hour=hour) for date in wanted]
    stored = _store(rows, Occurrence.objects.filter(hour=hour), rule=hour.rule, now=now)
    write_entry(entry, hour, hour.management, _standing(wanted, rows, stored), now=now)


def refresh(source: EventPage | ConsultationHour, *, now: datetime.datetime | None = None) -> None:
    """Bring the dates of either into step."""
    if isinstance(source, EventPage):
        refresh_event(source, now=now)
    else:
        refresh_hour(source, now=now)


def refresh_hours_of(management: Management) -> None:
    """Bring the dates of all consultation hours of a management into step."""
    for hour in ConsultationHour.objects.of(management):
        refresh_hour(hour)


@dataclass
class Refreshed:
    """What a run over everything came to."""

    checked: int = 0
    failures: int = 0


def refresh_everything(*, now: datetime.datetime | None = None) -> Refreshed:
    """Reckon everything anew."""
    return refresh_all(EventPage.objects.all(), ConsultationHour.objects.all(), now=now)


def refresh_all(
    events: QuerySet[EventPage],
    hours: QuerySet[ConsultationHour],
    *,
    now: datetime.datetime | None = None,
) -> Refreshed:
    """Reckon some events and consultation hours anew, each in a transaction of its own.

    One that is broken is written down and stops no other.
    """
    refreshed = Refreshed()
    for pk in events.order_by("pk").values_list("pk", flat=True).distinct():
        _refresh_if_possible(refreshed, refresh_event, EventPage(pk=pk), now)
    for pk in hours.order_by("pk").values_list("pk", flat=True).distinct():
        _refresh_if_possible(refreshed, refresh_hour, ConsultationHour(pk=pk), now)
    return refreshed


def _refresh_if_possible(
    refreshed: Refreshed,
    refresh: Callable[..., None],
    source: EventPage | ConsultationHour,
    now: datetime.datetime | None,
) -> None:
    refreshed.checked += 1
    try:
        refresh(source, now=now)
    except type(source).DoesNotExist:
        refreshed.checked -= 1  # deleted since the run began
    except Exception:  # whatever is wrong with it: the next one may be all right
        logger.exception(
            "The dates of %s %s could not be reckoned.",
            source._meta.label, source.pk,  # noqa: SLF001 - Django's public API
        )  # fmt: skip
        refreshed.failures += 1


def dates_of(
    source: Scheduled, changes: Iterable[DateChange], now: datetime.datetime
) -> list[Date]:
    """Return the dates of an event or a consultation hour with some changes, closures aside."""
    rule = source.rule
    # What takes place on single days is no further ahead than its editors say.
    to = horizon(local(now).date()) if rule.recurs else datetime.date.max
    return dates(
        rule,
        [change.change for change in changes],
        to=to,
        is_free=free_days(rule, school_holidays()),
    )


def _held(planned: list[Date], management: Management | None, now: datetime.datetime) -> list[Date]:
    """Return the dates that are held: a management that has ended holds no more."""
    if management is None or not management.has_ended:
        return planned
    return [date for date in planned if date.ends <= now]


def _during_closures(date: Date, closures: Sequence[Closure]) -> Date:
    """Cancel a date that lies in a closure; one that was cancelled by hand keeps its own note."""
    if date.state in {State.CANCELLED, State.MOVED_AWAY}:
        return date
    # Where nobody knows when it ends, only its beginning is sure to be missed.
    is_open_end = date.starts_at is not None and not date.has_end
    ends = date.starts + datetime.timedelta(minutes=1) if is_open_end else date.ends
    for closure in closures:
        if closure.overlaps(date.starts, ends):
            return replace(date, state=State.CANCELLED, note=closure.reason)
    return date


def _occurrence(
    date: Date,
    places: Sequence[int],
    management: Management | None,
    *,
    event: EventPage | None = None,
    hour: ConsultationHour | None = None,
) -> Occurrence:
    turn = places[(date.number or 0) % len(places)] if places else None
    source = event or hour
    return Occurrence(
        event=event,
        hour=hour,
        management=management,
        planned_day=date.planned_day,
        addition_id=date.addition,
        by_rule=source is not None and source.rule.recurs,
        starts_at=date.starts,
        ends_at=date.ends,
        has_time=date.starts_at is not None,
        has_end=date.has_end,
        state=date.state,
        note=date.note,
        other_day=date.other_day,
        place_id=date.place_id or turn,
    )


def _standing(
    wanted: Sequence[Date], rows: Sequence[Occurrence], stored: AbstractSet[tuple[object, ...]]
) -> list[Date]:
    """Return those of the wanted dates that are stored, each at its place.

    The others are past, and by a rule that did not hold then.
    """
    return [
        replace(date, place_id=row.place_id)
        for date, row in zip(wanted, rows, strict=True)
        if _facts(row) in stored
    ]


_COMPARED = (
    "management_id", "planned_day", "addition_id", "by_rule", "starts_at", "ends_at", "has_time",
    "has_end", "state", "note", "other_day", "place_id",
)  # fmt: skip


def _facts(row: Occurrence) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _COMPARED)


def _store(
    wanted: list[Occurrence], stored: OccurrenceQuerySet, *, rule: Rule, now: datetime.datetime
) -> AbstractSet[tuple[object, ...]]:
    """Let the stored rows be the wanted ones, touching no row that is right already.

    What is past of a rule stays as it was: a rule that is changed today, or taken back, says nothing
    of last year. Returns the facts of all rows that are stored then.
    """
    rows = list(stored)
    has_past = any(row.starts_at <= now for row in rows)
    if rule.recurs and has_past:
        wanted = _of_today_on(wanted, now)
    kept = _kept(rows, wanted, rule=rule, now=now)
    kept_facts = {_facts(row) for row in kept}
    present = {_facts(row): row.pk for row in rows if row not in kept}
    needed = {_facts(row): row for row in wanted if _facts(row) not in kept_facts}
    stored.filter(pk__in=[pk for facts, pk in present.items() if facts not in needed]).delete()
    Occurrence.objects.bulk_create(
        [row for facts, row in needed.items() if facts not in present], batch_size=200
    )
    return kept_facts | needed.keys()


def _of_today_on(wanted: list[Occurrence], now: datetime.datetime) -> list[Occurrence]:
    """Return what is to come, and where it was before it moved, past or not."""
    coming = {row.planned_day for row in wanted if row.ends_at > now}
    return [
        row
        for row in wanted
        if row.ends_at > now or (row.state == State.MOVED_AWAY and row.planned_day in coming)
    ]


def _kept(
    rows: list[Occurrence], wanted: list[Occurrence], *, rule: Rule, now: datetime.datetime
) -> list[Occurrence]:
    """Return the rows that stay as they are: what a rule planned and is past, or goes on now.

    Of what goes on, and of what has moved to a day to come, the wanted rows know better.
    """
    known = {row.planned_day for row in wanted}
    away = {row.planned_day for row in wanted if row.state == State.MOVED_AWAY}
    return [
        row
        for row in rows
        if (row.by_rule or rule.recurs)
        and row.starts_at <= now
        and (row.ends_at <= now or row.planned_day not in known)
        and not (row.state == State.MOVED_AWAY and row.planned_day in away)
    ]
