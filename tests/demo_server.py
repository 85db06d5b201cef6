"""The demonstration as `make run` serves it, for tests and benchmarks."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

PROJECT = Path(__file__).parents[1]
START_SECONDS = 120


@contextlib.contextmanager
def served_demo(folder: Path, *, database: str = "") -> Iterator[str]:
    """Fill a fresh folder with the demonstration, serve it, and give its address.

    `database` is the address of a database of its own; empty for SQLite in the folder.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base_url = f"http://127.0.0.1:{port}"
    environment = _environment(folder, database, base_url)
    for command in (
        ["migrate", "--verbosity=0"],
        ["seed_demo"],
        ["collectstatic", "--noinput", "--verbosity=0"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
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
def fresh_database() -> Iterator[str]:
    """Where a demonstration keeps its data: empty for SQLite, else a database of its own."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"browser_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    parts = urlsplit(server)
    yield parts._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


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
