"""What the browsers of visitors say about pages, and what they are asked to keep."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import PATIENCE, PreparedDemo
from tests.browser.looking import PHONE
from tests.examples import SHOWN

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture(scope="module")
def window(browser: Browser, prepared_demo: PreparedDemo) -> Iterator[Page]:
    """Somebody with a telephone who goes through everything: opening a window takes its time."""
    context = browser.new_context(
        base_url=prepared_demo.base_url,
        locale="de-DE",
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def complaints(window: Page) -> Iterator[list[str]]:
    """What the browser has to say about a page."""
    found: list[str] = []
    listeners = {
        "console": lambda message: found.append(message.text),
        "pageerror": lambda error: found.append(str(error)),
    }
    for event, listener in listeners.items():
        window.on(event, listener)  # type: ignore[call-overload]
    yield found
    for event, listener in listeners.items():
        window.remove_listener(event, listener)


@pytest.fixture
def strangers(window: Page, prepared_demo: PreparedDemo) -> Iterator[list[str]]:
    """Whom else the browser asks."""
    found: list[str] = []

    def listen(request: Request) -> None:
        if not request.url.startswith((prepared_demo.base_url, "data:", "blob:")):
            found.append(request.url)

    window.on("request", listen)
    yield found
    window.remove_listener("request", listen)


@pytest.mark.parametrize("path", SHOWN.values(), ids=SHOWN.keys())
def test_the_browser_has_nothing_to_complain_about(
    window: Page, complaints: list[str], strangers: list[str], path: str
) -> None:
    response = window.goto(path)
    expected = [] if response and response.ok else ["404"]
    assert all(any(word in text for word in expected) for text in complaints), complaints
    assert strangers == []
    assert window.context.cookies() == []
    assert window.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_open_menu_hides_nothing_from_whom_goes_on_by_keyboard(visitor: Page) -> None:
    """WCAG 2.4.11: the panel of the city's menu lies above the page."""
    visitor.goto("/leipziger-osten/termine/")
    button = visitor.locator(".menu--city summary")
    button.focus()
    visitor.keyboard.press("Enter")
    panel = visitor.locator(".menu--city details .menu__list")
    expect(panel).to_be_visible()
    behind = visitor.locator(".breadcrumb a:visible")
    for _turn in range(30):
        visitor.keyboard.press("Tab")
        if behind.evaluate("one => one === document.activeElement"):
            break
    else:
        pytest.fail("the tab key never got to the page")
    is_seen = """one => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }"""
    assert behind.evaluate(is_seen)
    button.focus()
    expect(panel).to_be_visible()
