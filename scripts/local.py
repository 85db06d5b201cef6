#!/usr/bin/env python3
"""Everything behind `make`: set-up inside .venv and var/, then one command.

Needs nothing but Python's own library, because it runs before anything is installed. Every step
leaves a mark of what it was made from and is skipped while nothing of that has changed.
"""

import datetime
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("VAR_DIR", PROJECT / "var")).resolve()
MARKS = VAR / "marks"
MINIMUM_PYTHON = (3, 11)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def say(message: str) -> None:
    """Tell the person at the terminal what happens."""
    print(f"· {message}", flush=True)


def stop(message: str) -> None:
    """End with one sentence on standard error."""
    sys.exit(f"✗ {message}")


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """Return a hash over the contents of files (folders with all that is in them) and some words."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(PROJECT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def unless_done(name: str, mark: str, act: Callable[[], None], folder: Path = MARKS) -> None:
    """Run a step unless it has been run from exactly this; the mark is written when it succeeded."""
    stamp = folder / name
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == mark:
        return
    act()
    folder.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark, encoding="utf-8")


def run(*command: str, **environment: str) -> None:
    """Run a command in the project and end with its exit code if it fails."""
    code = subprocess.run(
        command, cwd=PROJECT, env=os.environ | environment, check=False
    ).returncode
    if code:
        sys.exit(code)


def manage(*arguments: str, **environment: str) -> None:
    """Run one of Django's commands."""
    run(str(PYTHON), "manage.py", *arguments, **environment)


def install(requirements: str) -> None:
    """Make the virtual environment and install locked packages, checked by their hashes."""
    if sys.version_info < MINIMUM_PYTHON:
        stop(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make PYTHON=python3.13 …"
        )
    lock = PROJECT / "requirements" / f"{requirements}.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"

    def make_venv() -> None:
        say(f"making .venv with Python {version}")
        shutil.rmtree(VENV, ignore_errors=True)
        done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
        if done.returncode:
            stop(
                "Python cannot make a virtual environment; Debian and Ubuntu need: apt install python3-venv"
            )

    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
    unless_done("python", version, make_venv, VENV)

    def pip_install() -> None:
        say(f"installing what requirements/{requirements}.txt names")
        run(
            str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-input", "--require-hashes", "--only-binary=:all:", "--no-deps",
            "--requirement", str(lock),
        )  # fmt: skip

    # The development list contains the production list.
    if requirements == "production":
        mark = VENV / "development"
        developed = fingerprint([PROJECT / "requirements" / "development.txt"])
        if mark.is_file() and mark.read_text(encoding="utf-8") == developed:
            return
    unless_done(requirements, fingerprint([lock]), pip_install, VENV)


