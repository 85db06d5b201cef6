"""Builds what evidence is made of: publications, logos, and what they looked like."""

import datetime
import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from managements.funding.models import Logo, LogoVersion, Publication
from managements.models import Management
from tests.dates import at

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160" viewBox="0 0 400 160">'
    b'<rect width="400" height="160" fill="#333"/><circle cx="80" cy="80" r="60" fill="#fff"/></svg>'
)


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 300)) -> bytes:
    """Return a picture of some colours."""
    drawn = Image.new("RGBA", size, (0, 60, 120, 255))
    drawn.paste((250, 200, 0, 120), (20, 20, size[0] // 2, size[1] - 20))
    output = BytesIO()
    drawn.save(output, kind, lossless=True) if kind == "WEBP" else drawn.save(output, kind)
    return output.getvalue()


def stored_logo(name: str, content: bytes = SVG, ending: str = "svg") -> dict[str, str]:
    """Store a logo; return it as a publication names it."""
    digest = hashlib.sha256(content).hexdigest()
    version = LogoVersion(
        logo=Logo.objects.create(name=name),
        alternative_text=f"Logo: {name}",
        valid_from=datetime.date(2020, 1, 1),
        digest=digest,
        width=400,
        height=160,
    )
    version.file.save(f"{name}.{ending}", ContentFile(content), save=True)
    return {"name": name, "alternative_text": version.alternative_text, "digest": digest}


def publication(
    management: Management | None,
    when: str | datetime.datetime = "2026-03-02 10:15",
    title: str = "Ein Beitrag",
    *,
    wording: str = "Gefördert.",
    html: bytes | None = None,
    logos: Iterable[dict[str, str]] = (),
    **facts: Any,
) -> Publication:
    """Write down a publication, by the clock in Leipzig."""
    html = f"<!doctype html><title>{title}</title>".encode() if html is None else html
    made = Publication(
        management=management,
        published_at=at(*when.split()) if isinstance(when, str) else when,
        title=title,
        wording=wording,
        logos=list(logos),
        **{
            "digest": hashlib.sha256(html).hexdigest(),
            "page_key": 1,
            "occasion": "published",
            "address": "https://quartiere.test/gruenau/ein-beitrag/",
        }
        | facts,
    )
    made.html = html
    made.save()
    return made
