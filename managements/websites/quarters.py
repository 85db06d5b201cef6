"""Managements as the public sees them in lists."""

from collections.abc import Iterable
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField
from django.http import HttpRequest

from managements.models import Management
from managements.models.distance import LONGITUDE_SCALE
from managements.pages.addresses import page_address


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


def neighbours_of(management: Management, number: int) -> list[Management]:
    """Return the nearest other open managements; those without a centre come last. Two queries."""
    others = Management.objects.open().exclude(pk=management.pk).with_facts()
    if management.latitude is None or management.longitude is None:
        return list(others[:number])
    north = F("latitude") - management.latitude
    east = (F("longitude") - management.longitude) * LONGITUDE_SCALE
    # Among hundreds the database finds them without reading the others.
    nearest = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    return list(others.order_by(nearest.asc(nulls_last=True), "short_name")[:number])
