"""How much is rendered for the evidence while somebody waits for the answer to a request."""

import threading
import time
from typing import Any

from django.core.signals import request_finished, request_started

# A page takes about 40 ms on an idle machine. Whatever comes first is the end.
MOST_AT_ONCE = 25
MOST_SECONDS = 5.0


class Patience:
    """Lasts for some pages, or for some seconds after the first of them."""

    def __init__(self, most: int, seconds: float) -> None:
        self._left = most
        self._seconds = seconds
        self._until: float | None = None

    def is_over(self) -> bool:
        """Whether what is left has to wait."""
        if self._until is None:
            self._until = time.monotonic() + self._seconds
        return self._left <= 0 or time.monotonic() > self._until

    def spend(self) -> None:
        """Count a page that is rendered."""
        self._left -= 1


class _Now(threading.local):
    patience: Patience | None = None


_NOW = _Now()


def begin(**_kwargs: Any) -> None:
    """Let somebody wait from now on; all that one request publishes shares the patience."""
    _NOW.patience = Patience(MOST_AT_ONCE, MOST_SECONDS)


def end(**_kwargs: Any) -> None:
    """Let nobody wait any more."""
    _NOW.patience = None


def of_the_request() -> Patience | None:
    """Return the patience of whoever waits for this thread; None for commands, which have time."""
    return _NOW.patience


def watch() -> None:
    """Notice where requests begin and end. Those that evidence itself makes are part of another one."""
    request_started.connect(begin, dispatch_uid="funding.patience_begins")
    request_finished.connect(end, dispatch_uid="funding.patience_ends")
