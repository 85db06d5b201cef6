"""Pages are light, and nothing on them moves: bytes and requests, not times, which a machine decides."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PreparedDemo
from tests.examples import ONE_OF_EACH
from tests.weighing import MOST_BYTES, MOST_LATE_SHIFT, MOST_REQUESTS, weigh

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture(scope="module")
def demo(prepared_demo: PreparedDemo) -> str:
    """Stands in for the demonstration of all browser tests."""
    return prepared_demo.base_url


@pytest.mark.parametrize("path", ONE_OF_EACH.values(), ids=ONE_OF_EACH.keys())
def test_a_page_is_light_and_nothing_moves_on_it(browser: Browser, demo: str, path: str) -> None:
    weight = weigh(browser, f"{demo}{path}")
    assert weight.first.requests <= MOST_REQUESTS
    assert weight.whole.bytes <= MOST_BYTES
    assert weight.shifts == []
    assert weight.shift <= MOST_LATE_SHIFT, weight.late_shifts


def test_the_scales_see_bytes_requests_and_what_moves(browser: Browser, demo: str) -> None:
    """Without sizes of pictures, and stand-ins of the font's measures, everything moves."""
    heavy = (
        "<!doctype html><meta name=viewport content=width=device-width>"
        "<style>@font-face{font-family:F;font-display:swap;"
        "src:url(/static/fonts/fira-sans-latin-600.woff2)}p{font:40px/1 F,monospace}</style>"
        "<img src=/static/emblems/leipzig.svg><p>Wort Wort Wort Wort Wort Wort</p><p>Ende</p>"
        "<script src=/static/js/finder.js></script>"
    )
    weight = weigh(browser, f"{demo}/", instead=heavy)
    assert weight.first.requests == 4
    assert weight.first.bytes > weight.first.script_bytes > 500
    assert weight.shift > 0.01
