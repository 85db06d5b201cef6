"""The demonstration as `make run` serves it, for tests and benchmarks."""

import contextlib
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

PROJECT = Path(__file__).parents[1]
START_SECONDS = 60


@contextlib.contextmanager
def served_demo(folder: Path, *, database: str = "") -> Iterator[str]:
    """Fill a fresh folder with the demonstration, serve it, and give its address.

    `database` is the address of a database of its own; empty for SQLite in the folder.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base_url = f"http://127.0.0.1:{port}"
    environment = {
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
