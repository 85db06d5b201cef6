"""Small things that tests build: blocks as they are stored, pages, pictures."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as PillowImage
from wagtail.models import Page

from managements.accounts.models import User
from managements.media_library.models import Document, Image
from managements.pages.models import ContentPage

CITY_HOST = "quartiere.test"
GPS_IFD, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def logged_in(user: User) -> Client:
    """Return somebody's browser on the city's host, logged in."""
    client = Client(SERVER_NAME=CITY_HOST)
    client.force_login(user)
    return client


def text(html: str) -> dict[str, Any]:
    """Return a stored text block."""
    return {"type": "text", "value": html}


def block(kind: str, /, **value: Any) -> dict[str, Any]:
    """Return a stored block with named parts."""
    return {"type": kind, "value": value}


def content_page(parent: Page, title: str = "Ein Beitrag", **fields: Any) -> ContentPage:
    """Publish a page below another one."""
    page = parent.add_child(instance=ContentPage(title=title, **fields))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def photograph(*, size: tuple[int, int] = (60, 40), turned: bool = False) -> bytes:
    """Return a JPEG with a camera's name, a place (GPS), and a colour profile.

    The left half is red, the right half blue; `turned` says in the EXIF data that the camera was
    held upright, so that shown correctly red is on top.
    """
    picture = PillowImage.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = PillowImage.Exif()
    exif[MAKE] = "Canary Camera"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (51.0, 20.0, 30.0), 3: "E", 4: (12.0, 24.0, 39.0)})
    output = BytesIO()
    picture.save(output, "JPEG", exif=exif, icc_profile=colour_profile(), quality=95)
    return output.getvalue()


def colour_profile() -> bytes:
    """Return an ICC profile."""
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def upload(name: str = "IMG_1234.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """Return an upload as a browser sends it."""
    return SimpleUploadedFile(name, photograph() if content is None else content)


def stored_image(**fields: Any) -> Image:
    """Store a picture."""
    facts = {"title": "IMG_1234", "description": "Zwei Farbflächen, rot und blau"} | fields
    return Image.objects.create(file=ContentFile(photograph(), "IMG_1234.jpg"), **facts)


def stored_document(**fields: Any) -> Document:
    """Store a document of 2,048 bytes."""
    facts = {"title": "Protokoll"} | fields
    document = Document(file=ContentFile(b"x" * 2048, "protokoll.pdf"), **facts)
    document.file_size = 2048
    document.save()
    return document
