"""Makes logos for tests."""

import datetime
from io import BytesIO
from typing import Any

from PIL import Image as PillowImage

from managements.funding.models import Logo

SVG_HEAD = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 200 100"'
)
# Before everything that tests show.
EARLY = datetime.date(2020, 1, 1)


def svg(inner: str = '<path d="M0 0h200v100z" fill="red"/>', head: str = SVG_HEAD) -> bytes:
    """Return an SVG file, by default twice as wide as high."""
    return f"<svg {head}>{inner}</svg>".encode()


def bitmap(size: tuple[int, int] = (800, 200), file_format: str = "PNG", **options: Any) -> bytes:
    """Return a picture as programs write it."""
    picture = PillowImage.new("RGBA", size, (0, 0, 0, 0))
    picture.paste((200, 30, 40, 255), (0, 0, size[0] // 2, size[1]))
    output = BytesIO()
    picture.save(output, file_format, **options)
    return output.getvalue()


def make_logo(
    name: str = "Stadt Leipzig",
    content: bytes | None = None,
    *,
    valid_from: datetime.date = EARLY,
    programmes: Any = (),
    **facts: Any,
) -> Logo:
    """Make a logo with one version, by default one that stands with every notice."""
    logo = Logo(name=name, **{"with_every_notice": not programmes, "on_city_pages": True} | facts)
    logo.programmes.set(programmes)
    logo.save()
    logo.add_version(
        BytesIO(svg() if content is None else content),
        alternative_text=f"Logo: {name}",
        valid_from=valid_from,
    )
    return logo
