"""The notice for the shop window: what stands on it, in the words that people read.

How it becomes paper: `notice_pdf`.
"""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from managements.events.models import EventIndexPage, Occurrence, OccurrenceQuerySet, Participation
from managements.events.models.moved_dates import know_where_they_went
from managements.events.notice_words import (
    closure_lines,
    closure_title,
    date_in_words,
    day_of_week,
    facts_of,
    hour_in_words,
    period_in_words,
    shown_day,
    state_in_words,
    times_of,
)
from managements.funding.drawings import drawing
from managements.funding.notices import ShownNotice, notice_for
from managements.models import Management
from managements.models.colour import CITY_ACCENT, Palette
from managements.offices.models import Closure, ConsultationHour, HourPlace
from managements.schedules.local_time import local, midnight_after, moment

DAYS = 14
MOST_DAYS_AHEAD = 60
CITY_SLUG = "leipzig"


@dataclass(frozen=True)
class NoticeDate:
    """One date: its time, what it is, and what people need to know."""

    time: str
    title: str
    # “fällt aus: Urlaub”, “verlegt auf …”; empty for what takes place as planned.
    state: str
    # The date is not here or not at all: time and title are struck through.
    is_struck: bool
    # Who holds it, where that is not plain from the notice's head.
    owner: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class NoticeDay:
    """A day on which something takes place."""

    words: str
    dates: tuple[NoticeDate, ...]


@dataclass(frozen=True)
class NoticeClosure:
    """A time in which an office is closed or short of people."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NoticeContact:
    """How to reach a management."""

    name: str
    address: tuple[str, ...]
    phone: str
    email: str


@dataclass(frozen=True)
class NoticeLogo:
    """The logo of somebody who pays."""

    # As SVG.
    drawing: str
    description: str
    # Width by height.
    proportion: float


@dataclass(frozen=True)
class NoticeSender:
    """Whose notice it is."""

    # In file names.
    slug: str
    kind: str
    name: str
    # Kind and name as one, for the title of the document.
    full_name: str
    # The name of the emblem's file, and what is to be seen on it; empty where there is none.
    emblem: str
    emblem_description: str
    palette: Palette
    contact: NoticeContact | None = None
    # Paragraphs, each of lines: who pays, in the prescribed words.
    funding: tuple[tuple[str, ...], ...] = ()
    logos: tuple[NoticeLogo, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A sheet for the shop window. Equal notices make equal files."""

    sender: NoticeSender
    made_on: datetime.date
    first_day: datetime.date
    last_day: datetime.date
    closures: tuple[NoticeClosure, ...]
    days: tuple[NoticeDay, ...]
    # When people can come without an invitation; told where no date is.
    hours: tuple[str, ...]
    # Where all dates are on the web.
    url: str

    @property
    def heading(self) -> str:
        """What it is: “Termine vom 7. bis 20. Dezember 2026”."""
        return _("Dates from %(period)s") % {
            "period": period_in_words(self.first_day, self.last_day)
        }

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return f"aushang-{self.sender.slug}-{self.first_day.isoformat()}.pdf"


def notice_of(
    calendar: EventIndexPage, *, first_day: datetime.date, now: datetime.datetime
) -> Notice:
    """Return what stands on the notice of a calendar for 14 days; today without what is past."""
    management = calendar.management
    last_day = first_day + datetime.timedelta(days=DAYS - 1)
    starts = max(now, moment(first_day, datetime.time()))
    ends = midnight_after(last_day)
    rows = know_where_they_went(_rows(management, starts, ends))
    city = calendar.get_parent()
    days = tuple(
        NoticeDay(
            words=day_of_week(day),
            dates=tuple(_date(row, day, management, city.title) for row in group),
        )
        for day, group in groupby(rows, key=lambda row: shown_day(row, first_day))
    )
    made_on = local(now).date()
    return Notice(
        sender=_management(management, made_on) if management else _city(city.title, made_on),
        made_on=made_on,
        first_day=first_day,
        last_day=last_day,
        closures=_closures(management, starts, ends),
        days=days,
        hours=_hours(management, first_day) if management and not days else (),
        url=calendar.full_url or "",
    )


