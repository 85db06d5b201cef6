"""What a form carries so that no cookie is needed, and what a receipt says.

Nobody logs in here, so a forged request could do no more than anybody can: send a report. What has
to be kept away are programs that send many of them.
"""

import datetime
import hashlib
import re
import secrets
from dataclasses import dataclass
from enum import Enum

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

# Nobody reads the form and writes a sentence in less.
SECONDS_AT_LEAST = 2
# Long enough for people who write slowly, or come back after a break.
HOURS_AT_MOST = 24
_RECEIPT = re.compile(r"(?P<number>[1-9]\d{0,17})-(?P<day>20\d{6})-[\w-]{20,100}", re.ASCII)
_STAMP_SALT, _RECEIPT_SALT = "accessibility.stamp", "accessibility.receipt"


class StampState(Enum):
    """What a stamp tells of the form that carries it."""

    GOOD = "good"
    TOO_FAST = "too fast"
    # Too old, or none of ours.
    STALE = "stale"


def new_stamp() -> str:
    """Return a stamp for a form that is shown now."""
    return signing.TimestampSigner(salt=_STAMP_SALT).sign(secrets.token_urlsafe(9))


def state_of(stamp: str) -> StampState:
    """Return what a stamp tells."""
    signer = signing.TimestampSigner(salt=_STAMP_SALT)
    try:
        signer.unsign(stamp, max_age=datetime.timedelta(hours=HOURS_AT_MOST))
    except (signing.BadSignature, UnicodeError):
        return StampState.STALE
    try:
        signer.unsign(stamp, max_age=SECONDS_AT_LEAST)
    except signing.SignatureExpired:
        return StampState.GOOD
    return StampState.TOO_FAST


def digest_of(stamp: str, *texts: str) -> str:
    """Return what is the same if one form is sent twice, and differs for any other one."""
    return hashlib.sha256("\0".join([stamp, *texts]).encode()).hexdigest()


@dataclass(frozen=True)
class Receipt:
    """What somebody is told who has reported something."""

    number: int
    due_on: datetime.date


def receipt_of(number: int, due_on: datetime.date) -> str:
    """Return a receipt as part of an address of Wagtail's: nobody can make one up."""
    said = f"{number}-{due_on:%Y%m%d}"
    return f"{said}-{signing.Signer(salt=_RECEIPT_SALT).signature(said)}"


def receipt_read(text: str) -> Receipt | None:
    """Return what a receipt says, None if it is none of ours."""
    found = _RECEIPT.fullmatch(text)
    if found is None:
        return None
    try:
        due_on = datetime.date.fromisoformat(found["day"])
    except ValueError:
        return None
    number = int(found["number"])
    return (
        Receipt(number, due_on) if constant_time_compare(text, receipt_of(number, due_on)) else None
    )


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that a form on another site was sent.

    Browsers too old to say anything are believed: see above.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site", "")
    if fetched_from:
        return fetched_from not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != f"{request.scheme}://{request.get_host()}"
