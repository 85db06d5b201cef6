"""The press: typst sets one document at a time, from a program and its data.

What people wrote reaches typst as data alone (`sys.inputs.content`, JSON made by `data.as_json`),
never as a part of the program: it is text, whatever characters it has. No file, font or package of
the machine is read besides the fonts beside this module, so that equal contents make equal files
everywhere.
"""

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

import typst
from django.utils import timezone

FONTS = Path(__file__).with_name("fonts")
# Of how many documents typst keeps what it reckoned.
_REMEMBERED = 10
# One for all. Threads share typst's memory: whoever empties it after a short document lets a long
# one beside it reckon everything anew, which takes six times as long.
_PRESS = Lock()
# How many requests may be at the press, one of them being set. Four are answered at once (see the
# Dockerfile): pages shall be served meanwhile, however many people ask for paper.
_QUEUE = BoundedSemaphore(2)
# Long documents are for editors. Outsiders cannot take their places, nor they those of outsiders.
_LONG_QUEUE = BoundedSemaphore(2)
_PATIENCE = 10  # seconds


class PressBusyError(Exception):
    """So much is being set that another document has to wait until later."""


@contextmanager
def at_the_press(*, is_long: bool = False) -> Iterator[None]:
    """Set documents while nobody else does; few wait, and none for long.

    Long ones (some seconds, hundreds of pages) have a queue of their own.

    Raises:
        PressBusyError: if one's turn does not come soon.
    """
    queue = _LONG_QUEUE if is_long else _QUEUE
    if not queue.acquire(blocking=False):
        raise PressBusyError
    try:
        if not _PRESS.acquire(timeout=_PATIENCE):
            raise PressBusyError
        try:
            yield
        finally:
            _PRESS.release()
    finally:
        queue.release()


def pdf(program: str, content: str, *, made_on: datetime.date) -> bytes:
    """Return a PDF that screen readers can read (PDF/UA-1). Only to be called `at_the_press`.

    Args:
        program: in typst's language, a constant.
        content: what it shows, by `data.as_json`.
        made_on: whose beginning the file names as the time at which it was made.

    Raises:
        typst.TypstError: if the program is wrong, or the file would break the rules of PDF/UA.
    """
    midnight = datetime.datetime.combine(
        made_on, datetime.time(), tzinfo=timezone.get_default_timezone()
    )
    (file,) = _typeset(
        program, content, pdf_standards=["ua-1"], timestamp=int(midnight.timestamp())
    )
    return file


def png(program: str, content: str, *, pixels_per_inch: float) -> bytes:
    """Return the first page as a picture. Only to be called `at_the_press`; see `pdf`.

    At 72 pixels per inch, a point of the program is one pixel.

    Raises:
        typst.TypstError: if the program is wrong.
    """
    return _typeset(program, content, format="png", ppi=pixels_per_inch)[0]


def mark(program: str, content: str) -> str:
    """Return a hash of all that a file follows from, without making the file."""
    parts = "\0".join([_version(), program, content])
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _typeset(program: str, content: str, **output: Any) -> list[bytes]:
    """Return the files that typst makes: one, or one for each page."""
    setting: dict[str, Any] = {"font_paths": _fonts(), "ignore_system_fonts": True}
    try:
        made: bytes | list[bytes] = typst.compile(
            program.encode(), sys_inputs={"content": content}, **output, **setting
        )
    finally:
        # It keeps what it reckoned in case that comes again. Ours does not, and would hold hundreds
        # of megabytes: empty documents take its place.
        for _turn in range(_REMEMBERED + 1):
            typst.compile(b"", **setting)
    return [made] if isinstance(made, bytes) else made


@cache
def _version() -> str:
    """Return the version of typst; it stands in a file, and pages ask for marks all the time."""
    return version("typst")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
