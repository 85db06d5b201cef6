"""What a page or a record points to, and whether its editor may.

Choosers offer only what somebody may choose, but the ids that a form sends back are not checked by
Wagtail: a saved or merely previewed page could show others' drafts, images and documents.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from managements.tenancy.choosing import choosable
from managements.tenancy.roles import works_for_the_city


@dataclass(frozen=True)
class Target:
    """Something that is pointed to."""

    content_type_id: int
    object_id: str


References = dict[Target, str]


def references_of(instance: Model) -> References:
    """Return what a page or record points to, each with the name of the first field that does."""
    found: References = {}
    # Private in Wagtail, but the very reading of fields, blocks and rich text that its index uses.
    extract = ReferenceIndex._extract_references_from_object  # noqa: SLF001
    for content_type_id, object_id, model_path, _content_path in extract(instance):
        found.setdefault(Target(content_type_id, object_id), model_path.split(".")[0])
    return found


def problems_with(references: References, user: Any, *, known: References) -> dict[str, str]:
    """Return why somebody may not point to some things, a sentence by field; empty if they may.

    What was there before is left alone: an editor may go on working on a page whose target has
    been hidden since.
    """
    if works_for_the_city(user):
        return {}
    fields: dict[int, dict[str, str]] = defaultdict(dict)
    for target, field in references.items():
        if target not in known:
            fields[target.content_type_id][target.object_id] = field
    problems: dict[str, str] = {}
    for content_type_id, by_id in fields.items():
        for object_id in by_id.keys() - _choosable_ids(content_type_id, set(by_id), user):
            problems[by_id[object_id]] = _(
                "This points to something that you may not use, or that no longer exists. "
                "Please choose something else."
            )
    return problems


def _choosable_ids(content_type_id: int, ids: set[str], user: Any) -> set[str]:
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is None:
        return set()
    records = model._default_manager.filter(pk__in=ids)  # noqa: SLF001 - Django's API
    return {str(pk) for pk in choosable(records, user).values_list("pk", flat=True)}
