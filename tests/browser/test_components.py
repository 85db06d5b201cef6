"""Every component in every state is for everybody, and breaks on no phone: not even with the longest word."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from managements.component_page.groups import GROUPS

pytestmark = [pytest.mark.browser, pytest.mark.once]

ADDRESSES = [f"/admin/bausteine/{group.slug}/" for group in GROUPS]
# Of a part of a page no best practice asks for landmarks and one title.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(stadt: Page, scheme: str) -> None:
    stadt.emulate_media(color_scheme=scheme)
    found = []
    for address in ADDRESSES:
        stadt.goto(f"{address}?quartier=leipziger-osten")
        # The policy of the CMS lets a script of ours in.
        result = Axe().run(stadt, context={"include": [[".example"]]}, options=RULES)
        found += [f"{address}: {result.generate_report()}"] if result.violations_count else []
    assert not found, "\n".join(found)


def test_no_state_scrolls_sideways(stadt: Page) -> None:
    wider = {}
    for address in ADDRESSES:
        stadt.goto(address)
        for width in (320, 360, 560, 768):
            stadt.set_viewport_size({"width": width, "height": 640})
            wider[address, width] = stadt.evaluate(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
    assert set(wider.values()) == {0}, wider


def test_parts_of_the_map_wear_its_colours(stadt: Page) -> None:
    """What lacks the element that its style hangs on is a black blob."""
    stadt.goto("/admin/bausteine/wege/")
    parts = stadt.locator(".example :is(path, ellipse, rect, circle)[class*=city-map__]")
    assert parts.count() > 10
    black = parts.evaluate_all(
        """parts => parts.filter((one) => getComputedStyle(one).fill === "rgb(0, 0, 0)")
            .map((one) => one.getAttribute("class"))"""
    )
    assert black == []


def test_the_page_is_shown_in_its_frame_without_complaint(stadt: Page) -> None:
    complaints: list[str] = []
    stadt.on("console", lambda message: complaints.append(message.text))
    stadt.on("pageerror", lambda error: complaints.append(str(error)))
    stadt.goto("/admin/bausteine/?gruppe=termine&quartier=gruenau&farben=dunkel&breite=360")
    frame = stadt.frame_locator("iframe.component-page__frame")
    frame.get_by_role("heading", name="date_block").wait_for()
    scheme = frame.locator("html").evaluate("html => getComputedStyle(html).colorScheme")
    assert scheme == "dark"
    assert complaints == []


def test_arabic_is_set_in_its_own_letters_which_no_other_page_loads(
    stadt: Page, visitor: Page
) -> None:
    loaded: list[str] = []
    stadt.on("response", lambda response: loaded.append(response.url))
    stadt.goto("/admin/bausteine/bloecke/")
    stadt.evaluate("document.fonts.ready.then(() => null)")
    assert any("noto-sans-arabic" in url for url in loaded)
    arabic = stadt.locator('[lang="ar"] .prose').first
    assert arabic.evaluate("one => getComputedStyle(one).direction") == "rtl"
    german: list[str] = []
    visitor.on("response", lambda response: german.append(response.url))
    visitor.goto("/leipziger-osten/ueber-uns/")
    visitor.evaluate("document.fonts.ready.then(() => null)")
    assert any("fira-sans-latin" in url for url in german)
    assert not any("arabic" in url for url in german)
