"""Pictures of shared pages as files: their words as data for `share_image.typ`."""

import logging
import unicodedata
from io import BytesIO

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image

from managements.funding.drawings import drawing
from managements.models.colour import INK, Palette
from managements.typesetting import press
from managements.typesetting.data import as_json
from managements.typesetting.keeping import kept
from managements.websites.share_images import PROGRAM, ShareImage

logger = logging.getLogger(__name__)
# At 72, a point of the program is a pixel. It is set larger and made smaller: typst takes drawings
# that stand between two rows of pixels into the nearest ones, and cuts thin lines off.
_LARGER = 2
_PIXELS_PER_INCH = 72 * _LARGER
# Flat areas and the edges between them: more are not told apart, and take twice the bytes.
_COLOURS = 256
_RIGHT_TO_LEFT = {"R", "AL"}


def share_image_file(image: ShareImage) -> bytes:
    """Return a picture as PNG; an equal one is not set again within a day.

    Raises:
        PressBusyError: if others have to be set first, and that takes too long.
    """
    return kept("share_images", f"websites.share_image.{image.mark}", lambda: _made(image))


def _made(image: ShareImage) -> bytes:
    try:
        return _smaller(_set(share_image_content(image)))
    except typst.TypstError:
        # Our own drawings are known to be good: somebody's logo is not, which other programs draw.
        logger.exception("A logo cannot be drawn on the picture %s; it is named.", image.mark)
        return _smaller(_set(share_image_content(image, draws_logos=False)))


def _set(content: str) -> bytes:
    return press.png(PROGRAM, content, pixels_per_inch=_PIXELS_PER_INCH)


def _smaller(png: bytes) -> bytes:
    """Return the picture in its size, with fewer colours and in fewer bytes."""
    output = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        whole = picture.convert("RGB").reduce(_LARGER)
    few_colours = whole.quantize(
        _COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    few_colours.save(output, "PNG", optimize=True)
    return output.getvalue()


def share_image_content(image: ShareImage, *, draws_logos: bool = True) -> str:
    """Return what the program shows, as JSON."""
    palette = Palette(image.accent)
    notice = image.notice
    return as_json(
        {
            "language": (get_language() or "de").split("-")[0],
            "title": image.title,
            "is_rtl": _is_right_to_left(image.title),
            "sender": image.sender,
            "lead": image.lead,
            "when": image.announcement.when,
            "where": image.announcement.where,
            "state": image.announcement.state,
            "colours": {
                "accent": palette.accent,
                "on_accent": palette.on_accent,
                "tint": palette.tint,
                "ink": palette.ink,
                "text": INK,
            },
            "emblem": image.drawing,
            "ribbon": image.ground,
            "notice": notice.paragraphs if notice else (),
            "logos": [
                {
                    "name": logo.alternative_text,
                    "width": logo.width,
                    "height": logo.height,
                    "drawing": drawing(logo) if draws_logos else "",
                }
                for logo in (notice.logos if notice else ())
            ],
            "words": {"cut": _("[…] The page has the whole notice.")},
        }
    )


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((one for one in directions if one in {"L", *_RIGHT_TO_LEFT}), "L") != "L"
