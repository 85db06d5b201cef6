"""How long the server works on calendars with 20,000 dates, and how often it asks: a Markdown table.

No network and no web server, as in `answers`: Django's test client asks in this process, on a
database in memory. Every page is asked for with few dates and with all; the number of queries must
be the same.
"""

import os
import statistics
import time
from typing import Any

ROUNDS = 40
WARM_UP = 3
MANAGEMENTS = ("gruenau", "paunsdorf", "mockau", "schoenefeld", "loessnig", "osten", "moeckern")
# Once a week for 18 months makes 78 dates each.
FEW, ALL = 98, 266


def measure() -> None:
    """Make the calendars, ask in rounds, print the table."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from home.provisioning import provision_city
    from managements.events.models import EventPage, Occurrence
    from managements.pages import hosts
    from tests.builders import CITY_HOST
    from tests.conftest import make_public, provision
    from tests.many_dates import make_weekly_dates

    hosts._SECONDS = None  # what is read anew every so often would be counted now and then
    call_command("migrate", verbosity=0)
    provision_city()
    managements = [provision(slug) for slug in MANAGEMENTS]
    for management in managements:
        make_public(management)
    today = timezone.localdate()
    make_weekly_dates(managements, range(FEW), first_day=today)
    client = Client(SERVER_NAME=CITY_HOST)
    pages = _pages(f"{today:%Y-%m}")
    queries = {name: _queries(client, url) for name, url in pages.items()}
    few = Occurrence.objects.count()
    make_weekly_dates(managements, range(FEW, ALL), first_day=today)
    # Of what is in the middle of the list, neither new nor old.
    pages["event"] = EventPage.objects.order_by("pk")[ALL // 3].url
    pages["file of an event"] = f"{pages['event'].rstrip('/')}.ics"
    times: dict[str, list[float]] = {name: [] for name in pages}
    processor_times: dict[str, list[float]] = {name: [] for name in pages}
    sizes: dict[str, int] = {}
    tags: dict[str, str] = {}
    pages["city's feed, asked again"] = pages["city's feed"]
    times["city's feed, asked again"], processor_times["city's feed, asked again"] = [], []
    for round_ in range(ROUNDS + WARM_UP):
        for name, url in pages.items():
            headers = {"Accept-Encoding": "gzip"}
            if name.endswith("asked again"):
                headers["If-None-Match"] = tags[url]
            started, worked = time.perf_counter(), time.process_time()
            response = client.get(url, headers=headers)
            milliseconds = (time.perf_counter() - started) * 1000
            processor = (time.process_time() - worked) * 1000
            assert response.status_code == (304 if name.endswith("asked again") else 200), url
            sizes[name], tags[url] = len(response.content), response["ETag"]
            if round_ >= WARM_UP:  # the first rounds fill caches and compile templates
                times[name].append(milliseconds)
                processor_times[name].append(processor)
    assert not settings.DEBUG
    print(
        f"\n{Occurrence.objects.count():,} dates of {len(MANAGEMENTS)} managements, {ROUNDS} rounds, "
        "time in the server alone\n"
    )
    print(
        f"| page | queries | with {few:,} dates | median ms | 95 % below ms "
        "| median ms on the processor | bytes sent |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, measured in times.items():
        high = sorted(measured)[int(len(measured) * 0.95)]
        median, processor = statistics.median(measured), statistics.median(processor_times[name])
        print(
            f"| {name} | {_queries(client, pages[name])} | {queries.get(name, '')} | {median:.1f} "
            f"| {high:.1f} | {processor:.1f} | {sizes[name]:,} |"
        )


def _pages(month: str) -> dict[str, str]:
    return {
        "city's list": "/termine/",
        "city's list, filtered": "/termine/?barrierefrei=ja&kostenlos=ja",
        "city's list, page 9": "/termine/?seite=9",
        "city's month": f"/termine/monat/{month}/",
        "city's archive": "/termine/archiv/",
        "city's feed": "/termine.ics",
        "management's list": "/gruenau/termine/",
        "management's month": f"/gruenau/termine/monat/{month}/",
        "management's feed": "/gruenau/termine.ics",
        "management's start page": "/gruenau/",
        "how to subscribe": "/gruenau/termine/abonnieren/",
    }


def _queries(client: Any, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)  # fills caches
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    import django

    django.setup()
    measure()
