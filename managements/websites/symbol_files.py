"""Symbols as PNG and ICO, for browsers and telephones that draw no SVG."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from managements.models.colour import WHITE
from managements.typesetting import press
from managements.typesetting.data import as_json
from managements.typesetting.keeping import kept

PROGRAM = Path(__file__).with_name("symbol.typ").read_text(encoding="utf-8")
# Pixels: on the first screen of a telephone, in a browser's tab.
SIZES = (180, 32)
_ICO_SIZES = (16, 32, 48)
_COLOURS = 128
_OPAQUE = 255
# It is set larger and made smaller, as the pictures of shared pages are.
_LARGER = 4


def symbol_mark(svg: str, size: int, ground: str) -> str:
    """Return a text that changes whenever the file does."""
    return press.mark(PROGRAM, _content(svg, size, ground))


def symbol_png(svg: str, size: int, ground: str) -> bytes:
    """Return a symbol as PNG of one of the `SIZES`; the large one fills its square.

    Raises:
        PressBusyError: if other files have to be set first, and that takes too long.
    """
    content = _content(svg, size, ground)
    key = f"websites.symbol.{press.mark(PROGRAM, content)}"
    return kept("share_images", key, lambda: _few_colours(_set(content, size)))


def symbol_ico(svg: str) -> bytes:
    """Return a symbol as the file that browsers ask for of their own accord.

    Raises:
        PressBusyError: if other files have to be set first, and that takes too long.
    """
    largest = max(_ICO_SIZES)
    content = _content(svg, largest, "")
    key = f"websites.ico.{press.mark(PROGRAM, content)}"
    return kept("share_images", key, lambda: _ico(_set(content, largest)))


def _content(svg: str, size: int, ground: str) -> str:
    """Return what the program shows: telephones round the corners off themselves."""
    fills = size == max(SIZES)
    return as_json(
        {
            "symbol": svg,
            "size": size,
            "ground": ground if fills else "",
            # What has no ground of its own needs a margin.
            "share": 0.8 if fills and ground == WHITE else 1.0,
        }
    )


def _set(content: str, size: int) -> Image.Image:
    png = press.png(PROGRAM, content, pixels_per_inch=72 * _LARGER)
    with Image.open(BytesIO(png)) as picture:
        return picture.convert("RGBA").resize((size, size), Image.Resampling.BOX)


def _few_colours(picture: Image.Image) -> bytes:
    output = BytesIO()
    if picture.getextrema()[-1] == (_OPAQUE, _OPAQUE):
        # It keeps flat colours as they are, and knows no transparency.
        few = picture.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
    else:
        few = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE)
    few.save(output, "PNG", optimize=True)
    return output.getvalue()


def _ico(picture: Image.Image) -> bytes:
    output = BytesIO()
    picture.save(output, "ICO", sizes=[(size, size) for size in _ICO_SIZES])
    return output.getvalue()
