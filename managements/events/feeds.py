"""Calendars as files that programs subscribe to: of the city, of a management, of one entry."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from managements.events.addresses import calendar_at, feed_elsewhere, moved_feed
from managements.events.calendar_file import About, calendar_file
from managements.events.calendar_text import with_address
from managements.events.models import CalendarEntry, EventIndexPage, EventPage, Participation
from managements.events.models.calendar_entries import CalendarEntryQuerySet
from managements.funding.notices import notice_for
from managements.pages.files import at_the_one_address, file_answer, full_addresses
from managements.schedules.local_time import local

CONTENT_TYPE = "text/calendar; charset=utf-8"
_HOUR = re.compile(r"sprechstunde-([1-9][0-9]{0,15})")


@dataclass(frozen=True)
class Entry:
    """The text of an entry, and where the page that tells more has its place in the tree."""

    text: str
    url_path: str
    title: str


_at_the_one_address = at_the_one_address(
    find=calendar_at, elsewhere=feed_elsewhere, formerly=moved_feed
)


@_at_the_one_address
def calendar_feed(request: HttpRequest, calendar: EventIndexPage) -> HttpResponse:
    """Return all that a calendar shows, save what is long past."""
    now = timezone.now()
    management = calendar.management
    entries = CalendarEntry.objects.all()
    if management is not None:
        joined = Participation.objects.filter(
            management=management, state=Participation.State.ACCEPTED
        )
        entries = entries.of(management, joined.values_list("event_id", flat=True))
    return _answer(
        request,
        calendar,
        _read(entries.public().current(now)),
        url_path=calendar.url_path,
        name=calendar.subscription.name,
        description=calendar.introduction,
        filename=f"termine-{management.slug if management else 'leipzig'}.ics",
        as_of=local(now).date(),
    )


@_at_the_one_address
def entry_feed(request: HttpRequest, calendar: EventIndexPage, name: str) -> HttpResponse:
    """Return one event or consultation hour of a calendar.

    Raises:
        Http404: if there is none of that name.
    """
    public = CalendarEntry.objects.public().exclude(text="")
    # No event has the name of the file of an hour (see `event_slugs`).
    if match := _HOUR.fullmatch(name):
        public = public.filter(hour_id=int(match[1]), management=calendar.management)
    else:
        public = public.filter(event__slug=name, event__url_path=f"{calendar.url_path}{name}/")
    found = _read(public)
    if not found:
        raise Http404
    entry = found[0]
    # An announcement goes on naming who paid for it when it was published.
    event = EventPage.objects.filter(calendar_entry__in=public).first()
    today = timezone.localdate()
    return _answer(
        request,
        calendar,
        found,
        url_path=entry.url_path,
        name=entry.title,
        description="",
        filename=f"{name}.ics",
        as_of=event.as_of(today) if event else today,
    )


def _read(entries: CalendarEntryQuerySet) -> list[Entry]:
    rows = entries.order_by("pk").values_list(
        "text",
        "event__url_path",
        "event__title",
        "management__page__url_path",
        "hour__title",
    )
    return [
        Entry(text, event_path or start_path, event_title or hour_title)
        for text, event_path, event_title, start_path, hour_title in rows
    ]


def _answer(
    request: HttpRequest,
    calendar: EventIndexPage,
    entries: Sequence[Entry],
    *,
    url_path: str,
    name: str,
    description: str,
    filename: str,
    as_of: datetime.date,
) -> HttpResponse:
    """Return a file, or that it is the same as what somebody has."""
    notice = notice_for(calendar.management, as_of, today=timezone.localdate())
    paragraphs = [description, notice.text if notice else ""]
    addresses = full_addresses({url_path, *(one.url_path for one in entries)}, request)
    content = calendar_file(
        About(name, "\n\n".join(filter(None, paragraphs)), addresses[url_path]),
        source=request.build_absolute_uri(request.path),
        entries=[with_address(one.text, addresses[one.url_path]) for one in entries],
    ).encode()
    return file_answer(request, content, content_type=CONTENT_TYPE, filename=filename)
