"""The component page shows everything, in every state, and each example renders without a database."""

import datetime
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings

from managements.component_page.descriptions import (
    all_components,
    all_icons,
    description_of,
)
from managements.component_page.examples import Shown
from managements.component_page.groups import GROUPS
from managements.component_page.rendering import RenderedExample, by_template, rendered
from managements.component_page.stand_ins import IncompleteExampleError, StandIn
from managements.pages.blocks.registry import BodyStreamBlock, registered_blocks
from managements.referrals.standings import Standing

# No fixture of the database is asked for: reading anything would fail.
TEMPLATES = Path(settings.PROJECT_DIR) / "templates"
EXAMPLES = [one for group in GROUPS for one in rendered(group)]
COMPONENTS = [one for one in EXAMPLES if one.example.template.startswith("components/")]


def name_of(one: RenderedExample) -> str:
    return f"{one.example.name}: {one.state}"


def states_of(name: str) -> set[str]:
    return {one.state for one in EXAMPLES if one.example.name == name}


def test_every_component_stands_on_the_page() -> None:
    shown = {one.example.name for one in COMPONENTS}
    assert all_components() - shown == set(), (
        "give each of these an example in managements/component_page/groups/"
    )


def test_every_block_stands_on_the_page() -> None:
    body = BodyStreamBlock()
    shown = {one.example.template for one in EXAMPLES}
    lacking = [
        block.name
        for block in registered_blocks()
        if body.child_blocks[block.name].meta.template not in shown
    ]
    assert lacking == []


def test_every_icon_stands_on_the_page() -> None:
    [icons] = [one for one in EXAMPLES if one.example.name == "icons"]
    assert all(f"<code>{name}</code>" in icons.source for name in all_icons())
    assert icons.source.count("<svg") == len(all_icons()) > 20


@pytest.mark.parametrize("one", EXAMPLES, ids=name_of)
def test_every_example_renders_and_shows_something(one: RenderedExample) -> None:
    assert one.is_empty == one.state.endswith("nichts"), "an example that shows nothing says so"
    assert "{{" not in one.source
    assert "{%" not in one.source


@pytest.mark.parametrize("one", COMPONENTS, ids=name_of)
def test_every_example_gives_what_the_component_asks_for(one: RenderedExample) -> None:
    parameters = description_of(one.example.template).parameters
    given = set(one.example.context)
    assert given <= {parameter.name for parameter in parameters}
    assert {parameter.name for parameter in parameters if not parameter.is_optional} <= given


def test_every_component_says_in_its_first_line_what_it_is_given() -> None:
    for name in all_components():
        description = description_of(f"components/{name}.html")
        assert description.name == name


_INCLUDE = re.compile(
    r'{% include "components/(?P<name>\w+)\.html"(?: with (?P<given>[^%]*?))? only %}'
)
_GIVEN = re.compile(r"""(\w+)=(?:_\("[^"]*"\)|"[^"]*"|\S+)""")


def test_every_template_gives_a_component_what_it_asks_for_and_nothing_else() -> None:
    wrong = []
    for file in TEMPLATES.rglob("*.html"):
        for include in _INCLUDE.finditer(file.read_text(encoding="utf-8")):
            parameters = description_of(f"components/{include['name']}.html").parameters
            given = set(_GIVEN.findall(include["given"] or ""))
            needed = {parameter.name for parameter in parameters if not parameter.is_optional}
            unknown = given - {parameter.name for parameter in parameters}
            if unknown or needed - given:
                wrong.append((file.name, include["name"], unknown, needed - given))
    assert wrong == []


def test_dates_stand_there_in_every_state() -> None:
    assert states_of("date_block") >= {"wie geplant", "heute", "fällt aus"}
    assert states_of("event_date") >= {
        "wie geplant", "heute", "fällt aus", "verlegt nach hier", "verlegt nach anderswo",
        "zusätzlicher Termin",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["standing", "answer_item", "honest_item", "referral", "said"])
def test_answers_stand_there_in_every_standing(name: str) -> None:
    assert states_of(name) >= {str(standing.label) for standing in Standing}


def test_closures_cards_filters_and_pagers_stand_there_in_every_state() -> None:
    assert len(states_of("closure_line")) == 2
    assert states_of("quarter_card") >= {"mit Emblem", "ohne Emblem, läuft aus"}
    assert len(states_of("filters")) >= 3
    assert len(states_of("pager")) >= 4


def test_long_words_and_right_to_left_stand_there() -> None:
    assert sum("langes Wort" in one.state for one in EXAMPLES) > 10
    assert any('dir="rtl"' in one.source for one in EXAMPLES)


def test_examples_are_the_same_on_every_day() -> None:
    for day in ("2026-12-24T10:00:00+01:00", "2031-03-31T23:59:00+02:00"):
        with time_machine.travel(datetime.datetime.fromisoformat(day)):
            assert [one.source for group in GROUPS for one in rendered(group)] == [
                one.source for one in EXAMPLES
            ]


def test_no_id_stands_twice_on_a_page() -> None:
    for group in GROUPS:
        html = "".join(
            one.html
            for one in rendered(group)
            if one.example.shown in {Shown.IN_COLUMN, Shown.WIDE}
        )
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))


def test_what_refers_to_an_id_still_finds_it() -> None:
    [one] = [one for one in EXAMPLES if name_of(one) == "finder: beides nicht verstanden"]
    ids = set(re.findall(r'\sid="([^"]+)"', one.html))
    referring = re.findall(r'\s(?:for|list|aria-describedby|aria-labelledby)="([^"]+)"', one.html)
    assert len(referring) >= 6
    assert {name for names in referring for name in names.split()} <= ids


def test_examples_stand_below_their_templates() -> None:
    for group in GROUPS:
        for template in by_template(rendered(group)):
            assert {one.example.template for one in template.examples} == {template.template}


def test_a_stand_in_has_nothing_that_the_real_thing_lacks() -> None:
    with pytest.raises(IncompleteExampleError):
        StandIn(SimpleNamespace, nothing_like_this=1)


def test_a_stand_in_refuses_what_its_example_forgot() -> None:
    class Real:
        title = "x"

        def __init__(self) -> None:
            self.made_later = 1

    assert StandIn(Real, made_later=2).made_later == 2
    with pytest.raises(IncompleteExampleError):
        _ = StandIn(Real).title
    with pytest.raises(IncompleteExampleError):
        _ = StandIn(Real).made_later
    with pytest.raises(AttributeError):
        _ = StandIn(Real).never_heard_of
