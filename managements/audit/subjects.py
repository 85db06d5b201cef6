"""What entries are about, where it is still there and may be edited."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from managements.audit.models import AuditEntry

# Relations that permission policies look through.
OWNING_RELATIONS = {"collection", "management"}


def edit_urls(entries: Iterable[AuditEntry], user: Any) -> dict[int, str]:
    """Return where a person edits what entries are about, by the entries' ids.

    An entry whose record is gone, or is not the person's to edit, is left out. One query for all
    pages and one for each other kind, however many entries there are.
    """
    by_model: dict[type[Model], list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        model = entry.content_type.model_class() if entry.content_type else None
        if model is not None:
            by_model[Page if issubclass(model, Page) else model].append(entry)
    finder = AdminURLFinder(user)
    urls: dict[int, str] = {}
    for model, about in by_model.items():
        records = {str(pk): record for pk, record in _records(model, about).items()}
        found = {pk: finder.get_edit_url(record) for pk, record in records.items()}
        urls |= {entry.pk: url for entry in about if (url := found.get(entry.object_id))}
    return urls


def _records(model: type[Model], entries: list[AuditEntry]) -> dict[Any, Model]:
    """Return the records that are still there, by their ids; one query."""
    meta = model._meta  # noqa: SLF001 - Django's public API
    records = model._base_manager.all()  # noqa: SLF001 - as above
    if relations := OWNING_RELATIONS & {field.name for field in meta.fields}:
        records = records.select_related(*relations)
    found: dict[Any, Model] = records.in_bulk(
        {meta.pk.to_python(entry.object_id) for entry in entries}
    )
    return found
