"""What an example is: a template, a state of it, and what it is given.

The examples are data without records: nothing is read from the database, and no clock is asked. So
the page looks the same on every day, and on a new installation. Their words are German, like those
of the demonstration.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise


class Shown(Enum):
    """How an example is put on the page."""

    IN_COLUMN = "column"
    # From edge to edge, as headers and footers.
    WIDE = "wide"
    # What shows nothing by itself: the head of a page, a picture that counts.
    SOURCE = "source"
    # A whole document, in a frame of its own.
    DOCUMENT = "document"


@dataclass(frozen=True)
class Example:
    """A template in one of its states."""

    template: str
    state: str
    context: dict[str, Any]
    # What the template needs around it, as opening tags, outer ones first: 'div class="map" > svg'.
    inside: str = ""
    shown: Shown = Shown.IN_COLUMN

    @property
    def name(self) -> str:
        """The template's own name, without folder and ending."""
        return self.template.rpartition("/")[2].removesuffix(".html")


@dataclass(frozen=True)
class Group:
    """Examples that one looks at together."""

    slug: str
    title: str | Promise
    # Made anew each time: what static files are called is known only once they are collected.
    examples: Callable[[], Iterable[Example]]


# The lists that the entries of lists stand in.
_LISTS = {
    "answer_item": 'ul class="answer-list"',
    "caretaker": 'ul class="caretakers"',
    "gap": 'ul class="gap-list"',
    "search_hit": 'ul class="hits"',
    "event_date": 'ul class="event-dates__list"',
    "honest_item": 'ul class="honest__list"',
    "meeting_date": 'ul class="meeting__dates"',
    "page_list_item": 'ul class="page-list"',
    "post_entry": 'ul class="post-entries"',
    "referral": 'ul class="referrals"',
    "said": 'ul class="answer-list"',
}


def component(
    name: str, state: str, /, *, shown: Shown = Shown.IN_COLUMN, inside: str = "", **context: Any
) -> Example:
    """Return an example of `templates/components/<name>.html`."""
    return Example(f"components/{name}.html", state, context, inside or _LISTS.get(name, ""), shown)
