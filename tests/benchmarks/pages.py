"""How fast the demonstration answers: `make bench` prints a Markdown table.

Every round asks for each page once, so that noise of the machine hits all pages alike; what counts
are the ratios between them.
"""

import statistics
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.demo_server import served_demo

ROUNDS = 60
PAGES = {
    "process alive": "/healthz",
    "static file": "/static/favicon.svg",
    "city": "/",
    "management": "/leipziger-osten/",
    "page with referral lists": "/leipziger-osten/in-eigener-sache/",
    "legal page": "/gruenau/impressum/",
    "wrong address": "/gruenau/gibt-es-nicht/",
    "site map": "/sitemap.xml",
}


def ask(url: str) -> tuple[float, int]:
    """Return how long an answer took in milliseconds, and its size in bytes as sent."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            body = response.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    return (time.perf_counter() - started) * 1000, len(body)


def measure(base_url: str) -> None:
    """Warm up, ask in rounds, print the table."""
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    sizes: dict[str, int] = {}
    for round_ in range(ROUNDS + 3):
        for name, path in PAGES.items():
            milliseconds, sizes[name] = ask(f"{base_url}{path}")
            if round_ >= 3:  # the first rounds fill caches and compile templates
                times[name].append(milliseconds)
    yardstick = statistics.median(times["process alive"])
    print(f"\n{ROUNDS} rounds on SQLite, one worker, one client\n")
    print("| page | median ms | 95 % below ms | times the bare process | bytes sent |")
    print("|---|--:|--:|--:|--:|")
    for name, measured in times.items():
        median = statistics.median(measured)
        high = sorted(measured)[int(len(measured) * 0.95)]
        print(
            f"| {name} | {median:.1f} | {high:.1f} | {median / yardstick:.0f} | {sizes[name]:,} |"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, served_demo(Path(folder)) as base_url:
        measure(base_url)
