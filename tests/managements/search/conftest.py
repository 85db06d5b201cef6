"""The index follows what is published, as it does outside the tests."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.builders import CITY_HOST
from tests.managements.search.seen import Results, results_of


@pytest.fixture(autouse=True)
def _kept_up(settings) -> None:
    backend = settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": True}
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend}


@pytest.fixture
def search() -> Callable[..., Results]:
    """Look for words as a visitor, at an address that searches."""

    def ask(words: str, at: str = "/suche/", *, host: str = CITY_HOST, **values: str) -> Results:
        response = Client(SERVER_NAME=host).get(at, {"q": words, **values})
        return results_of(response)

    return ask
