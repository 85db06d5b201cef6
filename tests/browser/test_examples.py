"""Everything that the public may see has an example, so that all proofs of pages look at it."""

import pytest

from tests.browser.conftest import PreparedDemo
from tests.examples import EXAMPLES, NOWHERE, SHOWN, UNLISTED
from tests.prepared_demo import kinds

# It asks for no browser, but for what browsers look at.
pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_every_type_of_page_and_every_part_of_one_has_an_example() -> None:
    listed = EXAMPLES.keys() - {NOWHERE}
    assert kinds() - listed - UNLISTED.keys() == set(), (
        "Add a line to EXAMPLES in tests/examples.py."
    )
    assert (listed | UNLISTED.keys()) - kinds() == set(), "There is no such page any more."
    assert not listed & UNLISTED.keys()


def test_every_example_is_what_it_is_said_to_be(prepared_demo: PreparedDemo) -> None:
    said = {name: kind for kind, some in EXAMPLES.items() for name in some}
    assert prepared_demo.kinds == said
    assert len(said) == sum(map(len, EXAMPLES.values())), "Two examples have the same name."
    assert len({*SHOWN.values()}) == len(SHOWN), "Two examples are the same page."


def test_every_block_has_an_example(prepared_demo: PreparedDemo) -> None:
    assert prepared_demo.missing_blocks == [], "Add it to `every_block` in tests/prepared_demo.py."
