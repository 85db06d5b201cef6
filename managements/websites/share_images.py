"""The picture that messengers and networks show for a shared page: what is on it, and its mark.

How it becomes a file: `share_image_files`.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import PIL
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from managements.funding.notices import ShownNotice
from managements.models import Management
from managements.models.colour import CITY_ACCENT
from managements.models.emblem import CITY_EMBLEM
from managements.models.painting import painted_emblem
from managements.pages.models import Announcement, BasePage
from managements.typesetting import press
from managements.typesetting.drawings import static_drawing

PROGRAM = Path(__file__).with_name("share_image.typ").read_text(encoding="utf-8")
WIDTH, HEIGHT = 1200, 630  # pixels
_MARK_LENGTH = 16
_NO_DATE = Announcement("")


@dataclass(frozen=True)
class ShareImage:
    """What stands on a picture. Equal ones make equal files."""

    title: str
    # Whose page it is.
    sender: str
    # A sentence about whoever has the site, on start pages.
    lead: str
    announcement: Announcement
    # The name of the drawing, in the colours of the accent.
    emblem: str
    # The name of a static file: the colours of all quarters are the city's ground.
    ribbon: str
    accent: str
    notice: ShownNotice | None

    @property
    def description(self) -> str:
        """What is to be read on it, for people who cannot see it."""
        date = self.announcement
        when = f"{date.state}: {date.when}" if date.state else date.when
        return " – ".join(filter(None, [self.title, when, date.where, self.sender]))

    @property
    def drawing(self) -> str:
        """The emblem as SVG."""
        return painted_emblem(self.emblem, self.accent)

    @property
    def ground(self) -> str:
        """What the emblem stands on, as SVG; empty where it is the accent."""
        return static_drawing(self.ribbon) if self.ribbon else ""

    @property
    def mark(self) -> str:
        """A text that changes whenever the file does; made without the file, and without a query."""
        facts = asdict(self) | {
            "language": get_language(),
            "drawings": [_digest(self.drawing), _digest(self.ground)],
            "pillow": PIL.__version__,
        }
        return press.mark(PROGRAM, json.dumps(facts, sort_keys=True))[:_MARK_LENGTH]


def share_image_of(
    page: BasePage, management: Management | None, notice: ShownNotice | None, *, is_start: bool
) -> ShareImage:
    """Return the picture of a page; a site's start page shows the name of whoever has the site."""
    title, sender = page.title, _("Leipziger Quartiere")
    if management is not None:
        kind = str(management.get_kind_display())
        kind = f"{kind[:1].upper()}{kind[1:]}"
        sender = kind if is_start else f"{kind} {management.short_name}"
        title = management.short_name if is_start else page.title
    elif is_start:
        sender = ""
    return ShareImage(
        title=title,
        sender=sender,
        lead=str(getattr(page, "introduction", "")) if is_start else "",
        announcement=page.announcement or _NO_DATE,
        emblem=management.drawing if management else CITY_EMBLEM,
        ribbon="" if management else "ribbon.svg",
        accent=management.accent if management else CITY_ACCENT,
        notice=notice,
    )


@lru_cache(maxsize=64)
def _digest(svg: str) -> str:
    """Return the hash of a drawing."""
    return hashlib.sha256(svg.encode()).hexdigest()
