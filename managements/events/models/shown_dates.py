"""Dates as lists show them: in words, by day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.events.models.calendars import Calendar
from managements.events.models.occurrences import Occurrence
from managements.models import Management
from managements.offices.models import ConsultationHour, Fact
from managements.pages.addresses import page_address
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.schedules.sentences import times_in_words, unbroken

# Where a management's start page says when and where people meet it.
HOURS_ANCHOR = "#wann-und-wo"
# What ends before this hour belongs to the evening before.
NIGHT_ENDS = datetime.time(5)


@dataclass(frozen=True)
class ShownDate:
    """One date in words.

    `day` is the day under which it stands: its first one, or today while it goes on.
    """

    title: str
    url: str
    day: datetime.date
    today: datetime.date
    times: str
    # For machines, in local time; a day alone where no time of day is known.
    machine_time: str
    state: str
    is_off: bool
    state_words: str
    note: str
    place: str
    # Whose it is, where that is not clear from the site.
    owner: str
    accent_class: str
    tags: tuple[str, ...]

    @property
    def day_words(self) -> str:
        """The day: “Montag, 7. Dezember”."""
        return unbroken(day_with_weekday(self.day, self.today))

    @property
    def nearness(self) -> str:
        """“Heute” or “Morgen”, an empty text for all other days."""
        return nearness(self.day, self.today)


@dataclass(frozen=True)
class ShownDay:
    """The dates of one day."""

    day: datetime.date
    nearness: str
    words: str
    dates: list[ShownDate]


def shown_date(
    row: Occurrence,
    calendar: Calendar,
    *,
    not_before: datetime.date | None = None,
    is_brief: bool = False,
) -> ShownDate:
    """Return a date in words; what began before `not_before` stands there.

    A brief one leaves out since when it goes on: in a month that stands at its first day.
    """
    first, _last = days_of(row)
    day = max(first, not_before) if not_before else first
    owner = row.management
    return ShownDate(
        title=row.title,
        url=_address(row, calendar),
        day=day,
        today=calendar.today,
        times=unbroken(times_of(row, calendar.today, day=day, is_brief=is_brief)),
        machine_time=local(row.starts_at).isoformat() if row.has_time else first.isoformat(),
        state=row.state,
        is_off=not row.takes_place,
        state_words=unbroken(state_in_words(row, calendar.now)),
        note=row.note,
        place=_place(row),
        owner=_owner(owner, calendar.management),
        accent_class=owner.accent_class if owner else "",
        tags=() if not row.takes_place else _tags(row),
    )


def by_day(
    rows: Iterable[Occurrence], calendar: Calendar, *, not_before: datetime.date | None = None
) -> list[ShownDay]:
    """Return dates with a heading for each day, in their order."""
    shown = [shown_date(row, calendar, not_before=not_before) for row in rows]
    return [
        ShownDay(
            day,
            nearness(day, calendar.today),
            unbroken(day_with_weekday(day, calendar.today)),
            list(dates),
        )
        for day, dates in groupby(shown, key=lambda date: date.day)
    ]


def first_and_last_day(
    starts_at: datetime.datetime, ends_at: datetime.datetime, *, has_end: bool
) -> tuple[datetime.date, datetime.date]:
    """Return the days on which a date begins and ends; a night belongs to the evening before it."""
    starts, ends = local(starts_at), local(ends_at)
    first, last = starts.date(), ends.date()
    is_over_by_then = ends.time() < NIGHT_ENDS if has_end else ends.time() == datetime.time()
    if last > first and is_over_by_then:
        last -= datetime.timedelta(days=1)
    return first, last


def days_of(row: Occurrence) -> tuple[datetime.date, datetime.date]:
    """Return the days on which a date begins and ends."""
    return first_and_last_day(row.starts_at, row.ends_at, has_end=row.has_end)


def nearness(day: datetime.date, today: datetime.date) -> str:
    """Return “Heute” or “Morgen”, an empty text for all other days."""
    return {0: _("Today"), 1: _("Tomorrow")}.get((day - today).days, "")


def day_with_weekday(day: datetime.date, today: datetime.date) -> str:
    """Return “Montag, 7. Dezember”, with the year unless it is the present one."""
    return date_format(day, "l, j. F" if day.year == today.year else "l, j. F Y")


def state_in_words(row: Occurrence, now: datetime.datetime) -> str:
    """Return what has become of a date, an empty text if all is as planned."""
    today = local(now).date()
    if row.state == State.CANCELLED:
        return _("was cancelled") if row.ends_at <= now else _("is cancelled")
    if row.state == State.EXTRA:
        return _("additional date")
    if row.state not in {State.MOVED, State.MOVED_AWAY} or row.other_day is None:
        return ""
    is_same_day = row.other_day == days_of(row)[0]
    if row.state == State.MOVED:
        if is_same_day:
            return _("time or place have changed")
        return _("moved here from %(day)s") % {"day": day_with_weekday(row.other_day, today)}
    return moved_in_words(row, "" if is_same_day else day_with_weekday(row.other_day, today))


def moved_in_words(row: Occurrence, day: str) -> str:
    """Return when and where a date is that was moved away from here.

    `day` is the other day in words, an empty text for a date that was moved within its day.
    """
    now_at = row.moved_to
    parts = list(filter(None, [day, _new_times(now_at, after_day=bool(day)) if now_at else ""]))
    if not parts:
        return _("moved to another time of this day")
    if now_at and now_at.place and now_at.place_id != row.place_id:
        parts.append(now_at.place.name)
    words = _("moved to %(day)s") % {"day": ", ".join(parts)}
    if now_at and now_at.state == State.CANCELLED:
        return _("%(moved)s, but cancelled there, too") % {"moved": words}
    return words


def _new_times(row: Occurrence, *, after_day: bool) -> str:
    if not row.has_time:
        return ""
    starts, (first, last) = local(row.starts_at).time(), days_of(row)
    ends = local(row.ends_at).time() if row.has_end and first == last else None
    if ends or after_day:
        return times_in_words(starts, ends)
    return _("%(time)s o’clock") % {"time": clock(starts)}


def _address(row: Occurrence, calendar: Calendar) -> str:
    if row.event:
        return page_address(row.event, calendar.request)
    if row.management is None:
        return ""
    return f"{page_address(row.management.page, calendar.request)}{HOURS_ANCHOR}"


def times_of(
    row: Occurrence,
    today: datetime.date,
    *,
    day: datetime.date | None = None,
    is_brief: bool = False,
) -> str:
    """Return from when to when it lasts, in words: “14–16 Uhr”, “bis Sonntag, 13. September”.

    `day` is the one under which it stands, if it is not the first.
    """
    first, last = days_of(row)
    starts = local(row.starts_at).time() if row.has_time else None
    ends = local(row.ends_at).time() if row.has_time and row.has_end else None
    if first == last:
        return times_in_words(starts, ends)
    if day and day > first:
        since = _("since %(day)s") % {"day": day_with_weekday(first, today)}
        beginning = "" if is_brief else since
    else:
        beginning = times_in_words(starts, None)
    end = _("until %(day)s") % {"day": day_with_weekday(last, today)}
    if ends:
        end = _("%(until)s, %(time)s o’clock") % {"until": end, "time": clock(ends)}
    return ", ".join(filter(None, [beginning, end]))


def clock(time: datetime.time) -> str:
    """Return a time of day as people write it: “18”, “17:30”."""
    return f"{time.hour}:{time.minute:02}" if time.minute else str(time.hour)


def _place(row: Occurrence) -> str:
    if row.event and row.event.meeting_point:
        return row.event.meeting_point
    return str(row.place) if row.place else ""


def _owner(owner: Management | None, own: Management | None) -> str:
    if owner is None:
        return _("All of Leipzig")
    return "" if own and own.pk == owner.pk else owner.short_name


def _tags(row: Occurrence) -> tuple[str, ...]:
    tags = []
    if row.event and row.event.is_free:
        tags.append(_("free of charge (of a date)"))
    if row.hour and row.hour.appointment == ConsultationHour.Appointment.NONE:
        tags.append(_("without an appointment"))
    if row.hour and row.hour.appointment == ConsultationHour.Appointment.NEEDED:
        tags.append(_("by appointment only (of a date)"))
    if row.place and row.place.step_free == Fact.YES:
        tags.append(_("step-free (of a date)"))
    return tuple(tags)
