"""Calendars as files that programs subscribe to: of the city, of a management, of one entry."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from managements.events.addresses import (
    ElsewhereError,
    calendar_at,
    feed_address,
    full_addresses,
    moved_feed,
)
from managements.events.calendar_file import About, calendar_file
from managements.events.calendar_text import with_address
from managements.events.models import CalendarEntry, EventIndexPage, Participation
from managements.events.models.calendar_entries import CalendarEntryQuerySet
from managements.funding.notices import notice_for
from managements.pages.addresses import REDIRECT_CACHING

CONTENT_TYPE = "text/calendar; charset=utf-8"
# For so long nobody asks again: who adds a date wants to see it.
CACHING = "public, max-age=300"
_HOUR = re.compile(r"sprechstunde-([1-9][0-9]{0,15})")

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Entry:
    """The text of an entry, and where the page that tells more has its place in the tree."""

    text: str
    url_path: str
    title: str


def _at_the_one_address(view: View) -> View:
    """Find the calendar for a view, and lead from its other and former addresses to its one.

    Raises:
        Http404: where there is no such calendar, and never was.
    """

    @require_safe
    @wraps(view)
    def serve(request: HttpRequest, prefix: str = "", **names: str) -> HttpResponse:
        try:
            return view(request, calendar_at(request, prefix), **names)
        except ElsewhereError as elsewhere:
            address = feed_address(elsewhere.url + names.get("name", ""))
        except Http404:
            address = moved_feed(request, prefix, names.get("name", ""))
            if not address:
                raise
        response = HttpResponsePermanentRedirect(address)
        response["Cache-Control"] = REDIRECT_CACHING
        return response

    return serve


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
    return _answer(
        request,
        calendar,
        found,
        url_path=entry.url_path,
        name=entry.title,
        description="",
        filename=f"{name}.ics",
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
) -> HttpResponse:
    """Return a file, or that it is the same as what somebody has."""
    notice = notice_for(calendar.management, timezone.localdate())
    paragraphs = [description, notice.text if notice else ""]
    addresses = full_addresses({url_path, *(one.url_path for one in entries)}, request)
    content = calendar_file(
        About(name, "\n\n".join(filter(None, paragraphs)), addresses[url_path]),
        source=request.build_absolute_uri(request.path),
        entries=[with_address(one.text, addresses[one.url_path]) for one in entries],
    ).encode()
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    # Programs and telephones open it, browsers that cannot keep it under this name.
    disposition = content_disposition_header(as_attachment=False, filename=filename)
    response["Content-Disposition"] = disposition or "inline"
    response["Cache-Control"] = CACHING
    # The same for a compressed answer, and said even where nothing is sent. No Last-Modified beside
    # it: what was withdrawn or deleted leaves no moment behind at which the file changed.
    etag = f'W/"{blake2b(content, digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    return get_conditional_response(request, etag=etag, response=response) or response
