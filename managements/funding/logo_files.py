"""Logos as they are uploaded: pictures that are what they say, and do nothing but be seen."""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as PillowImage

from managements.funding.svg_files import read_svg
from managements.media_library.metadata import without_metadata

LARGEST_BITMAP = 2_000_000  # bytes
LARGEST_SVG = 200_000  # bytes
MOST_PIXELS = 50_000_000
NARROWEST = 400  # pixels
_FORMATS = {"PNG": "png", "WEBP": "webp"}


@dataclass(frozen=True)
class Drawing:
    """A logo's picture as it is stored."""

    content: bytes
    ending: str
    # Pixels; an SVG has none, so that its longer side counts 1000.
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is stored, as hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def file(self) -> ContentFile:
        """Return it as a file to store."""
        return ContentFile(self.content, name=f"logo.{self.ending}")


def read_logo(file: IO[bytes]) -> Drawing:
    """Return what is stored of an uploaded logo. What it is follows from its content alone.

    Raises:
        ValidationError: with a sentence for people, if it is no logo that can be shown.
    """
    file.seek(0)
    content = file.read(LARGEST_BITMAP + 1)
    if _is_bitmap(content):
        return _bitmap(content)
    if not _may_be_svg(content):
        raise ValidationError(
            _("This is neither PNG nor WebP nor SVG. Please export the logo as one of them."),
            code="unknown_format",
        )
    if len(content) > LARGEST_SVG:
        raise ValidationError(
            _(
                "This SVG is larger than %(size)d kB and would slow down every page. Please simplify "
                "the drawing, or upload it as PNG."
            ),
            code="too_large",
            params={"size": LARGEST_SVG // 1000},
        )
    svg = read_svg(content)
    return Drawing(svg.content, "svg", svg.width, svg.height)


def _is_bitmap(content: bytes) -> bool:
    return content.startswith(b"\x89PNG") or content[:4] + content[8:12] == b"RIFFWEBP"


def _may_be_svg(content: bytes) -> bool:
    """Whether it begins like XML, in one of the encodings that XML begins with."""
    begin = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return begin.startswith(b"<")


def _bitmap(content: bytes) -> Drawing:
    if len(content) > LARGEST_BITMAP:
        raise _too_large()
    # Loading a picture means running through whatever somebody wrote into it.
    try:
        ending = _ending(content)
        cleaned = without_metadata(io.BytesIO(content), "logo", is_drawing=True).read()
        with PillowImage.open(io.BytesIO(cleaned)) as picture:
            width, height = picture.size
            is_visible = _is_visible(picture)
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (
        EOFError, IndexError, KeyError, MemoryError, OSError, OverflowError, SyntaxError, TypeError,
        ValueError, struct.error, zlib.error,
    ) as error:  # fmt: skip
        raise ValidationError(
            _(
                "This picture is damaged and cannot be read. Please save it once more and try again."
            ),
            code="damaged",
        ) from error
    if len(cleaned) > LARGEST_BITMAP:
        raise _too_large()
    if width < NARROWEST:
        raise ValidationError(
            _(
                "This picture is %(width)d pixels wide. It needs at least %(least)d, so that it is "
                "sharp on every screen and on paper."
            ),
            code="too_narrow",
            params={"width": width, "least": NARROWEST},
        )
    if not is_visible:
        raise ValidationError(
            _("Nothing can be seen on this picture: all of it is transparent."), code="transparent"
        )
    return Drawing(cleaned, ending, width, height)


def _is_visible(picture: PillowImage.Image) -> bool:
    """Whether there is a place that one cannot look through."""
    if not picture.has_transparency_data:
        return True
    if "A" not in picture.getbands():
        picture = picture.convert("RGBA")
    return picture.getchannel("A").getbbox() is not None


def _ending(content: bytes) -> str:
    """Return the ending for a picture, after a look at what its beginning says."""
    with PillowImage.open(io.BytesIO(content), formats=list(_FORMATS)) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise _too_many_pixels()
        if getattr(picture, "is_animated", False):
            raise ValidationError(
                _("This logo moves. Please upload a picture that stands still."), code="moves"
            )
        return _FORMATS[str(picture.format)]


def _too_large() -> ValidationError:
    return ValidationError(
        _("This picture is larger than %(size)d MB. Please export it smaller."),
        code="too_large",
        params={"size": LARGEST_BITMAP // 1_000_000},
    )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has more than %(most)d million pixels. Please export it smaller."),
        code="too_many_pixels",
        params={"most": MOST_PIXELS // 1_000_000},
    )
