"""Events and consultation hours as RFC 5545 writes them."""

import datetime

from managements.events.models import CalendarEntry, EventPage
from managements.models import Management
from managements.offices.models import ConsultationHour


def write_entry(
    source: EventPage | ConsultationHour, management: Management | None, *, now: datetime.datetime
) -> None:
    """Keep the calendar's text of an event or a consultation hour in step with its dates."""
    key = {"event": source} if isinstance(source, EventPage) else {"hour": source}
    CalendarEntry.objects.get_or_create(
        **key, defaults={"management": management, "changed_at": now}
    )
