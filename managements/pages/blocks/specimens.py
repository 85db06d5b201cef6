"""What stands in a block's preview where the library need not hold anything yet."""

from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Drawing:
    """An emblem, in the place of an image and of its only rendition."""

    credit: str = ""
    alt: str = ""
    name: str = "leipziger-osten"
    width: int = 480

    @property
    def url(self) -> str:
        """Where the drawing is."""
        return static(f"emblems/{self.name}.svg")

    def get_rendition(self, _spec: Any) -> "Drawing":
        """Return itself: a drawing fits every size."""
        return self

    def get_renditions(self, *_specs: Any) -> "dict[str, Drawing]":
        """Return itself alone."""
        return {"original": self}

    def img_tag(self, attributes: dict[str, str]) -> SafeString:
        """Return the picture as HTML, as renditions do."""
        return format_html(
            '<img src="{}" alt="{}" width="480" height="210" loading="{}">',
            self.url, self.alt, attributes.get("loading", "eager"),
        )  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """In the place of a document."""

    title: str
    filename: str
    text_version: str = ""
    url: str = "#"
    bytes_: int = 1_258_291

    def get_file_size(self) -> int:
        """Return its size in bytes."""
        return self.bytes_
