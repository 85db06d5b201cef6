"""Comparing what pages look like with small pictures of how they looked.

A picture is kept as a grid of cells, each with the mean colour of some pixels. Another release of
Chromium draws the edges of letters differently, which no mean notices; what has moved, has gone or
wears another colour changes whole cells, and several beside each other.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from PIL.PngImagePlugin import PngInfo

# Pixels that a cell is wide and high: the smallest with which a picture has no more cells than this.
CELL_SIZES = (8, 12, 16, 20, 24, 32, 40)
MOST_CELLS = 20_000
# Colours are rounded to steps of so much (of 255): it compresses well, and is near enough.
STEP = 15
# By how much (of 255) the mean of a cell may differ in any colour.
TOLERANCE = 26
# Of the nine cells of a square, as many have to differ before it counts.
CELLS_OF_A_SQUARE = 5
# And of all cells: many small differences are one large one.
SHARE_OF_ALL = 0.02
# Pixels by which a page may be longer or shorter, and the share of its height, whichever is more.
HEIGHT_PIXELS, HEIGHT_SHARE = 12, 0.002
# Pixels by which what stands further down may have moved: a line that is a little higher moves it.
SHIFTS = (0, -2, 2)
_MISMATCH, _MATCH = 255, 0


@dataclass(frozen=True)
class Look:
    """A picture in cells, and the size in pixels of what it shows."""

    cells: Image.Image
    cell: int
    width: int
    height: int

    @classmethod
    def of(cls, picture: Image.Image, cell: int | None = None) -> "Look":
        """Reduce a picture to cells of a size; by default one that suits it."""
        width, height = picture.size
        cell = cell or next(
            (size for size in CELL_SIZES if (width // size) * (height // size) <= MOST_CELLS),
            CELL_SIZES[-1],
        )
        columns, rows = max(1, width // cell), max(1, height // cell)
        whole = picture.convert("RGB").crop((0, 0, columns * cell, rows * cell))
        cells = whole.resize((columns, rows), Image.Resampling.BOX)
        return cls(cells, cell, width, height)

    def save(self, file: Path) -> None:
        """Write it as a small PNG, which says of itself what it shows."""
        about = PngInfo()
        about.add_text("look", json.dumps([self.cell, self.width, self.height]))
        rounded = self.cells.point(lambda value: (value + STEP // 2) // STEP * STEP)
        few = rounded.quantize(256, dither=Image.Dither.NONE)
        exact = few if few.convert("RGB").tobytes() == rounded.tobytes() else rounded
        exact.save(file, "PNG", optimize=True, pnginfo=about)

    @classmethod
    def read(cls, file: Path) -> "Look":
        """Read what `save` wrote."""
        with Image.open(file) as picture:
            cell, width, height = json.loads(picture.info["look"])
            return cls(picture.convert("RGB"), cell, width, height)

    def enlarged(self) -> Image.Image:
        """Return it as large as what it shows, for people."""
        size = (self.cells.width * self.cell, self.cells.height * self.cell)
        return self.cells.resize(size, Image.Resampling.NEAREST)


@dataclass(frozen=True)
class Comparison:
    """How two looks differ: `words` is empty if they do not, `where` is white where they do."""

    words: str
    where: Image.Image


def compare(expected: Look, now: Image.Image) -> Comparison:
    """Say in what a picture differs from how it looked."""
    found = Look.of(now, expected.cell)
    nothing = Image.new("L", expected.cells.size, _MATCH)
    if found.width != expected.width:
        return Comparison(f"it is {found.width} pixels wide, not {expected.width}", nothing)
    longer = found.height - expected.height
    rows = min(found.cells.height, expected.cells.height)
    box = (0, 0, expected.cells.width, rows)
    where = Image.new("L", (expected.cells.width, rows), _MISMATCH)
    for shift in SHIFTS:
        moved = Look.of(ImageChops.offset(now, 0, shift), expected.cell)
        differing = _differing(expected.cells.crop(box), moved.cells.crop(box))
        where = ImageChops.darker(where, differing)
    if abs(longer) > max(HEIGHT_PIXELS, HEIGHT_SHARE * expected.height):
        more = "longer" if longer > 0 else "shorter"
        return Comparison(f"it is {abs(longer)} pixels {more}", where)
    share = where.histogram()[_MISMATCH] / (where.width * where.height)
    if share > SHARE_OF_ALL:
        return Comparison(f"{share:.1%} of it differ", where)
    if top := _first_square(where):
        left, row = (number * expected.cell for number in top)
        return Comparison(f"it differs around {left} pixels from the left, {row} down", where)
    return Comparison("", where)


def _differing(one: Image.Image, other: Image.Image) -> Image.Image:
    red, green, blue = ImageChops.difference(one, other).split()
    greatest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return greatest.point(lambda value: _MISMATCH if value > TOLERANCE else _MATCH)


def _first_square(where: Image.Image) -> tuple[int, int] | None:
    """Return column and row of the first square in which most cells differ."""
    # The mean of each cell and its eight neighbours.
    least = CELLS_OF_A_SQUARE * _MISMATCH // 9
    means = where.filter(ImageFilter.BoxBlur(1)).point(lambda value: 255 if value >= least else 0)
    found = means.getbbox()
    return (found[0], found[1]) if found else None
