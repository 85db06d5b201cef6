"""The list beside the map: all quarters, those first that are there for people next."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from managements.events.models.shown_dates import HOURS_ANCHOR
from managements.models import Management
from managements.websites.next_hours import NextHour, next_hours
from managements.websites.quarters import quarter_cards

_NO_HOUR = NextHour(None, ())


def quarter_list(
    managements: Sequence[Management],
    *,
    now: datetime.datetime,
    request: HttpRequest,
) -> list[dict[str, Any]]:
    """Return the cards of managements with their next hours; as many queries as `next_hours`.

    Its name leads to a quarter as the map does: who reads the list need not look for it there.
    """
    hours = next_hours(managements, now=now, request=request)
    entries = [
        card
        | {
            "hours_url": f"{card['url']}{HOURS_ANCHOR}",
            "hour": (hour := hours.get(management.pk, _NO_HOUR)).next,
            "missed": hour.missed,
        }
        for management, card in zip(managements, quarter_cards(managements, request), strict=True)
    ]
    return sorted(entries, key=_when)


def _when(entry: dict[str, Any]) -> tuple[bool, str]:
    hour = entry["hour"]
    return hour is None, hour.machine_time if hour else ""