def secret_key() -> str:
    """Return this folder's own secret key, made at the first start."""
    file = VAR / "secret_key"
    if not file.is_file():
        VAR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def demo_environment(settings: str) -> dict[str, str]:
    """Return the variables of the demonstration on this machine; the caller's own ones win."""
    port = os.environ.get("PORT", "8000")
    if not port.isdigit():
        stop(f"PORT must be a number such as 8000, not {port!r}.")
    defaults = {
        "DJANGO_SETTINGS_MODULE": settings,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "EXTRA_HOSTS": "localhost",
        "DEMO": "true",
        "VAR_DIR": str(VAR),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    environment = {name: os.environ.get(name, value) for name, value in defaults.items()}
    environment["SECRET_KEY"] = os.environ.get("SECRET_KEY") or secret_key()
    return environment


def prepare_demo(environment: dict[str, str]) -> None:
    """Bring static files and database up to date.

    In this order: what is published is written down as visitors see it, with the static files' names.
    """
    sources = [PROJECT / "cms", PROJECT / "home", PROJECT / "managements"]
    database = environment.get("DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    lock = PROJECT / "requirements" / "production.txt"

    def static_files() -> None:
        say("collecting static files")
        manage("collectstatic", "--noinput", "--clear", "--verbosity=0", **environment)

    if not (VAR / "static").is_dir():
        (MARKS / "static").unlink(missing_ok=True)
    unless_done("static", fingerprint([PROJECT / "static", lock]), static_files)

    def database_and_demo() -> None:
        say("bringing the database up to date")
        manage("migrate", "--verbosity=0", **environment)
        manage("seed_demo", **environment)
        manage("refresh_occurrences", **environment)
        manage("keep_evidence", "--verbosity=0", **environment)

    is_new = not database and not (VAR / "quartiere.sqlite3").exists()
    if is_new:
        (MARKS / "database").unlink(missing_ok=True)
    # Dates are reckoned ahead to the end of a month; no night does that on this machine, nor keeps
    # the evidence of what was published.
    month = datetime.datetime.now(datetime.UTC).strftime("%Y-%m")
    wanted = fingerprint(
        [*sources, lock],
        database,
        environment["BASE_URL"],
        os.environ.get("DEMO_PASSWORD", ""),
        month,
    )
    unless_done("database", wanted, database_and_demo)


def serve() -> None:
    """Serve the demonstration the way production does."""
    install("production")
    environment = demo_environment("cms.settings.base")
    prepare_demo(environment)
    announce(environment)
    command = [
        str(VENV / "bin" / "granian"), "--interface", "wsgi", "cms.wsgi:application",
        "--host", os.environ.get("HOST", "127.0.0.1"), "--port", os.environ.get("PORT", "8000"),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
    ]  # fmt: skip
    os.chdir(PROJECT)
    os.execve(command[0], command, os.environ | environment)  # noqa: S606 - the server takes our place


def develop() -> None:
    """Serve the demonstration with debug pages and auto-reload."""
    install("development")
    environment = demo_environment("cms.settings.dev")
    prepare_demo(environment)
    announce(environment)
    manage("runserver", os.environ.get("PORT", "8000"), **environment)


def announce(environment: dict[str, str]) -> None:
    """Print where the sites are and who may log in."""
    base = environment["BASE_URL"]
    password = os.environ.get("DEMO_PASSWORD", "demo-leipzig")
    print(
        f"\n  Leipziger Quartiere   {base}/\n"
        f"  a management          {base}/leipziger-osten/\n"
        f"  CMS                   {base}/admin/\n\n"
        f"  accounts              redaktion-leipziger-osten, redaktion-gruenau, … · stadt · admin\n"
        f"  password              {password}\n\n"
        "  Stop with Ctrl-C.\n",
        flush=True,
    )


def provide_chromium() -> None:
    """Find a Chromium for the browser tests: the system's, apt's, else Playwright's own."""
    if any(shutil.which(name) for name in CHROMIUM_NAMES):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing Chromium for the browser tests")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "--quiet"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(
            ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"],
            check=False,
            **quiet,
        )  # type: ignore[call-overload]
    if not any(shutil.which(name) for name in CHROMIUM_NAMES):
        say("loading Playwright's Chromium for the browser tests")
        done = subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], check=False)
        if done.returncode:
            say("no Chromium can be had here: the browser tests will say that they were skipped")


def node_packages_are_there(folder: Path) -> bool:
    """Whether the packages that a folder names are installed there, in exactly their versions."""
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    for name, version in wanted.items():
        file = folder / "node_modules" / name / "package.json"
        if not file.is_file() or json.loads(file.read_text(encoding="utf-8"))["version"] != version:
            return False
    return True


def provide_node_packages(folder: Path, what_for: str) -> None:
    """Install the locked Node packages of a folder where npm is there; nothing here needs them."""
    if node_packages_are_there(folder):
        return
    if not shutil.which("npm"):
        say(f"no npm here: {what_for} will say that it was skipped")
        return
    say(f"installing Node packages for {what_for}")
    done = subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=False)
    if done.returncode:
        say(f"they cannot be had here: {what_for} will say that it was skipped")


def test() -> None:
    """Run all tests on PostgreSQL, and on SQLite those that may say something else there."""
    install("development")
    provide_chromium()
    if shutil.which("java"):
        provide_node_packages(PROJECT, "the check of HTML")
    arguments = os.environ.get("PYTEST_ARGS", "")
    databases = os.environ.get("TEST_DATABASES", "postgresql sqlite").split()
    # Four processes read all tests: compiled ones are read in a third of the time.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    codes: list[int] = []
    for number, database in enumerate(databases):
        say(f"running the tests on {database}")
        command = [
            str(PYTHON), "scripts/run_tests.py", database, "--numprocesses=2",
        ]  # fmt: skip
        is_first, is_last = number == 0, number == len(databases) - 1
        if not arguments:
            left_out = [
                mark
                for mark, is_run_here in (("once", is_first), ("no_database", is_last))
                if not is_run_here
            ]
            if left_out:
                command += ["-m", " and ".join(f"not {mark}" for mark in left_out)]
        codes.append(
            subprocess.run(
                [*command, *arguments.split()], cwd=PROJECT, env=environment, check=False
            ).returncode
        )
    sys.exit(max(codes))


