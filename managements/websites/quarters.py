"""Managements as the public sees them in lists."""

import math
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from managements.models import Management
from managements.pages.addresses import page_address

# At Leipzig's latitude a degree of longitude is this much shorter than one of latitude.
_LONGITUDE_SCALE = math.cos(math.radians(51.34))


def quarter_cards(managements: Iterable[Management], request: HttpRequest) -> list[dict[str, Any]]:
    """Return name, kind, districts, sentence, address and looks of managements, in their order."""
    return [
        {
            "name": management.name,
            "short_name": management.short_name,
            "kind": management.get_kind_display(),
            "districts": ", ".join(management.district_names),
            "sentence": management.page.introduction,
            "url": page_address(management.page, request),
            "emblem_url": management.page.emblem_url,
            "accent_class": management.accent_class,
            "status_note": "" if management.status == Management.Status.ACTIVE
            else management.get_status_display(),
        }
        for management in managements
    ]  # fmt: skip


def neighbours_of(management: Management) -> list[Management]:
    """Return the other open managements, the nearest first; those without a centre come last."""

    def distance(other: Management) -> tuple[float, str]:
        if (
            management.latitude is None
            or management.longitude is None
            or other.latitude is None
            or other.longitude is None
        ):
            return math.inf, other.short_name
        north = other.latitude - management.latitude
        east = (other.longitude - management.longitude) * _LONGITUDE_SCALE
        return math.hypot(north, east), other.short_name

    others = Management.objects.open().exclude(pk=management.pk).with_facts()
    return sorted(others, key=distance)
