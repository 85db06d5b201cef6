"""Markup in one block of every kind."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page

from managements.media_library.models import Document, Image
from managements.referrals.models import ReferralList
from tests.browser.markup import markup, markup_in_email, markup_in_url
from tests.builders import block, text


def rich(kind: str) -> str:
    """Return rich text as the editor stores it."""
    return f"<p>{escape(markup(kind))}</p>"


def body_with(
    image: Image, document: Document, referral_list: ReferralList, draft: Page, other: Page
) -> list[dict[str, Any]]:
    """Return one block of every kind."""
    no_link = {"page": None, "url": "", "text": "", "description": ""}
    return [
        block("heading", text=markup("heading", 120), level="2"),
        text(
            f'{rich("text")}<p><a linktype="page" id="{draft.pk}">{escape(markup("link"))}</a> '
            f'<a linktype="document" id="{document.pk}">{escape(markup("download"))}</a></p>'
        ),
        block("foreign_text", language="en", text=rich("foreigntext")),
        block("call_out", kind="info", title=markup("callout", 120), text=rich("callouttext")),
        block(
            "accordion",
            title=markup("accordion", 120),
            entries=[{"title": markup("question", 160), "text": rich("answer")}],
        ),
        block("quote", text=markup("quote"), attribution=markup("attribution", 160)),
        block(
            "table",
            caption=markup("caption", 160),
            header_column=True,
            table={
                "columns": [{"type": "text", "heading": markup("column")}],
                "rows": [{"values": [markup("cell")]}],
                "caption": "",
            },
        ),
        block(
            "image",
            image={"image": image.pk, "decorative": False, "alt_text": markup("alttext")},
            caption=markup("imagecaption", 240),
        ),
        block("download", document=document.pk, title=markup("downloadtitle", 160)),
        block(
            "contact",
            name=markup("office", 120),
            role=markup("role", 160),
            address=markup("address"),
            phone=markup("phone", 40),
            email=markup_in_email("mail"),
            url=markup_in_url("website"),
            hours=markup("hours"),
        ),
        block("referral_list", enquiry=None, referral_list=referral_list.pk),
        block(
            "links",
            title=markup("links", 120),
            links=[
                no_link | {"page": draft.pk},
                no_link | {"page": other.pk, "description": markup("linkdescription", 240)},
                no_link | {"url": markup_in_url("linkurl"), "text": markup("linktext", 160)},
            ],
        ),
    ]
