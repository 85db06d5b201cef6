"""Addresses for whoever holds a telephone in front of paper."""

from functools import lru_cache
from io import BytesIO

import segno


@lru_cache
def qr_code(url: str, *, dark: str) -> str:
    """Return a QR code as SVG, in a colour (#RRGGBB) on white, with the quiet zone that it needs."""
    output = BytesIO()
    segno.make(url, error="m", micro=False).save(
        output, kind="svg", border=4, dark=dark, light="#FFFFFF", xmldecl=False, nl=False
    )
    return output.getvalue().decode()


# Longer ones make squares that no telephone reads from a page; a code holds 2,331 bytes at most.
LONGEST_IN_PAGE = 250


@lru_cache(maxsize=512)
def qr_code_in_page(url: str) -> str:
    """Return a QR code for the middle of a page: black alone, as large as its style sheet says.

    Empty for an address of more than `LONGEST_IN_PAGE` bytes: the words beside it say the same.
    Making one takes some 20 milliseconds, keeping one at most six kilobytes.
    """
    if len(url.encode()) > LONGEST_IN_PAGE:
        return ""
    output = BytesIO()
    segno.make(url, error="m", micro=False).save(
        output, kind="svg", border=4, omitsize=True, svgns=False, svgclass=None, lineclass=None,
        xmldecl=False, nl=False,
    )  # fmt: skip
    return output.getvalue().decode()
