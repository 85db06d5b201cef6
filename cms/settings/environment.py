"""Read settings from the environment, and stop with one plain sentence where a value is missing or wrong."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

# Letters, digits and hyphens in parts of at most 63 (RFC 1123); addresses of machines are such, too.
_HOSTNAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")


def stop(variable: str, problem: str) -> NoReturn:
    """End the start with one sentence on standard error that names the variable; exit code 1."""
    sys.exit(f"{variable} {problem}")


class Environment:
    """The process environment, completed by a .env file and by *_FILE variables for secrets.

    ``NAME_FILE`` names a file that holds the value of ``NAME`` (Docker and Kubernetes secrets).
    """

    def __init__(self, env_file: Path | None = None) -> None:
        if env_file is not None and env_file.is_file():
            environ.Env.read_env(env_file)
        self._env = environ.Env()

    def text(self, name: str, *, default: str | None = None, like: str) -> str:
        """Return a variable's text; `like` tells what it should look like."""
        secret_file = os.environ.get(f"{name}_FILE")
        if secret_file:
            try:
                value = Path(secret_file).read_text(encoding="utf-8").strip()
            except OSError as error:
                stop(f"{name}_FILE", f"names a file that cannot be read: {error.strerror}.")
        else:
            value = os.environ.get(name, "").strip()
        if not value:
            if default is None:
                stop(name, f"is missing: set it to {like}.")
            return default
        return value

    def boolean(self, name: str, *, default: bool) -> bool:
        """Return a switch: true/false, yes/no, on/off, 1/0."""
        value = self.text(name, default=str(default), like="true or false").lower()
        if value in {"true", "yes", "on", "1"}:
            return True
        if value in {"false", "no", "off", "0"}:
            return False
        stop(name, f"must be true or false, not {value!r}.")

    def integer(self, name: str, *, default: int, minimum: int, maximum: int) -> int:
        """Return a whole number within its limits (both included)."""
        value = self.text(name, default=str(default), like="a whole number")
        if not value.isascii() or not value.isdigit() or not minimum <= int(value) <= maximum:
            stop(name, f"must be a whole number from {minimum} to {maximum}, not {value!r}.")
        return int(value)

    def choice(self, name: str, *, default: str, choices: set[str]) -> str:
        """Return one word out of a closed set."""
        value = self.text(name, default=default, like=" or ".join(sorted(choices)))
        if value not in choices:
            stop(name, f"must be one of {', '.join(sorted(choices))}, not {value!r}.")
        return value

    def hostnames(self, name: str) -> list[str]:
        """Return a comma-separated list of hostnames, empty if the variable is missing."""
        like = "hostnames separated by commas, such as www.example.org,example.org"
        value = self.text(name, default="", like=like)
        hosts = [word.strip() for word in value.split(",") if word.strip()]
        if not all(_HOSTNAME.fullmatch(host) for host in hosts):
            stop(name, f"must be {like}, not {value!r}.")
        return hosts

    def sender(self, name: str, *, default: str) -> str:
        """Return the address from which mails are sent."""
        value = self.text(name, default=default, like="an e-mail address")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
            stop(name, f"must be an e-mail address such as webmaster@example.org, not {value!r}.")
        return value

    def address(self, name: str, *, default: str | None = None) -> str:
        """Return the address of a website's root, without the slash at its end."""
        like = "an address like https://quartiere.example.org"
        value = self.text(name, default=default, like=like).rstrip("/")
        parts = urlsplit(value)
        try:
            port_is_fine = parts.port is None or parts.port > 0
        except ValueError:
            port_is_fine = False
        if (
            parts.scheme not in {"http", "https"}
            or not _HOSTNAME.fullmatch(parts.hostname or "")
            or not port_is_fine
            or parts.path
            or parts.query
            or parts.fragment
            or "@" in parts.netloc
        ):
            # It may hold a password: it is not repeated.
            stop(name, f"must be {like}: no path, no user.")
        return value

    def database(self, name: str, *, default: str) -> dict[str, object]:
        """Return Django's connection settings for a database address."""
        like = "postgres://user:password@host:5432/name or sqlite:////folder/file.sqlite3"
        value = self.text(name, default=default, like=like)
        # The address may hold a password: it is never repeated in the message.
        return self._parsed(
            name, value, self._env.db_url_config, like, {"postgres", "postgresql", "sqlite"}
        )

    def mail(self, name: str, *, default: str) -> dict[str, object]:
        """Return Django's e-mail settings for a mail server's address."""
        like = "smtp+tls://user:password@host:587 or consolemail://"
        value = self.text(name, default=default, like=like)
        schemes = {
            "smtp",
            "smtp+tls",
            "smtps",
            "consolemail",
            "dummymail",
            "filemail",
            "memorymail",
        }
        return self._parsed(name, value, self._env.email_url_config, like, schemes)

    def _parsed(
        self,
        name: str,
        value: str,
        parse: Callable[[str], dict[str, object]],
        like: str,
        schemes: set[str],
    ) -> dict[str, object]:
        try:
            if urlsplit(value).scheme not in schemes:
                raise ValueError
            parsed = dict(parse(value))
            if "NAME" in parsed and not parsed["NAME"]:
                raise ValueError
            return parsed
        except (ValueError, KeyError, ImproperlyConfigured):
            stop(name, f"must look like {like}.")
