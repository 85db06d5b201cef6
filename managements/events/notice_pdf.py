"""The notice as a PDF that screen readers can read: its words as data for `notice.typ`."""

from dataclasses import asdict
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from managements.events.notice import Notice
from managements.events.notice_words import without_scheme
from managements.models.colour import INK
from managements.models.painting import painted_emblem
from managements.schedules.sentences import day_in_words
from managements.typesetting import press
from managements.typesetting.data import as_json
from managements.typesetting.keeping import kept
from managements.typesetting.qr_code import qr_code

PROGRAM = Path(__file__).with_name("notice.typ").read_text(encoding="utf-8")


def notice_pdf(notice: Notice) -> bytes:
    """Return a notice as PDF; an equal one is not set again within a day.

    Raises:
        PressBusyError: if others have to be set first, and that takes too long.
    """
    content = notice_content(notice)
    return kept(
        "notices",
        f"events.notice.{press.mark(PROGRAM, content)}",
        lambda: press.pdf(PROGRAM, content, made_on=notice.made_on),
    )


def notice_mark(notice: Notice) -> str:
    """Return a text that changes whenever the file does, without making the file."""
    return press.mark(PROGRAM, notice_content(notice))


def notice_content(notice: Notice) -> str:
    """Return what the template shows, as JSON."""
    sender = notice.sender
    palette = sender.palette
    content = asdict(notice) | {
        "language": (get_language() or "de").split("-")[0],
        "title": f"{notice.heading} – {sender.full_name}",
        "heading": notice.heading,
        "colours": {
            "accent": palette.accent,
            "on_accent": palette.on_accent,
            "tint": palette.tint,
            "ink": palette.ink,
            "text": INK,
        },
        "emblem": painted_emblem(sender.emblem, palette.accent) if sender.emblem else "",
        "emblem_description": _("Emblem: %(picture)s") % {"picture": sender.emblem_description},
        "qr_code": qr_code(notice.url, dark=INK) if notice.url else "",
        "qr_description": _("QR code that leads to %(address)s")
        % {"address": without_scheme(notice.url)},
        "address": without_scheme(notice.url),
        "made_on": [notice.made_on.year, notice.made_on.month, notice.made_on.day],
        "words": {
            "contact": _("Contact"),
            "phone": _("Telephone %(phone)s") % {"phone": sender.contact.phone}
            if sender.contact and sender.contact.phone
            else "",
            "more": _("All dates on the web"),
            "funding": _("Funding notice"),
            "nothing": _("No date is entered for these days."),
            "made": _("As of %(day)s") % {"day": day_in_words(notice.made_on)},
            "page": _("Page {page} of {pages}"),
        },
    }
    return as_json(content)
