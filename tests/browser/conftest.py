"""The running demonstration, and a real Chromium to visit it with.

All of it runs once, on PostgreSQL as in production: what a browser shows does not depend on the
database, and the queries behind it have tests of their own, on both.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.demo_server import Stock, copied, served_demo, stocked

# Milliseconds: a busy machine is no failure. Nothing waits that long where all is well.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    """A demonstration to copy: making one takes longer than many a test."""
    with stocked(tmp_path_factory.mktemp("stock")) as stock:
        yield stock


@pytest.fixture(scope="session")
def demo(stock: Stock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration as `make run` serves it; gives its address."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        copied(stock, folder) as database,
        served_demo(folder, database=database, is_copy=True) as base_url,
    ):
        yield base_url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium: the system's, else Playwright's own."""
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    flags = [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=path, args=flags)
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
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/admin/")
    page.get_by_label("Benutzername").fill("redaktion-leipziger-osten")
    page.locator("input[name=password]").fill("demo-leipzig")
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/admin/")
    return page
