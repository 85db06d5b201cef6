"""What pages weigh on a phone that has never been there, and what Lighthouse says: two Markdown tables.

Ends with 1 if a page breaks a limit. Lighthouse is a Node package of its own (frontend/measuring), which
`make bench` installs where npm is there; without it the second table is left out, and says so.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import chromium_arguments, has_chromium
from tests.demo_server import PROJECT, run_in_demo, served_demo
from tests.examples import ONE_OF_EACH, SHOWN
from tests.weighing import MOST_BYTES, MOST_LATE_SHIFT, MOST_REQUESTS, weigh

LIGHTHOUSE = PROJECT / "frontend" / "measuring" / "node_modules" / "lighthouse" / "cli" / "index.js"
LOWEST_SCORE = 95
RUNS = 3  # at most, of which the best counts: a busy machine makes a page slower, and none faster
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
JUDGED = {
    "city": SHOWN["city"],
    "management": SHOWN["management"],
    "event list": SHOWN["dates"],
    "answer": SHOWN["answer with a no"],
}


def measure_weight(base_url: str) -> list[str]:
    """Weigh every type of page and every part of one, print the table, and return what is too much."""
    print("\nEmpty cache, 360 × 740 pixels, density 2, as sent (compressed, with headers)\n")
    print("| page | bytes | requests | JavaScript | scrolled: bytes | requests | layout shift |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    broken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_arguments())
        for name, path in ONE_OF_EACH.items():
            weight = weigh(browser, f"{base_url}{path}")
            first, whole = weight.first, weight.whole
            print(
                f"| {name} | {first.bytes:,} | {first.requests} | {first.script_bytes:,} "
                f"| {whole.bytes:,} | {whole.requests} | {weight.shift:.4f} |"
            )
            if whole.bytes > MOST_BYTES:
                broken.append(f"{name}: {whole.bytes:,} bytes")
            if first.requests > MOST_REQUESTS:
                broken.append(f"{name}: {first.requests} requests")
            if weight.shifts or weight.shift > MOST_LATE_SHIFT:
                broken.append(f"{name}: what is on it moves")
        browser.close()
    print(
        f"\nLimits: {MOST_BYTES:,} bytes for the whole page, {MOST_REQUESTS} requests until it is there; no "
        f"layout shift, at most {MOST_LATE_SHIFT} where fonts and pictures come after all else.\n"
    )
    return broken


def measure_scores(base_url: str) -> list[str]:
    """Let Lighthouse judge some pages, print the table, and return what is not good enough."""
    node = shutil.which("node")
    if node is None or not LIGHTHOUSE.is_file():
        print("Lighthouse was not asked: it needs Node, and npm ci in frontend/measuring.\n")
        return []
    with sync_playwright() as playwright:
        chromium = chromium_arguments()["executable_path"] or playwright.chromium.executable_path
    print(f"| Lighthouse, phone | {' | '.join(CATEGORIES)} |")
    print(f"|---{'|--:' * len(CATEGORIES)}|")
    broken = []
    for name, path in JUDGED.items():
        url = f"{base_url}{path}"
        runs = [scores(node, chromium, url)]
        while min(runs[-1].values()) < LOWEST_SCORE and len(runs) < RUNS:
            runs.append(scores(node, chromium, url))
        best = {one: round(max(run[one] for run in runs)) for one in CATEGORIES}
        print(f"| {name} | {' | '.join(str(best[one]) for one in CATEGORIES)} |")
        broken += [f"{name}: {one} {got}" for one, got in best.items() if got < LOWEST_SCORE]
    print(f"\nLimit: {LOWEST_SCORE} of 100 for each.\n")
    return broken


def scores(node: str, chromium: str, url: str) -> dict[str, float]:
    """Return Lighthouse's scores of a page, of 100, with its own phone and its own slow network.

    Where Lighthouse gives up (it asks to be run again, then) they are 0.
    """
    flags = " ".join(["--headless=new", *chromium_arguments()["args"]])
    done = subprocess.run(
        [
            node, str(LIGHTHOUSE), url, "--quiet", "--output=json", "--output-path=stdout",
            "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={flags}",
        ],
        env=os.environ | {"CHROME_PATH": chromium},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        return dict.fromkeys(CATEGORIES, 0.0)
    found = json.loads(done.stdout)["categories"]
    return {one: found[one]["score"] * 100 for one in CATEGORIES}


def measure() -> None:
    """Measure a fresh demonstration, as `make run` serves it, with an example of everything."""
    if not has_chromium():
        print("Nothing was weighed: no Chromium can be started here.")
        return
    with tempfile.TemporaryDirectory() as folder, served_demo(Path(folder)) as base_url:
        run_in_demo("tests.prepared_demo:prepare", Path(folder), base_url=base_url)
        broken = [*measure_weight(base_url), *measure_scores(base_url)]
    if broken:
        sys.exit("Beyond the limits: " + "; ".join(broken))


if __name__ == "__main__":
    measure()
