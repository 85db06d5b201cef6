"""Atom as Django writes it (RFC 4287), with whole posts and without a clock of its own."""

import datetime
import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 cannot hold at all; forms let it through, https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(words: str) -> str:
    """Return words without what would break the whole file."""
    return _NO_XML.sub("", words)


class NewsAtomFeed(Atom1Feed):
    """A feed whose entries have their content beside the summary.

    `changed_at` is when it changed last: Django would take the present moment for an empty one, and
    the file would never be the same twice.
    """

    def latest_post_date(self) -> datetime.datetime:
        """Return when the feed was changed last."""
        changed_at: datetime.datetime = self.feed["changed_at"]
        return changed_at

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write an entry, with its content."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})
