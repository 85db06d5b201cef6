"""What the tests of the walls share."""

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Template
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.admin.menu import admin_menu
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


@pytest.fixture
def _plain_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Render as in production: for each template Django's tests keep a copy of all it was given."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


@pytest.fixture
def _menu_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the menu of the CMS once for each person: it depends on who asks, and not on for what.

    It takes a fifth of the time of a walk.
    """
    drawn: dict[int, Any] = {}
    draw = admin_menu.render_component

    def known(request: HttpRequest) -> Any:
        if request.user.pk not in drawn:
            drawn[request.user.pk] = draw(request)
        return drawn[request.user.pk]

    monkeypatch.setattr(admin_menu, "render_component", known)
