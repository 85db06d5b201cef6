"""What the tests of the walls share."""

import copy
import logging
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.admin.models import EditingSession

from home.models import HomePage
from tests.conftest import RecordedManagements, maker_of_managements
from tests.isolation.world import World, build_world
from tests.recordings import Difference, Observer, taken_back


@pytest.fixture(scope="session")
def recorded_world(
    recorded_city: Difference,
    recorded_managements: RecordedManagements,
    django_db_blocker: DjangoDbBlocker,
) -> tuple[Difference, World]:
    """What making the world writes, and where everything in it is."""
    with django_db_blocker.unblock(), taken_back():
        recorded_city.apply()
        observer = Observer()
        world = build_world(HomePage.objects.get(), maker_of_managements(recorded_managements))
        return observer.difference(), world


@pytest.fixture
def world(recorded_world: tuple[Difference, World], city: HomePage) -> World:
    """A city whose strangers' every secret is a canary."""
    written, world = recorded_world
    written.apply()
    # Wagtail tells of those alone who were seen just now.
    EditingSession.objects.update(last_seen_at=timezone.now())
    return copy.deepcopy(world)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of refusals are no news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
