"""Whose a page, a picture or a record is."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Collection, CollectionMember, Page

from managements.models import Management


def owner_of(record: Any) -> Management | None:
    """Return the management that a record belongs to, None for what is the city's or everybody's."""
    if isinstance(record, Management):
        return record
    if isinstance(record, Page):
        return Management.objects.of_page(record)
    if isinstance(record, Collection):
        return _owner_of_collection(record)
    if isinstance(record, CollectionMember):
        return _owner_of_collection(record.collection)
    owner = getattr(record, "management", None)
    return owner if isinstance(owner, Management) else None


def owners_of_pages(page_ids: Iterable[int]) -> dict[int, Management | None]:
    """Return the managements of the pages that are still there, by the pages' ids; two queries."""
    return Management.objects.of_pages(Page.objects.filter(pk__in=page_ids))


def _owner_of_collection(collection: Collection) -> Management | None:
    """Return the management whose collection it is, or stands above it."""
    path, step = collection.path, collection.steplen
    paths = [path[:end] for end in range(step, len(path) + 1, step)]
    return (
        Management.objects.filter(collection__path__in=paths).order_by("-collection__depth").first()
    )
