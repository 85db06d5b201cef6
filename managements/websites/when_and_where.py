"""When and where people meet a management: its next consultation hour, and the ones after it."""

import datetime
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.events.models import Occurrence
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.models import Management
from managements.offices.models import ConsultationHour, Place
from managements.pages.addresses import page_address
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.schedules.sentences import sentence, times_in_words

FURTHER_SHOWN = 3
# As many dates as one looks through for the next one that takes place.
_LOOKED_AT = 12


@dataclass(frozen=True)
class ShownDate:
    """One date in words."""

    # For machines, as ISO 8601 in local time.
    machine: str
    weekday: str
    day_number: str
    month: str
    day: str
    times: str
    title: str
    place: str
    note: str
    # That it is cancelled, or has been moved, in words; else an empty text.
    change: str
    takes_place: bool


@dataclass(frozen=True)
class WhenAndWhere:
    """The card on a management's start page."""

    next: ShownDate | None
    hour: ConsultationHour | None
    place: Place | None
    # By which rules the consultation hours are held, the next one's first.
    rules: list[str]
    further: list[ShownDate]
    calendar_url: str
    subscribe_url: str
    # All that were looked at, for machines.
    occurrences: list[Occurrence] = field(default_factory=list)

    @property
    def appointment(self) -> str:
        """Whether one needs an appointment, and how to make one, as a sentence."""
        if self.hour is None:
            return ""
        words = str(self.hour.get_appointment_display())
        contact = self.hour.appointment_contact
        if contact and self.hour.appointment != ConsultationHour.Appointment.NONE:
            words = f"{words}: {contact}"
        return words


def when_and_where(
    management: Management, *, now: datetime.datetime, request: HttpRequest | None
) -> WhenAndWhere:
    """Return when and where people meet a management next.

    Two queries; a third where none of the next dates takes place, as in long holidays.
    """
    dates = (
        Occurrence.objects.filter(management=management, hour__isnull=False)
        .coming(now)
        .select_related("hour", "place")
    )
    looked_at = list(dates[:_LOOKED_AT])
    following = next((row for row in looked_at if row.takes_place), None)
    if following is None and len(looked_at) == _LOOKED_AT:
        following = dates.exclude(state__in=[State.CANCELLED, State.MOVED_AWAY]).first()
    today = local(now).date()
    hours = [
        hour
        for hour in ConsultationHour.objects.of(management)
        if hour.rule.recurs and (hour.until is None or hour.until >= today)
    ]
    hours.sort(key=lambda hour: following is None or hour.pk != following.hour_id)
    has_several = len({row.hour_id for row in looked_at} | {hour.pk for hour in hours}) > 1
    further = [row for row in looked_at if following is None or row.pk != following.pk]
    calendar_url = f"{page_address(management.page, request)}{CALENDAR_SLUG}/"
    return WhenAndWhere(
        next=_shown(following, now, has_several=has_several) if following else None,
        hour=following.hour if following else None,
        place=following.place if following else None,
        rules=[_rule(hour, today, has_several=has_several) for hour in hours],
        further=[_shown(row, now, has_several=has_several) for row in further[:FURTHER_SHOWN]],
        calendar_url=calendar_url,
        subscribe_url=f"{calendar_url}sprechstunde-{following.hour_id}.ics" if following else "",
        occurrences=looked_at,
    )


def _rule(hour: ConsultationHour, today: datetime.date, *, has_several: bool) -> str:
    words = sentence(hour.rule, today=today)
    if has_several:
        return f"{hour.title}: {words}"
    return words[:1].upper() + words[1:]


def _shown(row: Occurrence, now: datetime.datetime, *, has_several: bool) -> ShownDate:
    starts, ends = local(row.starts_at), local(row.ends_at)
    is_whole_day = not row.has_time
    return ShownDate(
        machine=starts.date().isoformat() if is_whole_day else starts.isoformat(),
        weekday=date_format(starts, "l"),
        day_number=date_format(starts, "j."),
        month=date_format(starts, "F"),
        day=_day(starts.date(), now),
        times=""
        if is_whole_day
        else times_in_words(starts.time(), ends.time() if row.has_end else None),
        title=row.title if has_several else "",
        place=row.place.name if row.place else "",
        note=row.note,
        change=_change(row, now),
        takes_place=row.takes_place,
    )


def _change(row: Occurrence, now: datetime.datetime) -> str:
    if row.state == State.CANCELLED:
        return _("is cancelled")
    other = row.other_day
    if row.state == State.MOVED_AWAY and other:
        return _("moved to %(day)s") % {"day": _day(other, now)}
    # Another time or place on the same day needs no words about the day.
    if row.state == State.MOVED and other and other != local(row.starts_at).date():
        return _("moved from %(day)s") % {"day": _day(other, now)}
    return _("additional date") if row.state == State.EXTRA else ""


def _day(day: datetime.date, now: datetime.datetime) -> str:
    return date_format(day, "l, j. F" if day.year == local(now).year else "l, j. F Y")
