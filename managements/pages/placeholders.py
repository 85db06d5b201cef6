"""Text that was prepared for editors to fill in, and must not reach the public."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page

# As in: [bitte eintragen: Name und Anschrift]
_PLACEHOLDER = re.compile(r"\[\s*bitte\s+eintragen\s*:?\s*([^\[\]]*?)\s*\]", re.IGNORECASE)


def placeholder(what: str) -> str:
    """Return the mark for something that editors have to fill in."""
    return f"[bitte eintragen: {what}]"


def text_of(page: Page) -> str:
    """Return all words of a page's body, without markup."""
    return " ".join(_words(page.body.get_prep_value()))


def placeholders_in(page: Page) -> list[str]:
    """Return what is still to be filled in on a page with a body, in its order."""
    return _PLACEHOLDER.findall(text_of(page))


def _words(stored: Any) -> Iterator[str]:
    """Walk through stored blocks: rich text and plain text alike are strings inside them."""
    if isinstance(stored, str):
        yield unescape(strip_tags(stored))
    elif isinstance(stored, dict):
        for key, value in stored.items():
            if key not in {"type", "id"}:
                yield from _words(value)
    elif isinstance(stored, list):
        for value in stored:
            yield from _words(value)
