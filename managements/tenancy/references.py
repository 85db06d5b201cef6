"""What a page or a record points to, and whether its editor may.

Choosers offer only what somebody may choose, but the ids that a form sends back are not checked by
Wagtail: a saved or merely previewed page could show others' drafts, images and documents, and a form
that is refused for another reason would show their titles.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import Field, ModelChoiceField, ModelMultipleChoiceField
from wagtail.blocks.base import BlockField
from wagtail.models import ReferenceIndex
from wagtail.rich_text import extract_references_from_rich_text

from managements.tenancy.choosing import choosable


@dataclass(frozen=True)
class Target:
    """Something that is pointed to."""

    content_type_id: int
    object_id: str


def target_of(model: type[Model], pk: Any) -> Target:
    """Return a record as Wagtail's index names it: by the first of its models, for pages `Page`."""
    kind = ReferenceIndex._get_base_content_type(model)  # noqa: SLF001 - as `references_of`
    return Target(kind.pk, str(pk))


def references_of(instance: Model) -> set[Target]:
    """Return what a page or record points to as it is."""
    # Private in Wagtail, but the very reading of fields, blocks and rich text that its index uses.
    extract = ReferenceIndex._extract_references_from_object  # noqa: SLF001
    return {Target(kind, object_id) for kind, object_id, _model_path, _path in extract(instance)}


def references_in(field: Field, value: Any) -> set[Target]:
    """Return what the value of a form's field points to, valid or not."""
    if isinstance(field, BlockField):
        found = field.block.extract_references(value)
        return {target_of(model, pk) for model, pk, _model_path, _path in found}
    if isinstance(field, ModelChoiceField):
        values = value or [] if isinstance(field, ModelMultipleChoiceField) else [value]
        model = field.queryset.model  # type: ignore[union-attr] # set by then
        return {target_of(model, pk) for pk in values if pk not in field.empty_values}
    if holds_links(value):
        found = extract_references_from_rich_text(value)
        return {target_of(model, pk) for model, pk, _model_path, _path in found}
    return set()


def holds_links(value: Any) -> bool:
    """Whether a value is a text with links to records: stored, and handed to widgets, as HTML."""
    return isinstance(value, str) and ("linktype=" in value or "embedtype=" in value)


def forbidden(targets: Iterable[Target], user: Any) -> set[Target]:
    """Return those of some targets to which somebody may not point; one query for each kind."""
    by_kind: dict[int, set[Target]] = defaultdict(set)
    for target in targets:
        by_kind[target.content_type_id].add(target)
    found: set[Target] = set()
    for kind, wanted in by_kind.items():
        allowed = _choosable_ids(kind, wanted, user)
        found |= {target for target in wanted if target.object_id not in allowed}
    return found


def _choosable_ids(kind: int, targets: set[Target], user: Any) -> set[str]:
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return set()
    ids = [target.object_id for target in targets]
    try:
        records = model._default_manager.filter(pk__in=ids)  # noqa: SLF001 - Django's API
        return {str(pk) for pk in choosable(records, user).values_list("pk", flat=True)}
    except (OverflowError, TypeError, ValueError):  # no keys of this kind of record
        return set()
