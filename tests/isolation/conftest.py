"""What the tests of the walls share."""

import logging
from collections.abc import Iterator

import pytest

from tests.isolation.world import World, build_world


@pytest.fixture
def world(city, make_management) -> World:
    """A city whose strangers' every secret is a canary."""
    return build_world(city, make_management)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of refusals are no news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
