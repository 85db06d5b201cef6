"""Looks at public pages the way people do: with axe, keys, a finger, large letters, few colours.

`audit.js` does what can be done inside of a page; every check gives what is wrong, in words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

AUDIT_SCRIPT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")

# WCAG 2.2 AA, and what the makers of axe hold for good practice.
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# What may differ between pages of which only the colours do.
COLOUR_RULES: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
_AXE = """async (options) => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) =>
    `axe, ${id}: ${help}: ${nodes.map(one => one.html.slice(0, 160)).join(" | ")}`);
}"""

# https://www.w3.org/TR/WCAG22/#text-spacing
TEXT_SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
"""
TWICE_AS_LARGE = "html { font-size: 200% !important }"

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
# Others that many people have.
TELEPHONES = (320, 390, 430)
TABLET = {"width": 768, "height": 1024}
# What is left of 1280 × 1024 at 400 %.
ENLARGED = {"width": 320, "height": 256}

OTHER_COLOURS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
COLOURS_AS_DRAWN: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}


def open_eyes(context: BrowserContext) -> Page:
    """Return a window in which pages can be looked at; the context has to bypass their policy."""
    context.add_init_script(AXE_SCRIPT)
    context.add_init_script(AUDIT_SCRIPT)
    return context.new_page()


def ask(page: Page, *questions: str) -> list[str]:
    """Return what is wrong according to some functions of `audit.js`."""
    return [
        wrong for question in questions for wrong in page.evaluate(f"window.audit.{question}()")
    ]


def axe(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """Return what axe finds."""
    found: list[str] = page.evaluate(_AXE, rules)
    return found


def said_of(words: str, found: list[str]) -> list[str]:
    """Say for each thing that is wrong when it is."""
    return [f"{words}: {wrong}" for wrong in found]


@contextmanager
def styled(page: Page, css: str) -> Iterator[None]:
    """Let people's own style sheet hold for a while."""
    sheet = page.add_style_tag(content=css)
    yield
    sheet.evaluate("one => one.remove()")


def follow_the_tab_key(page: Page, *, is_backwards: bool = False) -> list[str]:
    """Press the tab key from one end of a page to the other; return what went wrong.

    From the top downwards, or with the shift key from the last control upwards.
    """
    presses = page.evaluate("window.audit.count()")
    page.evaluate("window.audit.follow()")
    if is_backwards:
        page.evaluate("window.audit.last()")
    for _press in range(presses + 1):
        page.keyboard.press("Shift+Tab" if is_backwards else "Tab")
    found: list[str] = page.evaluate("back => window.audit.followed(back)", is_backwards)
    return found


def look_in_other_colours(page: Page) -> list[str]:
    """Look at a page on which the tab key has been used, dark and with the colours of a system."""
    found = []
    before = page.evaluate("window.audit.shown()")
    for words, colours in OTHER_COLOURS.items():
        page.emulate_media(**(COLOURS_AS_DRAWN | colours))
        # Everything else that axe asks holds as before.
        if page.evaluate("window.audit.shown()") != before:
            found.append(f"{words}: other things are shown")
        found += said_of(words, [*axe(page, COLOUR_RULES), *ask(page, "rings")])
        if "forced_colors" in colours:
            found += said_of(words, ask(page, "edges"))
    page.emulate_media(**COLOURS_AS_DRAWN)
    return found


def look_wide(page: Page) -> list[str]:
    """Look at a page on a large screen."""
    found = ask(page, "structure", "sideways", "clipped", "motion", "brought")
    found += axe(page)
    found += said_of("tab key", follow_the_tab_key(page))
    found += look_in_other_colours(page)
    for words, css in (("text spacing", TEXT_SPACING), ("200 % text", TWICE_AS_LARGE)):
        with styled(page, css):
            found += said_of(words, ask(page, "sideways", "clipped"))
    page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    found += ask(page, "bar", "ways", "sideways")
    # As narrow as two columns may be.
    page.set_viewport_size(TABLET | {"width": 960})  # type: ignore[arg-type]
    with styled(page, TWICE_AS_LARGE):
        found += said_of("960 px, 200 % text", ask(page, "sideways"))
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return found


def look_narrow(page: Page) -> list[str]:
    """Look at a page on a telephone, then enlarged until it is as small as one."""
    found = ask(page, "targets", "sideways", "clipped", "structure", "bullets", "dates")
    found += axe(page)
    found += said_of("shift and tab key", follow_the_tab_key(page, is_backwards=True))
    found += look_in_other_colours(page)
    for width in TELEPHONES:
        page.set_viewport_size(PHONE | {"width": width})  # type: ignore[arg-type]
        found += ask(page, "bar", "ways", "sideways")
    page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    found += said_of("400 %", ask(page, "sideways", "clipped"))
    with styled(page, TEXT_SPACING):
        found += said_of("400 %, text spacing", ask(page, "sideways", "clipped"))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    with styled(page, TWICE_AS_LARGE):
        found += said_of("telephone, 200 % text", ask(page, "sideways", "clipped"))
    return found
