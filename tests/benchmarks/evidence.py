"""How long the evidence of a year takes, and how much memory: a Markdown table.

A year of 500 publications, each with a stored page as long as ours are. Every figure is from a
process of its own, which does nothing else; a second one has to make the same bytes.
"""

import hashlib
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from typing import Any

PUBLICATIONS = 500
YEAR = 2026
# For all three files. Time on the processor, all threads together: where others use the machine, too,
# that on the clock says little.
LONGEST, MOST_MEGABYTES = 20, 300  # seconds, megabytes
# Where the environment says in which folder logos lie, for each process: the tests' own storage is in memory.
_FOLDER = "EVIDENCE_FOLDER"
# See the Dockerfile.
_AS_IN_PRODUCTION = {"MALLOC_MMAP_THRESHOLD_": "131072"}
_SHORTEST_PAGE, _LONGEST_PAGE = 30_000, 60_000  # bytes
_WORDS = re.findall(
    r"\S+",
    "Stadtteil Nachbarschaft Förderung Quartier Leipzig Bürgerinnen Bürger Veranstaltung Umbau "
    "Straße Spielplatz gemeinsam Beteiligung Treffen Sprechstunde Haus Projekt Garten am der die "
    "das und mit für im Herbst Frühling <strong>Achtung</strong> <br> Uhr 15 18 2026",
)


def measure() -> None:
    """Make the year, have it made into files twice, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{folder}/evidence.sqlite3"
        os.environ[_FOLDER] = folder
        _in_a_process("make")
        runs = [json.loads(_in_a_process("answer")) for _turn in range(2)]
    first, second = runs
    print(f"\n{PUBLICATIONS} publications, on SQLite, each run in a process of its own\n")
    print("| file | seconds | on the processor | bytes | the same bytes on a second run |")
    print("|---|--:|--:|--:|---|")
    for name, one in first["files"].items():
        same = "yes" if one["digest"] == second["files"][name]["digest"] else "NO"
        print(
            f"| {name} | {one['seconds']:.1f} | {one['processor']:.1f} | {one['size']:,} | {same} |"
        )
    clock, processor = (
        [sum(one[kind] for one in run["files"].values()) for run in runs]
        for kind in ("seconds", "processor")
    )
    peak = [run["peak"] for run in runs]
    print(f"| all | {clock[0]:.1f} | {processor[0]:.1f} | | |")
    print(f"| all, second run | {clock[1]:.1f} | {processor[1]:.1f} | | |")
    print(
        f"\nMemory at most: {peak[0]:.0f} and {peak[1]:.0f} MB, of which {first['before']:.0f} MB "
        "before the first file.\n"
    )
    assert max(processor) < LONGEST, "too slow"
    assert max(peak) < MOST_MEGABYTES, "too much memory"
    digests = [[one["digest"] for one in run["files"].values()] for run in runs]
    assert digests[0] == digests[1], "not the same bytes"


def _in_a_process(task: str) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.evidence", task]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | _AS_IN_PRODUCTION
    ).stdout


def make() -> None:
    """Write the year into the database."""
    from django.core.management import call_command

    from home.provisioning import provision_city
    from managements.funding.models import FundingNotice
    from tests.conftest import provision
    from tests.dates import at
    from tests.managements.funding.evidence.building import publication

    call_command("migrate", verbosity=0)
    provision_city()
    management = provision("gruenau")
    FundingNotice.objects.create(management=management, text="Gefördert.")
    logos = _logos()
    chance = random.Random(1)
    for number in range(PUBLICATIONS):
        title = f"Beitrag {number}: {' '.join(chance.choices(_WORDS[:16], k=6))}"
        slug = title.lower().replace(" ", "-").replace(":", "")
        wording = "Gefördert aus Mitteln von Bund, Freistaat Sachsen und Stadt. " * 6
        publication(
            management,
            at(f"{YEAR}-{number * 12 // PUBLICATIONS + 1:02d}-{number % 28 + 1:02d}", "10:15"),
            title,
            wording=""
            if number == PUBLICATIONS // 2
            else f"{number * 4 // PUBLICATIONS}. {wording}",
            address=f"https://quartiere.example/gruenau/aktuelles/{slug}/",
            html=_page(chance, title),
            logos=logos,
            page_key=number // 3,
        )


def _page(chance: random.Random, title: str) -> bytes:
    length = chance.randint(_SHORTEST_PAGE, _LONGEST_PAGE)
    parts = [f"<!doctype html><html lang=de><title>{title}</title><main>"]
    size = 0
    while size < length:
        parts.append(f"<p class='flow'>{' '.join(chance.choices(_WORDS, k=60))}</p>")
        size += len(parts[-1])
    return "".join(parts).encode()


def _logos() -> list[dict[str, str]]:
    from tests.managements.funding.evidence.building import SVG, picture, stored_logo

    return [
        stored_logo("Stadt Leipzig", SVG, "svg"),
        stored_logo("Freistaat Sachsen", picture("PNG", (1600, 600)), "png"),
        stored_logo("Städtebauförderung", picture("WEBP", (1600, 600)), "webp"),
    ]


def answer() -> None:
    """Make the files; say how long each took, how large it is, and how much memory that needed."""
    from managements.funding.evidence.checking import checked
    from managements.funding.evidence.collecting import evidence_of
    from managements.funding.evidence.csv_file import evidence_csv
    from managements.funding.evidence.pdf_file import evidence_pdf
    from managements.funding.evidence.zip_file import evidence_zip
    from managements.models import Management

    management = Management.objects.get()
    before = _peak()
    files: dict[str, dict[str, Any]] = {}
    made: dict[str, Callable[[], Iterable[bytes]]] = {
        "PDF": lambda: [evidence_pdf(checked(evidence_of(management, YEAR)))],
        "CSV": lambda: [evidence_csv(checked(evidence_of(management, YEAR)))],
        "ZIP": lambda: evidence_zip(checked(evidence_of(management, YEAR))),
    }
    for name, make_it in made.items():
        started, worked = time.perf_counter(), time.process_time()
        digest, size = hashlib.sha256(), 0
        for piece in make_it():
            digest.update(piece)
            size += len(piece)
        files[name] = {
            "seconds": time.perf_counter() - started,
            "processor": time.process_time() - worked,
            "size": size,
            "digest": digest.hexdigest(),
        }
    print(json.dumps({"files": files, "before": before, "peak": _peak()}))


def _peak() -> float:
    """Return how much memory this process had at most, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


TASKS: dict[str, Callable[[], Any]] = {"make": make, "answer": answer}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        measure()
    else:
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
        import django
        from django.conf import settings

        settings.STORAGES["default"] = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": os.environ[_FOLDER]},
        }
        django.setup()
        TASKS[sys.argv[1]]()
