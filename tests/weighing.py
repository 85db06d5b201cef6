"""What a page weighs for somebody who has never been there, on a phone: for tests and benchmarks."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Route

# What a visitor without anything in the cache may have to fetch.
MOST_BYTES, MOST_REQUESTS = 120_000, 12
# Cumulative layout shift of fonts and pictures that come after all else: none in hundredths, as it is
# given. A word may grow by a pixel when its font arrives, but nothing moves to another line.
MOST_LATE_SHIFT = 0.005
# A small, cheap phone.
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "de-DE",
}
# What editors put on a page is as large as they like, within limits of its own.
_PHOTOGRAPH = re.compile(r"/media/(?:images|original_images)/")
_LATE = {"font", "image"}
# Nobody touches the page here. Chromium still takes what moves soon after its window has become that of a
# phone for an answer to input, so `hadRecentInput` excuses nothing.
_WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
        const moved = sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName);
        window.shifts.push({ value, moved });
    }
}).observe({ type: "layout-shift", buffered: true });
"""
_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length) done();
}).observe({ type: "paint", buffered: true }))"""
_SHOWN = """async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}"""
_SCROLLED = """async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
        scrollTo({ top, behavior: "instant" });
        await new Promise(requestAnimationFrame);
    }
    // What is not shown may be lazy, and never comes.
    const shown = [...document.images].filter((image) => image.checkVisibility());
    await Promise.all(shown.map((image) => image.decode().catch(() => {})));
    await new Promise(requestAnimationFrame);
}"""
# Milliseconds for each step: a picture that never comes must not keep us waiting for ever.
_PATIENCE = 60_000


@dataclass(frozen=True)
class Load:
    """What has come over the wire, compressed as it was sent, with headers."""

    requests: int
    bytes: int
    script_bytes: int


@dataclass(frozen=True)
class Weight:
    """What a page weighs: until it is there, and until somebody has scrolled to its end.

    Beside it what has moved on the way, as it comes, and with fonts and pictures that are late. The sum of
    all shifts is stricter than the worst moment, which CLS is.
    """

    first: Load
    whole: Load
    shifts: list[dict[str, Any]]
    late_shifts: list[dict[str, Any]]

    @property
    def shift(self) -> float:
        """The sum of all layout shifts of both visits."""
        return float(sum(one["value"] for one in [*self.shifts, *self.late_shifts]))


class _Wire:
    """Counts what comes over the wire."""

    def __init__(self, session: CDPSession) -> None:
        self._answers: dict[str, tuple[str, str]] = {}
        self._sizes: dict[str, int] = {}
        session.send("Network.enable")
        session.on("Network.responseReceived", self._answer)
        session.on("Network.loadingFinished", self._finish)

    def _answer(self, event: dict[str, Any]) -> None:
        self._answers[event["requestId"]] = (event["response"]["url"], event["type"])

    def _finish(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = int(event["encodedDataLength"])

    def load(self) -> Load:
        """Return what has come so far, without editors' photographs."""
        sizes = [
            (kind, self._sizes.get(request, 0))
            for request, (url, kind) in self._answers.items()
            if url.startswith("http") and not _PHOTOGRAPH.search(url)
        ]
        return Load(
            requests=len(sizes),
            bytes=sum(size for _kind, size in sizes),
            script_bytes=sum(size for kind, size in sizes if kind == "Script"),
        )


def weigh(browser: Browser, url: str, *, instead: str = "") -> Weight:
    """Visit a page with an empty cache, once as it comes and once with its fonts and pictures late.

    Late ones come when the page has been painted without them: whatever moves then was moved by them.
    `instead` is other HTML for the address, to try the scales with.
    """
    with browser.new_context(**PHONE) as context:
        first, whole, shifts = _visit(context, url, instead, is_late=False)
    with browser.new_context(**PHONE) as context:
        _first, _whole, late_shifts = _visit(context, url, instead, is_late=True)
    return Weight(first, whole, shifts, late_shifts)


def _evaluate(page: Page, script: str) -> None:
    """Run a script that waits for pictures, but not for ever."""
    page.evaluate(
        f"""() => Promise.race([({script})(), new Promise((done, fail) =>
            setTimeout(() => fail(new Error("nothing is painted any more")), {_PATIENCE}))])"""
    )


def _visit(
    context: BrowserContext, url: str, instead: str, *, is_late: bool
) -> tuple[Load, Load, list[dict[str, Any]]]:
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.add_init_script(_WATCH)
    wire = _Wire(context.new_cdp_session(page))
    waiting: list[Route] | None = [] if is_late else None

    def let_through(route: Route) -> None:
        if instead and route.request.resource_type == "document":
            route.fulfill(body=instead, content_type="text/html")
        elif waiting is not None and route.request.resource_type in _LATE:
            waiting.append(route)
        else:
            route.continue_()

    if is_late or instead:
        page.route("**/*", let_through)
    page.goto(url, wait_until="domcontentloaded")
    _evaluate(page, _PAINTED)
    if waiting is not None:
        held, waiting = waiting, None
        for route in held:
            route.continue_()
    page.wait_for_load_state("networkidle")
    _evaluate(page, _SHOWN)
    first = wire.load()
    _evaluate(page, _SCROLLED)
    page.wait_for_load_state("networkidle")
    return first, wire.load(), page.evaluate("window.shifts")
