"""The notice as a PDF that screen readers can read (PDF/UA-1), set by typst.

What editors wrote reaches typst as data alone (`sys.inputs`), never as part of its program: it is
text, whatever characters it has. No file, font or package of the machine is read besides
`notice.typ` and the fonts beside this module, so that equal notices make equal files everywhere.
"""

import datetime
import hashlib
import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

import segno
import typst
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from managements.events.notice import Notice
from managements.events.notice_words import without_scheme
from managements.models.colour import INK
from managements.schedules.local_time import moment
from managements.schedules.sentences import day_in_words

FONTS = Path(__file__).with_name("fonts")
PROGRAM = Path(__file__).with_name("notice.typ")
_KEPT_FOR = 24 * 60 * 60  # seconds
# Of how many documents typst keeps what it reckoned.
_REMEMBERED = 10
_PRESS = Lock()
# How many requests may be at the press, one of them being set. Four are answered at once (see the
# Dockerfile): pages shall be served meanwhile, however many ask for notices.
_QUEUE = BoundedSemaphore(2)
_PATIENCE = 10  # seconds
# Controls, halves of characters, and what every font may draw as it likes.
_UNPRINTABLE = {"Cc", "Cs", "Co"}
_BYTE_ORDER_MARK = "\ufeff"
# They would turn around what stands after them, to the end of the paragraph.
_TURNING = {chr(code) for code in range(0x202A, 0x202F)}


class PressBusyError(Exception):
    """So many notices are being made that another one has to wait until later."""


def notice_pdf(notice: Notice) -> bytes:
    """Return a notice as PDF; an equal one is not set again within a day.

    Raises:
        PressBusyError: if others have to be set first, and that takes too long.
    """
    content = notice_content(notice)
    key = f"events.notice.{_mark(content)}"
    kept = caches["notices"]
    pdf: bytes | None = kept.get(key)
    if pdf is not None:
        return pdf
    with _at_the_press():
        pdf = kept.get(key)
        if pdf is None:
            pdf = _typeset(content, notice.made_on)
            kept.set(key, pdf, _KEPT_FOR)
    return pdf


@contextmanager
def _at_the_press() -> Iterator[None]:
    """Set one notice at a time; few wait, and none for long.

    Raises:
        PressBusyError: if its turn does not come soon.
    """
    if not _QUEUE.acquire(blocking=False):
        raise PressBusyError
    try:
        if not _PRESS.acquire(timeout=_PATIENCE):
            raise PressBusyError
        try:
            yield
        finally:
            _PRESS.release()
    finally:
        _QUEUE.release()


def notice_mark(notice: Notice) -> str:
    """Return a text that changes whenever the file does, without making the file."""
    return _mark(notice_content(notice))


def notice_content(notice: Notice) -> str:
    """Return what the template shows, as JSON."""
    sender = notice.sender
    palette = sender.palette
    content = asdict(notice) | {
        "language": (get_language() or "de").split("-")[0],
        "title": f"{notice.heading} – {sender.full_name}",
        "heading": notice.heading,
        "colours": {
            "accent": palette.accent,
            "on_accent": palette.on_accent,
            "tint": palette.tint,
            "ink": palette.ink,
            "text": INK,
        },
        "emblem": _emblem(sender.emblem),
        "emblem_description": _("Emblem: %(picture)s") % {"picture": sender.emblem_description},
        "qr_code": _qr_code(notice.url),
        "qr_description": _("QR code that leads to %(address)s")
        % {"address": without_scheme(notice.url)},
        "address": without_scheme(notice.url),
        "made_on": [notice.made_on.year, notice.made_on.month, notice.made_on.day],
        "words": {
            "contact": _("Contact"),
            "phone": _("Telephone %(phone)s") % {"phone": sender.contact.phone}
            if sender.contact and sender.contact.phone
            else "",
            "more": _("All dates on the web"),
            "funding": _("Funding notice"),
            "nothing": _("No date is entered for these days."),
            "made": _("As of %(day)s") % {"day": day_in_words(notice.made_on)},
            "page": _("Page {page} of {pages}"),
        },
    }
    return json.dumps(_printable(content), ensure_ascii=False, sort_keys=True)


def printable(text: str) -> str:
    """Return a text without what no paper shows, and what would turn the text around it."""
    return "".join(filter(_is_printable, unicodedata.normalize("NFC", text)))


def _is_printable(character: str) -> bool:
    code = ord(character)
    is_no_character = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return not (
        is_no_character
        or character in _TURNING
        or character == _BYTE_ORDER_MARK
        or unicodedata.category(character) in _UNPRINTABLE
    )


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(" ".join(value.split()))
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _mark(content: str) -> str:
    """Return a hash of all that the file follows from."""
    parts = "\0".join([version("typst"), _program(), content])
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _typeset(content: str, day: datetime.date) -> bytes:
    setting: dict[str, Any] = {"font_paths": _fonts(), "ignore_system_fonts": True}
    pdf: bytes = typst.compile(
        _program().encode(),
        sys_inputs={"notice": content},
        pdf_standards=["ua-1"],
        timestamp=int(moment(day, datetime.time()).timestamp()),
        **setting,
    )
    # It keeps that in case they come again. Ours do not, and would hold hundreds of megabytes: empty
    # documents take their places.
    for _turn in range(_REMEMBERED + 1):
        typst.compile(b"", **setting)
    return pdf


@cache
def _program() -> str:
    return PROGRAM.read_text()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


@cache
def _emblem(name: str) -> str:
    """Return the drawing of an emblem, an empty text where there is none."""
    path = finders.find(f"emblems/{name}.svg") if name else None
    return Path(path).read_text() if path else ""


@cache
def _qr_code(url: str) -> str:
    """Return a QR code as SVG, with the quiet zone that it needs."""
    if not url:
        return ""
    output = BytesIO()
    segno.make(url, error="m", micro=False).save(
        output, kind="svg", border=4, dark=INK, light="#FFFFFF", xmldecl=False, nl=False
    )
    return output.getvalue().decode()
