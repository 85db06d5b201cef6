"""What the components and the main pages look like, on phones and wide screens, by day and by night.

The pictures they are compared with stand in tests/browser/looks/ and are renewed by `make looks`. A
page that looks different is written to var/looks/, beside how it looked.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page

from managements.component_page.groups import GROUPS
from tests.browser.conftest import OpenContext, PreparedDemo
from tests.browser.looks import Look, compare

pytestmark = [pytest.mark.browser, pytest.mark.once]

PROJECT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "looks"
FAILED = PROJECT / "var" / "looks"
RENEWS = os.environ.get("RENEW_LOOKS") == "yes"

PAGES = {
    "stadt": "/",
    "quartier": "/leipziger-osten/",
    "inhalt": "/leipziger-osten/verfuegungsfonds/",
    "auskunft": "/leipziger-osten/anliegen/praktikum/",
    "termin": "/leipziger-osten/termine/linie-ost/",
    "termine": "/leipziger-osten/termine/",
    "beitrag": "/leipziger-osten/aktuelles/offene-tueren-im-stadtteilhaus/",
    "suche": "/leipziger-osten/suche/",
    "rechtliches": "/leipziger-osten/barrierefreiheit/",
    "nicht-da": "/leipziger-osten/gibt-es-nicht/",
}
COMPONENTS = {f"bausteine-{one.slug}": f"/admin/bausteine/{one.slug}/" for one in GROUPS}
VARIANTS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
# Pixels; Chromium draws no more at once (a texture has 16,384).
SLICE = 8_000

# What depends on the day: its place is kept, of one size. The components' own page shows what is in
# it, with days that never change.
FREEZE = """() => {
    const lists = ['.next-dates', '.post-entries', '.day', '.meeting', '.when', '.event-dates',
                   '.filters', '.pager', '.month', '.stand', '.closure-line', '.status-line',
                   '.places', '.quarter-list'];
    for (const selector of lists) {
        document.querySelectorAll(selector).forEach((element, number) => {
            if (number > 0 && selector === '.day') return element.remove();
            element.replaceChildren();
            element.style.cssText = 'display: block; block-size: 12rem; background: #888888';
        });
    }
    const days = 'Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag';
    const months = 'Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember';
    const date = new RegExp(`((${days}),? )?[0-9]{1,2}\\\\.[ \\u00a0](${months})([ \\u00a0][0-9]{4})?`, 'g');
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        texts.currentNode.data = texts.currentNode.data.replace(date, 'Donnerstag, 10. Dezember');
    }
}"""
# Comments in templates and words of the tool change without changing how anything looks.
WITHOUT_COMMENTS = """() => {
    document.querySelectorAll('.example-group__purpose, .example-group__parameters')
        .forEach((element) => element.remove());
}"""
READY = """async () => {
    document.querySelectorAll('[loading=lazy]').forEach((one) => { one.loading = 'eager'; });
    await Promise.all([...document.images].map((one) => one.decode().catch(() => null)));
    await document.fonts.ready;
}"""


def picture_of(page: Page) -> Image.Image:
    """Return the whole page, put together from slices."""
    page.evaluate(READY)
    width, height = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
    )
    whole = Image.new("RGB", (width, height))
    for top in range(0, height, SLICE):
        clip = {"x": 0, "y": top, "width": width, "height": min(SLICE, height - top)}
        png = page.screenshot(full_page=True, clip=clip, animations="disabled", caret="hide")
        whole.paste(Image.open(BytesIO(png)), (0, top))
    return whole


def pictures_of(page: Page) -> Iterator[tuple[str, Image.Image]]:
    """Yield the page in every width and scheme, each with its name."""
    for width, scheme in VARIANTS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        yield f"{width}-{scheme}", picture_of(page)


def assert_looks_as_before(name: str, page: Page) -> None:
    different = [
        words
        for variant, picture in pictures_of(page)
        if (words := checked(f"{name}-{variant}", picture))
    ]
    assert not different, (
        "\n".join(different)
        + f"\nSee {FAILED}. If this is how it should look, run `make looks` and commit the pictures."
    )


def checked(name: str, now: Image.Image) -> str:
    """Compare a picture with the one that is kept, or keep it; returns what is wrong in words."""
    file = KEPT / f"{name}.png"
    if RENEWS:
        KEPT.mkdir(exist_ok=True)
        # Where it looks as before, the file stays as it is.
        if not file.exists() or compare(Look.read(file), now).words:
            Look.of(now).save(file)
        return ""
    if not file.exists():
        return f"{name}: there is no picture of it yet"
    expected = Look.read(file)
    comparison = compare(expected, now)
    if comparison.words:
        FAILED.mkdir(parents=True, exist_ok=True)
        now.save(FAILED / f"{name}-now.png")
        expected.enlarged().save(FAILED / f"{name}-before.png")
        marked(now, comparison.where, expected.cell).save(FAILED / f"{name}-difference.png")
        return f"{name}: {comparison.words}"
    return ""


def marked(now: Image.Image, where: Image.Image, cell: int) -> Image.Image:
    """Return a picture with red frames around the cells that differ."""
    shown = now.copy()
    draw = ImageDraw.Draw(shown)
    pixels = where.load()
    for row in range(where.height):
        for column in range(where.width):
            if pixels[column, row]:
                left, top = column * cell, row * cell
                draw.rectangle((left, top, left + cell, top + cell), outline="red")
    return shown


@pytest.fixture(scope="module")
def demo(prepared_demo: PreparedDemo) -> str:
    """The demonstration that nobody changes: other tests publish, answer and cancel in theirs."""
    prepared_demo.run("tests.prepared_demo:forget_counts")
    return prepared_demo.base_url


@pytest.fixture
def uncounted(new_context: OpenContext) -> OpenContext:
    """Open browsers of people whose looks at answers are not counted."""

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.route("**/gezaehlt/**", lambda route: route.abort())
        return context

    return open_context


@pytest.fixture
def somebody(uncounted: OpenContext) -> Page:
    return uncounted(viewport={"width": 1280, "height": 800}).new_page()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_before(name: str, somebody: Page) -> None:
    somebody.goto(PAGES[name])
    somebody.evaluate(FREEZE)
    assert_looks_as_before(name, somebody)


def test_the_components_look_as_before(stadt: Page) -> None:
    different = []
    for name, address in COMPONENTS.items():
        stadt.goto(address)
        stadt.evaluate(WITHOUT_COMMENTS)
        try:
            assert_looks_as_before(name, stadt)
        except AssertionError as error:
            different.append(str(error))
    assert not different, "\n".join(different)


def test_the_pictures_are_small_and_all_of_them_are_used() -> None:
    files = {file.stem: file.stat().st_size for file in KEPT.glob("*.png")}
    names = {
        f"{name}-{width}-{scheme}" for name in [*PAGES, *COMPONENTS] for width, scheme in VARIANTS
    }
    assert set(files) <= names, "remove the pictures of pages that are not compared any more"
    assert max(files.values()) <= 15_000
    assert sum(files.values()) <= 400_000


# What has to be noticed, by what a script does to the page.
MUTATIONS = {
    "a missing style sheet": "document.styleSheets[0].disabled = true",
    "a removed emblem": "document.querySelector('.hero__emblem').remove()",
    "a doubled padding of a section": """(() => {
        const section = document.querySelector('main .section');
        const padding = parseFloat(getComputedStyle(section).paddingBlockStart);
        section.style.paddingBlockStart = `${2 * padding}px`;
    })()""",
    "another accent": "document.body.className = 'quartier-gruenau'",
    "a lost footer": "document.querySelector('.site-footer').remove()",
    "a lost frame of a card": "document.querySelector('.quarter-card').remove()",
}
# What another release of Chromium or of a font may do.
TRIFLES = {
    "nothing at all": "0",
    "letters drawn in another way": "document.body.style.textRendering = 'geometricPrecision'",
    "softer letters": "document.body.style.webkitFontSmoothing = 'antialiased'",
    "a page that is moved by two pixels": "document.querySelector('main').style.paddingTop = '2px'",
    "colours that are a shade lighter": "document.body.style.filter = 'brightness(1.03)'",
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_comparison_notices_what_matters_and_nothing_else(
    uncounted: OpenContext, width: int, scheme: str, tmp_path: Path
) -> None:
    page = uncounted(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()

    def look(script: str) -> Image.Image:
        page.goto(PAGES["quartier"])
        page.evaluate(FREEZE)
        page.evaluate(script)
        return picture_of(page)

    Look.of(look("0")).save(tmp_path / "before.png")
    before = Look.read(tmp_path / "before.png")
    overlooked = [
        name for name, script in MUTATIONS.items() if not compare(before, look(script)).words
    ]
    assert overlooked == []
    alarms = {
        name: words
        for name, script in TRIFLES.items()
        if (words := compare(before, look(script)).words)
    }
    assert alarms == {}
