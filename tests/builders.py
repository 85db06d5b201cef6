"""Small things that tests build: blocks as they are stored, pages, pictures."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.models import Page, Site

from managements.accessibility.models import AccessibilityStatementPage
from managements.accounts.models import User
from managements.funding.models import FundingNotice
from managements.media_library.models import Document, Image
from managements.models import Management
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


def funding_notice(
    management: Management, text: str = "Gefördert vom Land.", **facts: Any
) -> FundingNotice:
    """Write the notice of a management, by default for all days.

    It may lack what its words name, which no form allows: the shell does, and so may an import.
    """
    notice = FundingNotice(management=management, text=text, **facts)
    notice.clean_fields()
    notice.save()
    return notice


def statement_of(management: Management | None) -> AccessibilityStatementPage:
    """Return the accessibility statement of a management's site, or of the city's."""
    root = management.page if management else Site.objects.get(is_default_site=True).root_page
    return AccessibilityStatementPage.objects.child_of(root).get()


def finish_statement(management: Management | None, **facts: Any) -> AccessibilityStatementPage:
    """Make the statement of a site complete and public, without Wagtail's ceremony."""
    today = timezone.localdate()
    complete = {
        "status": "full", "assessment": "self", "assessed_on": today, "created_on": today,
        "reviewed_on": today, "live": True, "has_unpublished_changes": False,
        "body": AccessibilityStatementPage._meta.get_field("body").to_python([]),
    }  # fmt: skip
    page = statement_of(management)
    AccessibilityStatementPage.objects.filter(pk=page.pk).update(**complete | facts)
    return AccessibilityStatementPage.objects.get(pk=page.pk)


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
    facts = {
        "title": "IMG_1234",
        "description": "Zwei Farbflächen, rot und blau",
        "file": ContentFile(photograph(), "IMG_1234.jpg"),
    } | fields
    return Image.objects.create(**facts)


def stored_document(**fields: Any) -> Document:
    """Store a document of 2,048 bytes."""
    facts = {"title": "Protokoll"} | fields
    document = Document(file=ContentFile(b"x" * 2048, "protokoll.pdf"), **facts)
    document.file_size = 2048
    document.save()
    return document
