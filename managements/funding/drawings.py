"""Logos for paper and pictures, where there is no browser that could fetch them."""

import base64
import datetime
import hashlib
import logging
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from django.core.files.storage import default_storage
from PIL import Image, PngImagePlugin, WebPImagePlugin

from managements.funding.models import Logo, LogoVersion
from managements.funding.notices import ShownLogo

logger = logging.getLogger(__name__)
_FOLDER = "logos"
_ENDINGS = ("svg", "png", "webp")
# No other is ever stored. Pillow would load the readers of all kinds that it knows, ten megabytes of them.
_BITMAPS = (PngImagePlugin.PngImageFile.format, WebPImagePlugin.WebPImageFile.format)
# The widest logo on paper has 45 mm: 400 pixels to the inch. On pictures it is smaller.
_MOST_PIXELS = (700, 700)


@dataclass(frozen=True)
class LogoFile:
    """A logo as it is stored."""

    # svg, png or webp.
    ending: str
    content: bytes


def drawing(logo: ShownLogo) -> str:
    """Return a logo as SVG, a bitmap wrapped into one; an empty text if its file is lost or broken."""
    try:
        return _drawn(logo.file_name)
    except (OSError, UnicodeDecodeError):
        return ""


def logo_file(digest: str) -> LogoFile | None:
    """Return the file with a hash (SHA-256); None if it cannot be read, or is another one by now.

    That is logged: evidence lacks it from then on.
    """
    reasons: set[str] = set()
    stored = LogoVersion.objects.filter(digest=digest).values_list("file", flat=True)
    # A version may be gone from its logo; its file stays.
    for name in (*stored, *(f"{_FOLDER}/{digest}.{ending}" for ending in _ENDINGS)):
        try:
            file = _read(name)
        except FileNotFoundError:
            continue
        except OSError as error:
            reasons.add(type(error).__name__)
            continue
        if hashlib.sha256(file.content).hexdigest() == digest:
            return file
        reasons.add("its hash differs")
    logger.error(
        "The file of the logo %s cannot be had: %s.",
        digest, ", ".join(sorted(reasons)) or "it is not there",
    )  # fmt: skip
    return None


def lost_logos(today: datetime.date) -> list[str]:
    """Return the names of the logos that are shown today and whose files are lost or broken; logged."""
    lost = []
    for logo in Logo.objects.prefetch_related("versions"):
        version = logo.version_on(today) if logo.belongs_to(today) else None
        if version is not None and logo_file(version.digest) is None:
            lost.append(logo.name)
    return lost


def svg_of(file: LogoFile) -> str:
    """Return a logo as SVG; equal files give equal texts.

    Pixels become a PNG of the size that paper needs, within an SVG: one kind for typst, whatever was
    uploaded, and large pictures take no memory.

    Raises:
        OSError: if it is no picture.
        UnicodeDecodeError: if it is no text where it should be one.
    """
    if file.ending == "svg":
        return file.content.decode()
    with Image.open(BytesIO(file.content), formats=_BITMAPS) as opened:
        # Most are made small first, which halves the memory. In a palette, or with one colour that
        # stands for nothing, there are no colours between two others.
        is_plain = opened.mode == "RGBA" or (
            opened.mode == "RGB" and not opened.has_transparency_data
        )
        picture = opened if is_plain else opened.convert("RGBA")
        picture.thumbnail(_MOST_PIXELS)
        picture = picture.convert("RGBA")
    output = BytesIO()
    picture.save(output, "PNG")
    width, height = picture.size
    data = base64.b64encode(output.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )


# Their names carry their hashes, so that a name always means the same.
@lru_cache(maxsize=32)
def _drawn(file_name: str) -> str:
    return svg_of(_read(file_name))


def _read(file_name: str) -> LogoFile:
    with default_storage.open(file_name) as opened:
        return LogoFile(file_name.rpartition(".")[2].lower(), opened.read())
