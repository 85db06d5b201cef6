"""What pages say to machines."""

import datetime
import json
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.utils.translation import gettext_lazy

from tests.dates import at


class Blocks(HTMLParser):
    """Gathers blocks of JSON-LD, as a browser finds them, and whatever stands around them."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.others: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag, attrs) -> None:
        self._is_inside = (tag, attrs) == ("script", [("type", "application/ld+json")])
        if not self._is_inside:
            self.others.append(tag)

    def handle_endtag(self, tag) -> None:
        self._is_inside = False

    def handle_data(self, data) -> None:
        (self.blocks if self._is_inside else self.others).append(data)


def rendered(value: object) -> str:
    template = Template("{% load pages_tags %}{% structured_data value %}")
    return template.render(Context({"value": value}))


def read_back(value: object) -> object:
    found = Blocks()
    found.feed(rendered(value))
    assert found.others == []
    (block,) = found.blocks
    return json.loads(block)


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        'Inge & Walter\'s "Café"',
        "&lt;b&gt;",
        "Zeile\u2028Absatz\u2029\n\\",
        "{{ geheim }} {% now 'Y' %}",
    ],
)
def test_no_text_ends_the_block_or_changes_on_the_way(words: str) -> None:
    assert read_back({words: [words, {"name": words}]}) == {words: [words, {"name": words}]}


def test_no_letter_with_a_meaning_in_html_is_left_in_it() -> None:
    block = rendered({"name": "<a>&</a>"}).removeprefix('<script type="application/ld+json">')
    assert not set("<>&") & set(block.removesuffix("</script>"))


def test_days_moments_and_translated_words_are_written_for_machines() -> None:
    value = {
        "day": datetime.date(2026, 12, 7),
        "moment": at("2026-12-07", "14:00"),
        "words": gettext_lazy("Monday"),
    }
    assert read_back(value) == {
        "day": "2026-12-07",
        "moment": "2026-12-07T13:00:00Z",
        "words": "Montag",
    }


@pytest.mark.parametrize("nothing", [None, {}, [], ""])
def test_nothing_to_say_leaves_no_empty_block(nothing: object) -> None:
    assert rendered(nothing) == ""
