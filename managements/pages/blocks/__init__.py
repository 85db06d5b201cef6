"""The blocks that a management needs for any page."""

from managements.pages.blocks import languages, media, texts

__all__ = ["languages", "media", "texts"]
