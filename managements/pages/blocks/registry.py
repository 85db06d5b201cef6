"""Which blocks a page's body may hold.

`pages` knows no features. A capability above it registers its own blocks in its `blocks.py`,
which is imported when the applications are ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, StreamBlock, StreamBlockValidationError, StreamValue

BlockClass = TypeVar("BlockClass", bound=type[Block])

MAXIMUM_BLOCKS = 100  # the editor becomes slow beyond it (measured on Wagtail 8.0.1)


@dataclass(frozen=True)
class RegisteredBlock:
    """A block that every body may hold."""

    name: str
    block_class: type[Block]
    order: int


_registered: dict[str, RegisteredBlock] = {}


def body_block(name: str, *, order: int) -> Callable[[BlockClass], BlockClass]:
    """Offer a block class in every body under `name`, the key by which it is stored for good.

    `order` places it in its group of the menu.

    Raises:
        ValueError: if the name is taken by another class.
    """

    def register(block_class: BlockClass) -> BlockClass:
        if name in _registered:
            raise ValueError(
                f"The block name {name!r} is taken by {_registered[name].block_class}."
            )
        _registered[name] = RegisteredBlock(name, block_class, order)
        return block_class

    return register


def registered_blocks() -> list[RegisteredBlock]:
    """Return all registered blocks in the order of the menu."""
    return sorted(_registered.values(), key=lambda block: (block.order, block.name))


class BodyStreamBlock(StreamBlock):
    """The body of a page."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        blocks = [(block.name, block.block_class()) for block in registered_blocks()]
        super().__init__([*(local_blocks or []), *blocks], max_num=MAXIMUM_BLOCKS, **kwargs)

    def clean(self, value: StreamValue) -> StreamValue:
        """Refuse a sub-heading that stands under no heading: screen readers navigate by levels."""
        cleaned: StreamValue = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        seen_second_level = False
        errors: dict[int, ErrorList] = {}
        for position, child in enumerate(cleaned):
            level = getattr(child.block, "heading_level", lambda _value: None)(child.value)
            if level == 2:
                seen_second_level = True
            elif level and not seen_second_level:
                errors[position] = ErrorList(
                    [
                        ValidationError(
                            _("A sub-heading needs a heading above it. Please choose “Heading”."),
                            code="heading_level_skipped",
                        )
                    ]
                )
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
