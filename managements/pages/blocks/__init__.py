"""The blocks that a management needs for any page."""

from managements.pages.blocks import media, texts

__all__ = ["media", "texts"]