def coverage() -> None:
    """Measure which lines and branches the tests reach; those with a browser reach no others."""
    install("development")
    run(
        str(PYTHON),
        "scripts/run_tests.py",
        "sqlite",
        "--numprocesses=2",
        "-m",
        "not browser",
        "--cov",
    )


def check() -> None:
    """Run linters, types, contracts, templates, migrations and assets; report all that fails."""
    install("development")
    python, tools = str(PYTHON), VENV / "bin"
    templates = [str(path) for path in sorted((PROJECT / "templates").rglob("*.html"))]
    ours = ["cms", "home", "managements", "scripts", "tests", "manage.py"]
    settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    production = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "BASE_URL": "https://quartiere.example.org",
        "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
        "DEMO": "false",
        "DEBUG": "false",
    }
    steps: list[tuple[str, list[str], dict[str, str]]] = [
        ("ruff", [str(tools / "ruff"), "check", *ours], {}),
        ("format", [str(tools / "ruff"), "format", "--check", *ours], {}),
        ("types", [python, "-m", "mypy"], settings),
        ("contracts", [str(tools / "lint-imports"), "--no-cache"], settings),
        ("djade", [str(tools / "djade"), "--target-version", "5.2", "--check", *templates], {}),
        ("djlint", [str(tools / "djlint"), "--lint", "--quiet", "templates"], {}),
        ("migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run"], settings),
        ("django", [python, "manage.py", "check", "--fail-level", "WARNING"], settings),
        (
            "deploy",
            [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            production,
        ),
    ]
    if shutil.which("npm") and ((PROJECT / "node_modules").is_dir() or os.environ.get("CI")):
        if not node_packages_are_there(PROJECT):
            steps.append(
                ("node packages", ["npm", "ci", "--silent", "--no-audit", "--no-fund"], {})
            )
        steps.append(("assets", ["npm", "run", "--silent", "check-assets"], {}))
    else:
        say("assets: not compared, node_modules or npm is missing (npm ci)")
    failed = []
    for name, command, environment in steps:
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - started
        if done.returncode:
            failed.append(name)
            print(f"✗ {name} ({seconds:.0f} s)\n{done.stdout}{done.stderr}", flush=True)
        else:
            print(f"✓ {name} ({seconds:.0f} s)", flush=True)
    if failed:
        stop(f"{len(failed)} of {len(steps)} checks failed: {', '.join(failed)}")


def bench() -> None:
    """Run all benchmarks; fail if one of them breaks its limits."""
    install("development")
    provide_chromium()
    provide_node_packages(PROJECT / "frontend" / "measuring", "Lighthouse")
    failed = []
    for benchmark in sorted((PROJECT / "tests" / "benchmarks").glob("*.py")):
        say(f"measuring: {benchmark.stem}")
        command = [str(PYTHON), "-m", f"tests.benchmarks.{benchmark.stem}"]
        if subprocess.run(command, cwd=PROJECT, check=False).returncode:
            failed.append(benchmark.stem)
    if failed:
        stop(f"beyond their limits, or broken: {', '.join(failed)}")


def looks() -> None:
    """Take new pictures of components and pages; those that look as before stay as they are."""
    install("development")
    provide_chromium()
    run(
        str(PYTHON), "scripts/run_tests.py", "sqlite", "tests/browser/test_looks.py",
        "-k", "before or pictures", "-p", "no:randomly", "--quiet", RENEW_LOOKS="yes",
    )  # fmt: skip


COMMANDS: dict[str, Callable[[], None]] = {
    "run": serve,
    "dev": develop,
    "test": test,
    "coverage": coverage,
    "check": check,
    "bench": bench,
    "looks": looks,
    "setup": lambda: install("development"),
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        stop(f"Which one? {', '.join(COMMANDS)}")
    COMMANDS[sys.argv[1]]()
