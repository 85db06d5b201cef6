"""Examples as HTML."""

import re
from dataclasses import dataclass

from django.template import loader
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from managements.component_page.descriptions import Description, description_of
from managements.component_page.examples import Example, Group, Shown

_REFERRING = "id|for|list|aria-labelledby|aria-describedby|aria-controls"
_IDS = re.compile(rf'(\s(?:{_REFERRING})=")([^"]+)(")')


@dataclass(frozen=True)
class RenderedExample:
    """An example as the page shows it."""

    example: Example
    number: int

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its group."""
        return f"b{self.number}"

    @property
    def state(self) -> str:
        """In which state the template is."""
        return self.example.state

    @property
    def is_wide(self) -> bool:
        """Whether it reaches from edge to edge."""
        return self.example.shown is Shown.WIDE

    @property
    def is_source(self) -> bool:
        """Whether there is nothing to see of it but its HTML."""
        return self.example.shown is Shown.SOURCE

    @property
    def is_document(self) -> bool:
        """Whether it is a whole page."""
        return self.example.shown is Shown.DOCUMENT

    @cached_property
    def source(self) -> SafeString:
        """The HTML, as pages have it."""
        return loader.render_to_string(self.example.template, self.example.context)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown in this state, on purpose."""
        return not self.source.strip()

    @property
    def html(self) -> SafeString:
        """The HTML with ids of its own, within the elements that it needs around it."""
        html = _with_own_ids(self.source, self.anchor)
        around = self.example.inside.split(" > ") if self.example.inside else []
        for tag in reversed(around):
            html = mark_safe(f"<{tag}>{html}</{tag.partition(' ')[0]}>")
        return html


@dataclass(frozen=True)
class RenderedTemplate:
    """A template with its examples."""

    description: Description
    template: str
    examples: list[RenderedExample]


def rendered(group: Group) -> list[RenderedExample]:
    """Return the examples of a group in their order, numbered from 1."""
    return [RenderedExample(example, number) for number, example in enumerate(group.examples(), 1)]


def by_template(examples: list[RenderedExample]) -> list[RenderedTemplate]:
    """Return examples below the templates that they show, in the order of their first ones."""
    found: dict[str, list[RenderedExample]] = {}
    for one in examples:
        found.setdefault(one.example.template, []).append(one)
    return [
        RenderedTemplate(description_of(template), template, shown)
        for template, shown in found.items()
    ]


def _with_own_ids(html: str, prefix: str) -> SafeString:
    """Return HTML whose ids exist once on a page, although the same template stands there often."""

    def own(match: re.Match[str]) -> str:
        names = " ".join(f"{prefix}-{name}" for name in match[2].split())
        return f"{match[1]}{names}{match[3]}"

    return mark_safe(_IDS.sub(own, html))
