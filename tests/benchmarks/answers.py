"""How long the server works on a page when there are hundreds of managements: a Markdown table.

No network and no web server: Django's test client asks in this process, on a database in memory.
Every round asks for each page once, so that noise of the machine hits all pages alike. Where others
use the machine, too, the time on the processor tells more than that on the clock.
"""

import os
import statistics
import time

ROUNDS = 40
WARM_UP = 3
MANAGEMENTS = 700


def measure() -> None:
    """Make the managements, ask in rounds, print the table."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from home.provisioning import provision_city
    from tests.builders import CITY_HOST
    from tests.conftest import make_public, provision
    from tests.many import (
        ENQUIRY,
        make_enquiries,
        make_many_managements,
        page_with_two_referral_lists,
    )

    call_command("migrate", verbosity=0)
    provision_city()
    make_enquiries()
    own = provision("gruenau", latitude=51.32, longitude=12.28)
    make_public(own)
    make_many_managements(range(1, MANAGEMENTS))
    own.refresh_from_db()
    pages = {
        "answer": f"/nummer-3/anliegen/{ENQUIRY}/",
        "page with two referral lists": page_with_two_referral_lists(own).url,
        "management's start page": "/gruenau/",
        "city": "/",
        "the city's finder": "/anliegen/",
        "an enquiry in all of Leipzig": f"/anliegen/{ENQUIRY}/",
        "style sheet of the accents": "/stil/quartiere.css",
    }
    client = Client(SERVER_NAME=CITY_HOST)
    times: dict[str, list[float]] = {name: [] for name in pages}
    processor_times: dict[str, list[float]] = {name: [] for name in pages}
    sizes: dict[str, int] = {}
    for round_ in range(ROUNDS + WARM_UP):
        for name, url in pages.items():
            started, worked = time.perf_counter(), time.process_time()
            response = client.get(url)
            milliseconds = (time.perf_counter() - started) * 1000
            processor = (time.process_time() - worked) * 1000
            assert response.status_code == 200, url
            sizes[name] = len(response.content)
            if round_ >= WARM_UP:  # the first rounds fill caches and compile templates
                times[name].append(milliseconds)
                processor_times[name].append(processor)
    assert not settings.DEBUG
    print(f"\n{MANAGEMENTS} managements, {ROUNDS} rounds, time in the server alone\n")
    print("| page | median ms | 95 % below ms | median ms on the processor | bytes |")
    print("|---|--:|--:|--:|--:|")
    for name, measured in times.items():
        high = sorted(measured)[int(len(measured) * 0.95)]
        median, processor = statistics.median(measured), statistics.median(processor_times[name])
        print(f"| {name} | {median:.1f} | {high:.1f} | {processor:.1f} | {sizes[name]:,} |")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    import django

    django.setup()
    measure()
