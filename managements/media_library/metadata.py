"""Take out of photographs what must not be published with them."""

from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from PIL import ImageCms, ImageOps

# What the formats keep of a picture that was turned upright or otherwise decoded.
_SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "subsampling": "4:4:4", "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 85},
}
# Cameras and telephones write several JPEG pictures into one file (MPO): the first one counts.
_WRITTEN_AS = {"MPO": "JPEG"}


# The same for what was drawn: soft edges around letters would be seen.
_SAVE_OPTIONS_OF_DRAWINGS = _SAVE_OPTIONS | {"WEBP": {"lossless": True, "method": 4}}


def without_metadata(file: IO[bytes], name: str, *, is_drawing: bool = False) -> ContentFile:
    """Return an image file without EXIF, GPS, XMP, IPTC, comments and embedded previews.

    The picture is turned upright first, because its orientation is part of what is taken out.
    The colour profile stays: without it colours shift on wide-gamut screens. Animated images keep
    their first frame only. Drawings lose nothing when they are written once more.

    Willow, which makes the renditions, copies EXIF from the original to JPEG and PNG, so that the
    original itself has to be clean.

    Raises:
        OSError: if Pillow cannot read or write the image.
    """
    file.seek(0)
    with PillowImage.open(file) as image:
        image_format = _WRITTEN_AS.get(image.format or "", image.format or "")
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
        upright.load()
    upright, profile = _for_the_web(upright, profile)
    # Pillow writes some of what it read into the new file: keep nothing but transparency.
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    output = BytesIO()
    options = _SAVE_OPTIONS_OF_DRAWINGS if is_drawing else _SAVE_OPTIONS
    upright.save(output, format=image_format, icc_profile=profile, **options.get(image_format, {}))
    return ContentFile(output.getvalue(), name=name)


def _for_the_web(
    image: PillowImage.Image, profile: bytes | None
) -> tuple[PillowImage.Image, bytes | None]:
    """Bring odd kinds of pixels to what every rendition can be written from.

    Print colours (CMYK) become sRGB through their own profile; 16 and 32 bits of grey become 8.
    """
    if image.mode == "CMYK":
        if profile:
            try:
                source = ImageCms.ImageCmsProfile(BytesIO(profile))
                converted = ImageCms.profileToProfile(
                    image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
            except ImageCms.PyCMSError:  # the profile belongs to another kind of picture
                converted = None
            if converted is not None:
                return converted, None
        return image.convert("RGB"), None
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L"), None
    if image.mode in {"I", "F"}:
        low, high = image.getextrema()
        span = (high - low) or 1  # type: ignore[operator]
        return image.point(lambda value: (value - low) * 255 / span).convert("L"), None
    return image, profile
