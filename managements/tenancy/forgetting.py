"""Take out of a form what it must not show again.

A form that is refused is rendered once more with what was sent, and choosers then show title and
picture of whatever id they hold. So that nothing else is lost, the refused ids alone are taken out.
"""

from collections.abc import Container
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import Model
from django.forms import Field, ModelChoiceField, ModelMultipleChoiceField
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    Block,
    ChooserBlock,
    ListBlock,
    RichTextBlock,
)
from wagtail.blocks.base import BlockField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from managements.tenancy.references import Target, holds_links, target_of

Targets = Container[Target]


def without(field: Field, value: Any, targets: Targets) -> Any:
    """Return what a form's field was sent without what points to some records, as it does."""
    if isinstance(field, BlockField):
        block = field.block
        return block.to_python(_block_without(block, block.get_prep_value(value), targets))
    if isinstance(field, ModelChoiceField):
        return [] if isinstance(field, ModelMultipleChoiceField) else None
    return _text_without(value, targets) if holds_links(value) else value


def _block_without(block: Block, raw: Any, targets: Targets) -> Any:
    """Return a block's stored form; choosers lose their choice, texts their links."""
    if raw is None:
        return None
    if isinstance(block, BaseStreamBlock):
        return [
            item
            | {"value": _block_without(block.child_blocks[item["type"]], item["value"], targets)}
            for item in raw
        ]
    if isinstance(block, ListBlock):
        return [
            item | {"value": _block_without(block.child_block, item["value"], targets)}
            for item in raw
        ]
    if isinstance(block, BaseStructBlock):
        return {
            name: _block_without(child, raw.get(name), targets)
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, ChooserBlock):
        return None if target_of(block.model_class, raw) in targets else raw
    if isinstance(block, RichTextBlock):
        return _text_without(raw, targets)
    return raw


def _text_without(html: str, targets: Targets) -> str:
    """Return a stored text whose words stay, without links and pictures that point there."""
    kinds: dict[str, type[Model]] = {
        "page": Page,
        "document": get_document_model(),
        "image": get_image_model(),
    }
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["a", "embed"], id=True):
        model = kinds.get(str(tag.get("linktype") or tag.get("embedtype")))
        if model is not None and target_of(model, tag["id"]) in targets:
            tag.unwrap()
    return str(soup)
