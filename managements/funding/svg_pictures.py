"""Pictures inside an SVG: only those that the file itself holds."""

import base64
import binascii
import io
import re

from PIL import Image as PillowImage

from managements.funding.svg_refusals import damaged, fetches, too_much

_PICTURE = re.compile(r"data:image/(png|jpeg|webp);base64,([a-z0-9+/=\s]*)", re.IGNORECASE)
MOST_PIXELS_INSIDE = 4_000_000


def pixels_of(href: str) -> int:
    """Return how many pixels a picture has, from its `data:` address.

    Raises:
        ValidationError: if it lies elsewhere, is none, or fills the memory of whoever shows it.
    """
    written = _PICTURE.fullmatch(href.strip())
    if written is None:
        raise fetches(f"href: {href[:60]}")
    try:
        file = io.BytesIO(base64.b64decode(written[2]))
        with PillowImage.open(file, formats=[written[1].upper()]) as picture:
            width, height = picture.size
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning) as error:
        raise too_much() from error
    except (binascii.Error, OSError, SyntaxError, ValueError) as error:
        raise damaged() from error
    if width * height > MOST_PIXELS_INSIDE:
        raise too_much()
    return width * height
