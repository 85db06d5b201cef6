"""Notices whatever markup comes to life in a browser, wherever and however briefly."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Error, Page, Request

from tests.browser.markup import PICTURE, SELECTOR, WORD

# Runs in every frame before the page's own scripts: an element may be there for a moment only.
_FROM_THE_START = f"""(() => {{
  const selector = {SELECTOR!r};
  const tell = node => reportMarkup(`element: ${{node.outerHTML.slice(0, 200)}}`);
  new MutationObserver(mutations => {{
    for (const {{ target, addedNodes }} of mutations) {{
      for (const node of [target, ...addedNodes]) {{
        if (node.matches?.(selector)) tell(node);
        if (node !== target) node.querySelectorAll?.(selector).forEach(tell);
      }}
    }}
  }}).observe(document, {{
    subtree: true, childList: true, attributes: true, attributeFilter: ["class", "data-pwned-mark"],
  }});
  Object.defineProperty(window, "pwned", {{ set: () => reportMarkup("script") }});
}})()"""

# Opens what opens in place (menus, filters, tooltips), then looks everywhere, also where
# querySelector does not: in templates and shadow trees.
_LOOK = f"""async () => {{
  document.querySelectorAll("details").forEach(one => one.open = true);
  document.querySelectorAll("[data-w-dropdown-target=toggle], [data-w-drilldown-target=toggle]")
    .forEach(one => one.click());
  document.querySelectorAll("[data-controller~=w-tooltip]")
    .forEach(one => one.dispatchEvent(new MouseEvent("mouseenter")));
  // Nothing is painted in a frame that is hidden.
  await new Promise(done => {{
    requestAnimationFrame(() => requestAnimationFrame(done));
    setTimeout(done, 100);
  }});

  const marks = [];
  let words = "";
  const look = root => {{
    root.querySelectorAll({SELECTOR!r}).forEach(one => marks.push(one.outerHTML.slice(0, 200)));
    for (const one of root.querySelectorAll("*")) {{
      if (one.shadowRoot) look(one.shadowRoot);
      if (one instanceof HTMLTemplateElement) look(one.content);
    }}
    words += root.innerHTML ?? root.documentElement?.outerHTML ?? "";
  }};
  look(document);
  return {{ marks, words: [...new Set(words.match(/{WORD}/gi))], pwned: window.pwned }};
}}"""

# Shows a dialog as Wagtail's own scripts do, by its address.
_OPEN_DIALOG = """url => new Promise((done, fail) => {
  const onload = new Proxy({}, { has: () => true, get: () => done });
  ModalWorkflow({ url, onError: () => fail(url), onload });
  setTimeout(() => fail(`no dialog: ${url}`), 5000);
})"""


class Watch:
    """Looks over a browser's shoulder."""

    def __init__(self, context: BrowserContext) -> None:
        self.found: list[str] = []
        self.words: set[str] = set()
        self.walked = 0
        context.expose_binding(
            "reportMarkup", lambda source, what: self._report(what, source["page"].url)
        )
        context.add_init_script(_FROM_THE_START)
        context.on("console", self._listen)
        context.on("dialog", self._dismiss)
        context.on("request", self._see)
        context.on(
            "weberror", lambda error: self._report(str(error.error), error.page and error.page.url)
        )

    def look(self, page: Page) -> None:
        """Look at a page as it stands, with all its frames."""
        for frame in page.frames:
            # One that loads when it is scrolled to: it has nothing yet that could answer, and
            # would keep us waiting for ever.
            if not frame.url:
                continue
            try:
                seen = frame.evaluate(_LOOK)
            except Error:
                if frame.is_detached():  # a preview that is loaded anew; it was watched so far
                    continue
                raise
            for mark in seen["marks"]:
                self._report(f"element: {mark}", frame.url)
            if seen["pwned"] is not None:
                self._report("script", frame.url)
            self.words.update(word.lower() for word in seen["words"])

    def visit(self, tabs: Sequence[Page], urls: Iterable[str]) -> list[str]:
        """Go to pages, several at the same time, and look; return those that are not there."""
        missing: list[str] = []
        waiting = iter(urls)
        while batch := list(zip(tabs, waiting, strict=False)):
            # The server works on the next pages while the browser shows the first one.
            answers = [tab.goto(url, wait_until="commit") for tab, url in batch]
            for (tab, url), answer in zip(batch, answers, strict=True):
                tab.wait_for_load_state("load")
                self.look(tab)
                if answer is not None and answer.ok:
                    self.walked += 1
                else:
                    missing.append(url)
        return missing

    def open_dialog(self, page: Page, url: str) -> None:
        """Open a dialog of the CMS on a page, and look at it."""
        page.evaluate(_OPEN_DIALOG, url)
        self.walked += 1
        self.look(page)

    def _report(self, what: str, where: Any) -> None:
        self.found.append(f"{where}: {what}")

    def _listen(self, message: ConsoleMessage) -> None:
        # A policy that stops a script says that the script got so far.
        if re.search("Content Security Policy|pwned", message.text):
            self._report(f"console: {message.text}", message.location["url"])

    def _dismiss(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":  # "You have unsaved changes"
            dialog.accept()
            return
        self._report(f"dialog: {dialog.message}", dialog.page and dialog.page.url)
        dialog.dismiss()

    def _see(self, request: Request) -> None:
        # Also where an element was never put into the page.
        if request.url.endswith(PICTURE):
            self._report("picture", request.frame.url)
