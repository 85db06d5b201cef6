"""Text that was prepared for editors to fill in, and must not reach the public."""

import json
import re
from typing import Any

from wagtail.models import Page

# As in: [bitte eintragen: Name und Anschrift]
_PLACEHOLDER = re.compile(r"\[bitte eintragen:\s*([^\[\]]+?)\s*\]", re.IGNORECASE)


def placeholder(what: str) -> str:
    """Return the mark for something that editors have to fill in."""
    return f"[bitte eintragen: {what}]"


def placeholders_in(page: Page) -> list[str]:
    """Return what is still to be filled in on a page with a body, in its order."""
    stored: list[dict[str, Any]] = list(page.body.get_prep_value())
    # Rich text and plain text alike are strings inside the stored blocks.
    return _PLACEHOLDER.findall(json.dumps(stored, ensure_ascii=False))
