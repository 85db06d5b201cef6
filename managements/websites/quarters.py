"""Managements as the public sees them in lists."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from managements.models import Management
from managements.models.distance import kilometres
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


def neighbours_of(management: Management) -> list[Management]:
    """Return the other open managements, the nearest first; those without a centre come last."""

    here = (management.latitude, management.longitude)
    others = Management.objects.open().exclude(pk=management.pk).with_facts()
    return sorted(
        others,
        key=lambda other: (kilometres(here, (other.latitude, other.longitude)), other.short_name),
    )
