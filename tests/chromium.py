"""How a Chromium is started here: the system's, else Playwright's own."""

import os
import shutil
from typing import Any

from playwright.sync_api import Error, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def has_chromium() -> bool:
    """Whether one can be started here."""
    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch(**chromium_arguments()).close()
        except Error:
            return False
    return True


def chromium_arguments() -> dict[str, Any]:
    """Return what Playwright's `chromium.launch` is given; no path means its own one."""
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": path, "args": [*FLAGS, *sandbox]}