def _city(title: str, made_on: datetime.date) -> NoticeSender:
    funding = notice_for(None, made_on, today=made_on)
    return NoticeSender(
        slug=CITY_SLUG,
        kind=_("What takes place in the quarters"),
        name=title,
        full_name=title,
        emblem=CITY_SLUG,
        emblem_description=_("Landmarks of Leipzig, and houses in the colours of the quarters"),
        palette=Palette(CITY_ACCENT),
        funding=funding.paragraphs if funding else (),
        logos=_logos(funding),
    )


def _management(management: Management, made_on: datetime.date) -> NoticeSender:
    page = management.page
    funding = notice_for(management, made_on, today=made_on)
    return NoticeSender(
        slug=management.slug,
        kind=management.get_kind_display(),
        name=management.short_name,
        full_name=management.name,
        emblem=management.drawing,
        emblem_description=management.drawing_label,
        palette=management.palette,
        contact=NoticeContact(
            name=management.name,
            address=_lines(page.contact_address),
            phone=page.contact_phone,
            email=page.contact_email,
        ),
        funding=funding.paragraphs if funding else (),
        logos=_logos(funding),
    )


def _logos(notice: ShownNotice | None) -> tuple[NoticeLogo, ...]:
    return tuple(
        NoticeLogo(svg, logo.alternative_text, logo.width / logo.height)
        for logo in (notice.logos if notice else ())
        if (svg := drawing(logo))
    )


def _rows(
    management: Management | None, starts: datetime.datetime, ends: datetime.datetime
) -> OccurrenceQuerySet:
    accepted = Participation.objects.filter(
        state=Participation.State.ACCEPTED, management__in=Management.objects.public()
    ).select_related("management")
    found = Occurrence.objects.public().between(starts, ends).with_facts()
    if management is not None:
        found = found.of(management)
    return found.prefetch_related(
        Prefetch("event__participations", accepted, to_attr="accepted_participations")
    )


def _date(
    row: Occurrence, day: datetime.date, management: Management | None, city: str
) -> NoticeDate:
    return NoticeDate(
        time=times_of(row, day),
        title=row.title,
        state=state_in_words(row),
        is_struck=not row.takes_place,
        owner=_owner(row, management, city),
        details=tuple(filter(None, [date_in_words(row, day), *facts_of(row)])),
    )


def _owner(row: Occurrence, management: Management | None, city: str) -> str:
    """Name those who hold a date; nobody where it is the management's own and no one else's."""
    others = [one.management for one in row.event.accepted_participations] if row.event else []
    holders = [*filter(None, [row.management]), *others]
    if holders == [management]:
        return ""
    names = [one.short_name for one in holders]
    return ", ".join(names if row.management else [city, *names])


def _closures(
    management: Management | None, starts: datetime.datetime, ends: datetime.datetime
) -> tuple[NoticeClosure, ...]:
    found = Closure.objects.coming(starts).filter(starts_at__lt=ends)
    if management is None:
        found = found.filter(management__in=Management.objects.open())
    else:
        found = found.of(management)
    return tuple(
        NoticeClosure(
            title=closure_title(one, "" if management else one.management.short_name),
            lines=closure_lines(one),
        )
        for one in found.select_related("management").order_by("starts_at", "pk")
    )


def _hours(management: Management, on: datetime.date) -> tuple[str, ...]:
    """Return the rules of the consultation hours that have not ended."""
    hours = ConsultationHour.objects.of(management).prefetch_related(
        Prefetch("hour_places", HourPlace.objects.select_related("place"))
    )
    return tuple(
        hour_in_words(hour, on) for hour in hours if hour.until is None or hour.until >= on
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))
