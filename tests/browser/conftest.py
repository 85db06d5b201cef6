"""The running demonstration, and a real Chromium to visit it with.

All of it runs once, on PostgreSQL as in production: what a browser shows does not depend on the
database, and the queries behind it have tests of their own, on both.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.chromium import chromium_arguments
from tests.demo_server import Stock, reached, served_copy, stocked
from tests.examples import SHOWN

# Milliseconds: a busy machine is no failure. Nothing waits that long where all is well.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    """A demonstration to copy: making one takes longer than many a test."""
    with stocked(tmp_path_factory.mktemp("stock")) as stock:
        yield stock


@pytest.fixture(scope="session")
def demo(stock: Stock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration as `make run` serves it; gives its address."""
    with served_copy(stock, tmp_path_factory.mktemp("demo")) as copy:
        yield copy.base_url


@dataclass(frozen=True)
class PreparedDemo:
    """A demonstration that has an example of everything."""

    base_url: str
    # Calls a function of the tests (`module:function`) on its data.
    run: Callable[[str], Any]
    # What stands where, by the names of the examples; and the blocks of which there is none.
    kinds: dict[str, str]
    missing_blocks: list[str]


@pytest.fixture(scope="session")
def prepared_demo(stock: Stock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreparedDemo]:
    """The demonstration for those who look at everything, and change nothing."""
    with served_copy(stock, tmp_path_factory.mktemp("everything")) as copy:
        made = copy.run("tests.prepared_demo:prepare")
        yield PreparedDemo(copy.base_url, copy.run, made["kinds"], made["blocks"])


@pytest.fixture(scope="session")
def sources(prepared_demo: PreparedDemo) -> dict[str, bytes]:
    """What the server sends for all examples, by the path to which it leads."""
    answers = [reached(f"{prepared_demo.base_url}{path}") for path in SHOWN.values()]
    return {urlsplit(url)._replace(scheme="", netloc="").geturl(): text for url, text in answers}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium: the system's, else Playwright's own."""
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(**chromium_arguments())
        except Error as error:
            pytest.skip(f"no Chromium can be started here: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(browser: Browser, demo: str) -> Iterator[OpenContext]:
    """Open a browser of somebody new; it may talk to the demonstration alone."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=demo, locale="de-DE", **options)
        context.on(
            "request",
            lambda request: (
                strangers.append(request.url)
                if not request.url.startswith((demo, "data:", "blob:"))
                else None
            ),
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()
    assert not strangers, f"requests to others: {strangers}"


@pytest.fixture
def visitor(new_context: OpenContext) -> Page:
    """Somebody with a small, cheap phone."""
    return new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    ).new_page()


@pytest.fixture
def editor(new_context: OpenContext) -> Page:
    """An editor of Leipziger Osten, logged in."""
    return _logged_in(new_context, "redaktion-leipziger-osten")


@pytest.fixture
def stadt(new_context: OpenContext) -> Page:
    """Somebody of the Stadtredaktion, logged in."""
    return _logged_in(new_context, "stadt")


def _logged_in(new_context: OpenContext, name: str) -> Page:
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/admin/")
    page.get_by_label("Benutzername").fill(name)
    page.locator("input[name=password]").fill("demo-leipzig")
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/admin/")
    return page
