"""Hand out the notice for the shop window to anyone who asks."""

import datetime
import re
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from managements.events.addresses import calendar_at
from managements.events.models import EventIndexPage
from managements.events.notice import MOST_DAYS_AHEAD, notice_of
from managements.events.notice_pdf import notice_mark, notice_pdf
from managements.pages.addresses import REDIRECT_CACHING, page_address
from managements.pages.files import ElsewhereError
from managements.schedules.local_time import local
from managements.typesetting.press import PressBusyError

FILE = "aushang.pdf"
FIRST_DAY = "ab"
_PAUSE = 10  # seconds, after which it is worth while to ask again
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@require_safe
def notice(request: HttpRequest, management: str = "") -> HttpResponse:
    """Return the notice of a calendar: the city's, or the one below a management's address part.

    Raises:
        Http404: if there is no public calendar, and for a first day that nobody can choose.
    """
    try:
        calendar = calendar_at(request, management)
    except ElsewhereError as elsewhere:
        query = request.META.get("QUERY_STRING", "")
        moved = HttpResponsePermanentRedirect(f"{elsewhere.url}{FILE}{query and '?'}{query}")
        moved["Cache-Control"] = REDIRECT_CACHING
        return moved
    now = timezone.now()
    sheet = notice_of(calendar, first_day=_first_day(request, local(now).date()), now=now)
    etag = f'"{notice_mark(sheet)}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "public, max-age=60",
        "X-Robots-Tag": "noindex",
        "Content-Disposition": f'inline; filename="{sheet.file_name}"',
    }
    # Whoever has it already is told so before anything is set.
    response = get_conditional_response(request, etag)
    if response is None or response.status_code != HTTPStatus.NOT_MODIFIED:
        try:
            response = HttpResponse(notice_pdf(sheet), content_type="application/pdf")
        except PressBusyError:
            return _busy(request, calendar)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _busy(request: HttpRequest, calendar: EventIndexPage) -> HttpResponse:
    """Ask for a little patience."""
    address = page_address(calendar, request)
    response = render(
        request,
        "events/notice_busy.html",
        {"calendar_url": address},
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )
    response["Retry-After"] = str(_PAUSE)
    response["Cache-Control"] = "no-store"
    return response


def _first_day(request: HttpRequest, today: datetime.date) -> datetime.date:
    """Return the first day that the address names, today if it names none.

    Raises:
        Http404: if it is no day from today to 60 days ahead.
    """
    wanted = request.GET.get(FIRST_DAY)
    if wanted is None:
        return today
    if not _DAY.fullmatch(wanted):
        raise Http404
    try:
        day = datetime.date.fromisoformat(wanted)
    except ValueError as error:
        raise Http404 from error
    if not 0 <= (day - today).days <= MOST_DAYS_AHEAD:
        raise Http404
    return day
