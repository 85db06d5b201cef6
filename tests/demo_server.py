"""The demonstration as `make run` serves it, for tests and benchmarks."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

PROJECT = Path(__file__).parents[1]
START_SECONDS = 120


SEED = ["seed_demo"]
# What is published is written down as visitors see it: with the names of the static files.
FILL = (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"], SEED)


@dataclass(frozen=True)
class Stock:
    """A demonstration that nobody serves: those that are served begin as its copies."""

    folder: Path
    database: str


@contextlib.contextmanager
def stocked(folder: Path) -> Iterator[Stock]:
    """Make the demonstration to copy from."""
    with fresh_database() as database:
        _manage(FILL, _environment(folder, database, "http://127.0.0.1"))
        yield Stock(folder, database)


def _manage(commands: Iterable[list[str]], environment: dict[str, str]) -> None:
    for command in commands:
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def served_demo(folder: Path, *, database: str = "", is_copy: bool = False) -> Iterator[str]:
    """Fill a fresh folder with the demonstration, serve it, and give its address.

    `database` is the address of a database of its own; empty for SQLite in the folder. A copy is
    full already: it only learns its own address.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base_url = f"http://127.0.0.1:{port}"
    environment = _environment(folder, database, base_url)
    _manage([SEED] if is_copy else FILL, environment)
    server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "granian"), "--interface", "wsgi",
            "cms.wsgi:application", "--host", "127.0.0.1", "--port", str(port),
            "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        ],
        cwd=PROJECT,
        env=environment,
    )  # fmt: skip
    try:
        _wait_until_ready(base_url)
        yield base_url
    finally:
        server.terminate()
        server.wait(timeout=20)


@dataclass(frozen=True)
class ServedCopy:
    """A demonstration of one's own."""

    base_url: str
    # Calls a function of the tests (`module:function`) on its data.
    run: Callable[[str], Any]


@contextlib.contextmanager
def served_copy(stock: Stock, folder: Path) -> Iterator[ServedCopy]:
    """Copy a demonstration into a folder, and serve it."""
    shutil.copytree(stock.folder, folder, dirs_exist_ok=True)
    with (
        fresh_database(like=stock.database) as database,
        served_demo(folder, database=database, is_copy=True) as base_url,
    ):
        yield ServedCopy(
            base_url, partial(run_in_demo, folder=folder, database=database, base_url=base_url)
        )


def run_in_demo(function: str, folder: Path, *, database: str = "", base_url: str) -> Any:
    """Call a function of the tests (`module:function`) on a demonstration's data.

    Returns what it returned, by way of JSON.
    """
    answer = subprocess.run(
        [sys.executable, "-m", "tests.demo_run", function],
        cwd=PROJECT,
        env=_environment(folder, database, base_url),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(answer.stdout)


@contextlib.contextmanager
def fresh_database(like: str = "") -> Iterator[str]:
    """Where a demonstration keeps its data: empty for SQLite, else a database of its own.

    `like` is the address of a database to copy, to which nobody is connected.
    """
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"browser_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        template = urlsplit(like).path.removeprefix("/") or "template1"
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[call-overload]
    parts = urlsplit(server)
    yield parts._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


def fetched(url: str) -> bytes:
    """Return what a visitor gets, also where that says that there is nothing."""
    return reached(url)[1]


def reached(url: str) -> tuple[str, bytes]:
    """Return where an address leads, and what a visitor gets there; see `fetched`."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.url, response.read()
    except urllib.error.HTTPError as error:
        return error.url, error.read()


def _environment(folder: Path, database: str, base_url: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "DJANGO_SETTINGS_MODULE": "cms.settings.base",
        "SECRET_KEY": uuid.uuid4().hex * 2,
        "BASE_URL": base_url,
        "DEMO": "true",
        "DEMO_PASSWORD": "demo-leipzig",
        "DATABASE_URL": database,
        "VAR_DIR": str(folder),
        "LOG_LEVEL": "WARNING",
    }


def _wait_until_ready(base_url: str) -> None:
    """Ask the server until it is ready; urlopen itself waits for each answer."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{base_url}/readyz", timeout=5):
                return
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the demonstration is not ready: {error.read()!r}") from error
        except OSError:
            if time.monotonic() > deadline:
                raise
