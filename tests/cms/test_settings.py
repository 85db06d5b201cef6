"""Settings come from the environment; what is wrong is said in one sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

# Started processes have settings of their own.
pytestmark = pytest.mark.once

PROJECT = Path(__file__).parents[2]
SECRET = "k8$" + "abcdefghij" * 6
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": SECRET,
    "BASE_URL": "https://quartiere.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEMO": "false",
    "DEBUG": "false",
}


def start(tmp_path: Path, command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Start Python with these variables alone."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def load(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    # A person's own .env must not complete what a test leaves out.
    script = (
        "import os, environ; environ.Env.read_env = staticmethod(lambda *a, **k: None);"
        "from django.conf import settings; print(settings.BASE_URL, settings.DATABASES['default']['ENGINE'])"
    )
    return start(tmp_path, ["-c", script], **variables)


def test_the_documented_minimum_starts(tmp_path) -> None:
    done = load(tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("https://quartiere.example.org")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "kurz"),
        ("BASE_URL", "quartiere.example.org"),
        ("BASE_URL", "https://quartiere.example.org/pfad"),
        ("BASE_URL", "https://quartiere.example.org:abc"),
        ("BASE_URL", "http://quartiere.example.org"),
        ("DATABASE_URL", "mysql://user:geheimes-wort@host/name"),
        ("DATABASE_URL", "geheimes-wort"),
        ("EMAIL_URL", "ftp://user:geheimes-wort@host"),
        ("EMAIL_URL", ""),
        ("EMAIL_FROM", "keine adresse"),
        ("EXTRA_HOSTS", "https://www.example.org"),
        ("EXTRA_HOSTS", "foo bar"),
        ("BASE_URL", "https://user:geheimes-wort@quartiere.example.org"),
        ("BASE_URL", "https://quartiere example.org"),
        ("BASE_URL", "https://quartiere.example.org#a"),
        ("DATABASE_URL", "postgres:///"),
        ("DEBUG", "vielleicht"),
        ("DEBUG", "true"),
        ("DEMO", "true"),
        ("TRUST_PROXY", "2"),
        ("MAX_UPLOAD_MB", "viel"),
        ("MAX_UPLOAD_MB", "0"),
        ("LOG_LEVEL", "LAUT"),
        ("SECRET_KEY_FILE", "/gibt/es/nicht"),
        ("VAR_DIR", "/proc/quartiere"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_sentence(
    tmp_path, variable: str, value: str
) -> None:
    done = load(tmp_path, **PRODUCTION | {variable: value})
    assert done.returncode == 1
    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith(variable)
    assert sentence.endswith(".")
    assert "geheimes-wort" not in sentence, "a password must not reach the logs"


def test_the_command_line_stops_with_the_same_sentence(tmp_path) -> None:
    done = start(tmp_path, ["manage.py", "check"], **PRODUCTION | {"BASE_URL": "falsch"})
    assert done.returncode == 1
    assert done.stderr.strip().startswith("BASE_URL must be")
    assert "Traceback" not in done.stderr


def test_a_secret_may_come_from_a_file(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    variables = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}
    assert load(tmp_path, **variables, SECRET_KEY_FILE=str(secret)).returncode == 0


def test_postgresql_is_used_where_its_address_is_given(tmp_path) -> None:
    done = load(tmp_path, **PRODUCTION, DATABASE_URL="postgres://u:p@db:5432/quartiere")
    assert "postgresql" in done.stdout


def read_by_settings() -> set[str]:
    """Return the names of all variables that the settings read."""
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (PROJECT / "cms" / "settings").glob("*.py")
    )
    own = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', sources))
    return own - {"TEST_DATABASE_URL"} | {"DJANGO_SETTINGS_MODULE"}


@pytest.mark.parametrize("document", [".env.example", "README.md"])
def test_every_variable_is_explained(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    missing = [name for name in read_by_settings() if not re.search(rf"\b{name}\b", text)]
    assert not missing


def test_nothing_is_explained_that_is_not_read() -> None:
    text = (PROJECT / ".env.example").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))
    assert explained == read_by_settings()
