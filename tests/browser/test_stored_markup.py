"""Whatever people type as a name or a title stays text, on every page where it shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.markup import markup
from tests.browser.watching import Watch
from tests.builders import photograph
from tests.demo_server import Stock, served_copy

pytestmark = [pytest.mark.browser, pytest.mark.once]

USERNAMES = {"superuser": "admin", "editor": "redaktion-leipziger-osten"}
PUBLISH_OR_SAVE = """() => {
  const buttons = [...document.querySelectorAll("[name=action-publish], [type=submit]")]
    .filter(one => one.form?.method === "post" && !one.form.action.includes("logout"));
  const button = buttons.find(one => one.name === "action-publish") ?? buttons[0];
  button.form.noValidate = true;  // browsers refuse addresses that RFC 5321 allows
  button.form.requestSubmit(button);
}"""
CHOOSERS = """() => {
  const seen = new Map();
  document.querySelectorAll("[data-chooser-action-choose]").forEach((button, position) => {
    const chooser = button.closest("[data-chooser-url]");
    if (chooser && !seen.has(chooser.dataset.chooserUrl)) seen.set(chooser.dataset.chooserUrl, position);
  });
  return [...seen.values()];
}"""


@dataclass(frozen=True)
class MarkedDemo:
    """A demonstration full of markup, and who walks where in it."""

    base_url: str
    walks: dict[str, Any]


@pytest.fixture(scope="module")
def marked_demo(stock: Stock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MarkedDemo]:
    """A demonstration of its own: nobody else's tests meet what is planted here."""
    with served_copy(stock, tmp_path_factory.mktemp("marked_demo")) as copy:
        yield MarkedDemo(copy.base_url, copy.run("tests.browser.walks:prepare"))


@pytest.fixture(scope="module")
def demo(marked_demo: MarkedDemo) -> str:
    """Stands in for the demonstration of all browser tests."""
    return marked_demo.base_url


@pytest.fixture
def walks(marked_demo: MarkedDemo) -> dict[str, Any]:
    return marked_demo.walks


def log_in(page: Page, who: str) -> None:
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(USERNAMES[who])
    page.locator("input[name=password]").fill("demo-leipzig")
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/admin/")


@pytest.mark.parametrize("who", USERNAMES)
def test_names_and_titles_stay_text_in_the_cms(new_context, walks, who, record_property) -> None:
    # Where there is no touch, Wagtail's cropper of pictures tries for it with an inline handler.
    context = new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    watch = Watch(context)
    page = context.new_page()
    log_in(page, who)
    walk = walks[who]

    missing = watch.visit([page, context.new_page(), context.new_page()], walk["pages"])
    use_page_editor(watch, page, walks["edited"])
    for url in walk["dialogs"]:
        watch.open_dialog(page, url)
    upload(watch, page)
    save_everything(watch, page, walk["forms"])
    delete_and_bring_back(watch, page, walks["deleted"][who])

    assert watch.found == []
    if who == "superuser":
        assert missing == []
        assert set(walks["kinds"]) - watch.words == set(), "planted, but never met"
    record_property(
        "isolation", f"markup, {who}: {watch.walked} pages walked, 0 elements, 0 scripts"
    )


def test_names_and_titles_stay_text_in_public(new_context, walks, record_property) -> None:
    context = new_context()
    watch = Watch(context)
    watch.visit([context.new_page(), context.new_page()], walks["public"])
    assert watch.found == []
    record_property(
        "isolation", f"markup, public: {watch.walked} pages walked, 0 elements, 0 scripts"
    )


@pytest.mark.parametrize("where", ["/", "/admin/login/"])
def test_the_watch_notices_markup_that_comes_to_life(new_context, where: str) -> None:
    context = new_context()
    watch = Watch(context)
    page = context.new_page()
    page.goto(where)
    with context.expect_event("console", lambda one: "Content Security Policy" in one.text):
        page.evaluate("html => { document.body.innerHTML = html }", markup("control"))
    page.evaluate("window.pwned = 1")
    page.evaluate("document.querySelectorAll('.pwned-mark').forEach(one => one.remove())")
    watch.look(page)
    found = "\n".join(watch.found)
    for sign in ("element: <img", "element: <svg", "console: ", "picture", "script"):
        assert f": {sign}" in found


def use_page_editor(watch: Watch, page: Page, url: str) -> None:
    """Open what a page's form has: comments, preview, choosers, and the tree of pages beside it."""
    page.goto(url)
    page.get_by_role("button", name="Kommentare umschalten").click()
    watch.look(page)
    page.get_by_role("button", name="Vorschau umschalten").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_be_visible(timeout=15_000)
    watch.look(page)
    use_choosers(watch, page)


def use_choosers(watch: Watch, page: Page) -> None:
    """Open each kind of chooser by its button, search, and choose."""
    for position in page.evaluate(CHOOSERS):
        page.locator("[data-chooser-action-choose]").nth(position).evaluate("one => one.click()")
        modal = page.locator(".modal-content")
        choices = modal.locator("[data-chooser-modal-choice], .choose-page")
        expect(choices.first).to_be_visible()
        watch.look(page)
        choices.first.click()
        expect(modal).to_have_count(0)
        watch.look(page)


def upload(watch: Watch, page: Page) -> None:
    """Upload files whose names are markup."""
    name = markup("file", 60)
    for kind, file in (
        ("images", {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photograph()}),
        ("documents", {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": b"Text"}),
        ("images", {"name": f"{name}.gif", "mimeType": "image/gif", "buffer": b"GIF89a"}),
    ):
        page.goto(f"/admin/{kind}/multiple/add/")
        page.locator("#fileupload").set_input_files(file)  # type: ignore[arg-type]
        row = page.locator("#upload-list > li").first
        expect(row).to_have_class(re.compile("upload-(success|failure|complete)"))
        watch.look(page)


def submit(watch: Watch, page: Page) -> None:
    """Send a page's form, and look at the answer with its messages."""
    # A tab that is shown counts as a navigation, too.
    with page.expect_event("load"):
        page.evaluate(PUBLISH_OR_SAVE)
    watch.look(page)


def save_everything(watch: Watch, page: Page, urls: list[str]) -> None:
    """Save what can be edited."""
    for url in urls:
        page.goto(url)
        submit(watch, page)
        expect(page.locator(".messages, .w-dialog--message").first).to_be_attached()


def delete_and_bring_back(watch: Watch, page: Page, url: str) -> None:
    """Move a page to the trash, and bring it back."""
    page.goto(url)
    submit(watch, page)
    expect(page.locator(".messages")).to_contain_text("pwned-mark")
    page.goto("/admin/papierkorb/")
    page.locator("a[href$='/zurueckholen/']").first.click()
    page.wait_for_url("**/zurueckholen/")
    submit(watch, page)
    expect(page.locator(".messages")).to_contain_text("pwned-mark")
