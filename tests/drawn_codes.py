"""Reads QR codes back from pages: module by module."""

import re

import segno
from bs4 import BeautifulSoup

Modules = list[list[bool]]


def modules_of(address: str) -> Modules:
    """Return what a code of an address looks like: dark or light, in rows."""
    return [
        [bool(one) for one in row] for row in segno.make(address, error="m", micro=False).matrix
    ]


def drawn_in(html: str) -> Modules | None:
    """Return the code that a page draws for paper, without its quiet zone; None if there is none.

    Fails if the quiet zone is smaller than the four modules that ISO/IEC 18004 asks for.
    """
    drawing = BeautifulSoup(html, "html.parser").select_one(".print-address svg")
    if drawing is None:
        return None
    viewbox = str(drawing.get("viewbox") or drawing["viewBox"])
    left, top, width, height = (int(one) for one in viewbox.split())
    assert (left, top, width) == (0, 0, height)
    rows = [[False] * width for _row in range(height)]
    x = y = 0.0
    # Strokes of the width of a module: "M4 4.5h7m1 0h2…".
    for command, numbers in re.findall(r"([Mmh])([-\d. ]*)", str(drawing.path["d"])):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            for column in range(int(x), int(x + values[0])):
                rows[int(y)][column] = True
            x += values[0]
    inner = [row[4:-4] for row in rows[4:-4]]
    assert sum(map(sum, rows)) == sum(map(sum, inner)), "something is drawn in the quiet zone"
    return inner
