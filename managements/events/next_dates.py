"""The next dates, as start pages show them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from managements.events.models.calendars import Calendar
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.events.models.shown_dates import ShownDate, shown_date
from managements.models import Management
from managements.pages.addresses import page_address
from managements.schedules.dates import State

MOST = 4


@dataclass(frozen=True)
class NextDates:
    """The next dates of a calendar, and where all of them stand."""

    dates: list[ShownDate]
    url: str


def next_dates(
    root: Page,
    management: Management | None,
    request: HttpRequest,
    *,
    most: int = MOST,
    with_hours: bool = True,
) -> NextDates:
    """Return the next dates below a start page, those of the city where there is no management.

    Start pages say elsewhere when the consultation hours are, and leave them out here.
    """
    url = f"{page_address(root, request)}{CALENDAR_SLUG}/"
    calendar = Calendar(url, management, timezone.now(), request)
    # A date that was moved stands where it is now. Asked of the database, this would keep it from
    # reading the dates in their order, and from stopping after a few.
    dates = calendar.dates if with_hours else calendar.dates.filter(event__isnull=False)
    coming = dates.coming(calendar.now).for_lists()[: 3 * most]
    rows = [row for row in coming if row.state != State.MOVED_AWAY][:most]
    return NextDates([shown_date(row, calendar, not_before=calendar.today) for row in rows], url)
