"""When and where people meet a management: its next consultation hour, and the ones after it."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest

from managements.events.models import Occurrence
from managements.events.models.calendars import Calendar
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.events.models.moved_dates import know_where_they_went
from managements.events.models.shown_dates import ShownDate, shown_date
from managements.models import Management
from managements.offices.models import ConsultationHour, Place
from managements.pages.addresses import page_address
from managements.schedules.dates import State
from managements.schedules.sentences import sentence, unbroken

FURTHER_SHOWN = 3
# As many dates as one looks through for the next one that takes place.
_LOOKED_AT = 12


@dataclass(frozen=True)
class WhenAndWhere:
    """The card on a management's start page."""

    next: ShownDate | None
    hour: ConsultationHour | None
    place: Place | None
    # By which rules the consultation hours are held, that of the next one first.
    rules: list[str]
    # What was to be before the next one, and does not take place.
    missed: list[ShownDate]
    # The dates after the next one, those between them that do not take place included.
    further: list[ShownDate]
    # Whether the dates are of several hours, so that each has to say of which.
    has_several: bool
    calendar_url: str
    file_url: str
    # What was looked through, for machines.
    occurrences: list[Occurrence]

    @property
    def appointment(self) -> str:
        """Whether one needs an appointment, and how to make one."""
        if self.hour is None:
            return ""
        words = str(self.hour.get_appointment_display())
        contact = self.hour.appointment_contact
        if contact and self.hour.appointment != ConsultationHour.Appointment.NONE:
            words = f"{words}: {contact}"
        return words[:1].upper() + words[1:]


def when_and_where(
    management: Management, *, now: datetime.datetime, request: HttpRequest | None
) -> WhenAndWhere:
    """Return when and where people meet a management next.

    Two queries; a third where few of the next dates take place, as in a long closure, and one
    more where a date was moved.
    """
    calendar_url = f"{page_address(management.page, request)}{CALENDAR_SLUG}/"
    calendar = Calendar(calendar_url, management, now, request)
    dates = (
        Occurrence.objects.filter(management=management, hour__isnull=False)
        .coming(now)
        .select_related("hour", "place")
    )
    rows = list(dates[:_LOOKED_AT])
    standing = [row for row in rows if row.takes_place][: 1 + FURTHER_SHOWN]
    if len(standing) <= FURTHER_SHOWN and len(rows) == _LOOKED_AT:
        held = dates.exclude(state__in=[State.CANCELLED, State.MOVED_AWAY])
        standing = list(held[: 1 + FURTHER_SHOWN])
    following = standing[0] if standing else None
    missed, further = _around(standing, [row for row in rows if not row.takes_place])
    for row in know_where_they_went([*rows, *standing]):
        row.management = management
    first_id = following.hour_id if following else None
    hours = [hour for hour in ConsultationHour.objects.of(management) if _holds(hour, calendar)]
    hours.sort(key=lambda hour: hour.pk != first_id)
    has_several = len({row.hour_id for row in rows} | {hour.pk for hour in hours}) > 1
    return WhenAndWhere(
        next=shown_date(following, calendar) if following else None,
        hour=following.hour if following else None,
        place=following.place if following else None,
        rules=[_rule(hour, calendar.today, has_several=has_several) for hour in hours],
        missed=[shown_date(row, calendar) for row in missed],
        further=[shown_date(row, calendar) for row in further],
        has_several=has_several,
        calendar_url=calendar_url,
        file_url=f"{calendar_url}sprechstunde-{first_id}.ics" if following else "",
        occurrences=rows,
    )


def _around(
    standing: list[Occurrence], off: list[Occurrence]
) -> tuple[list[Occurrence], list[Occurrence]]:
    """Return what does not take place before the first of some dates, and all that comes after it.

    Of a long closure a few dates say enough.
    """
    if not standing:
        return off[:FURTHER_SHOWN], []
    first, last = standing[0].starts_at, standing[-1].starts_at
    missed = [row for row in off if row.starts_at <= first]
    between = [row for row in off if first < row.starts_at <= last]
    further = [*standing[1:], *between[:FURTHER_SHOWN]]
    return missed[:FURTHER_SHOWN], sorted(further, key=lambda row: (row.starts_at, row.ends_at))


def _holds(hour: ConsultationHour, calendar: Calendar) -> bool:
    """Whether an hour has a rule that is not over; single days stand among the dates."""
    return hour.rule.recurs and (hour.until is None or hour.until >= calendar.today)


def _rule(hour: ConsultationHour, today: datetime.date, *, has_several: bool) -> str:
    words = unbroken(sentence(hour.rule, today=today))
    return f"{hour.title}: {words}" if has_several else words[:1].upper() + words[1:]
