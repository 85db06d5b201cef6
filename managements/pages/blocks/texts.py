"""Blocks of words: text, heading, call-out, accordion, quote, table, contact, links."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from managements.models import Management
from managements.pages.addresses import page_address, visible_pages
from managements.pages.blocks.registry import body_block

ENGLISH_WORDS = "english-words"
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", ENGLISH_WORDS]
INLINE_FEATURES = ["bold", "italic", "link", ENGLISH_WORDS]

WRITING = _("Writing")
POINTING = _("Pointing the way")


@body_block("text", order=10)
class RichTextBlock(blocks.RichTextBlock):
    """Running text with lists and links. Headings are blocks of their own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WRITING
        description = _("Paragraphs, lists and links. Short sentences help everybody.")
        template = "pages/blocks/rich_text_block.html"
        preview_value = (
            "<p>Wir sind für Sie da. Kommen Sie mit Ihrer Idee vorbei.</p>"
            "<ul><li>Wir hören zu.</li><li>Wir kennen die Wege.</li></ul>"
        )


class HeadingValue(blocks.StructValue):
    """A heading with the anchor that links can point to."""

    @property
    def anchor(self) -> str:
        """The heading as part of an address, for example "abschnitt-so-erreichen-sie-uns".

        The prefix keeps it apart from the ids that the frame of the page uses.
        """
        return f"abschnitt-{slugify(self.get('text') or '', allow_unicode=True)}"


@body_block("heading", order=20)
class HeadingBlock(blocks.StructBlock):
    """A heading inside the page. The page's title is the only one above it."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Heading")), ("3", _("Sub-heading"))],
        default="2",
        search_index=False,
    )

    def heading_level(self, value: HeadingValue) -> int:
        """Return the level of HTML, 2 or 3."""
        return int(value.get("level") or 2)

    class Meta:
        icon = "title"
        label = _("Heading")
        group = WRITING
        description = _("Parts a long page, so that people find what they look for.")
        template = "pages/blocks/heading_block.html"
        value_class = HeadingValue
        preview_value = {"text": "So erreichen Sie uns", "level": "2"}


@body_block("call_out", order=30)
class CallOutBlock(blocks.StructBlock):
    """A short notice that stands out from the text."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("info", _("Good to know")),
            ("important", _("Important")),
            ("success", _("Good news")),
        ],
        default="info",
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        group = WRITING
        description = _("For the one thing that nobody should miss. Once per page is enough.")
        template = "pages/blocks/call_out_block.html"
        preview_value = {
            "kind": "info",
            "title": "Sie brauchen keinen Termin",
            "text": "<p>Kommen Sie während der Sprechstunde einfach vorbei.</p>",
        }


class AccordionEntryBlock(blocks.StructBlock):
    """One question and its answer."""

    title = blocks.CharBlock(label=_("Question or title"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)


@body_block("accordion", order=40)
class AccordionBlock(blocks.StructBlock):
    """Several texts that open on demand."""

    title = blocks.CharBlock(label=_("Heading above it"), max_length=120, required=False)
    entries = blocks.ListBlock(AccordionEntryBlock(), label=_("Entries"), min_num=1)

    def heading_level(self, value: blocks.StructValue) -> int | None:
        """Return the level of its heading, if it has one."""
        return 2 if value.get("title") else None

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        group = WRITING
        description = _("Questions and answers that open with a click.")
        template = "pages/blocks/accordion_block.html"
        preview_value = {
            "title": "Häufige Fragen",
            "entries": [
                {
                    "title": "Muss ich mich anmelden?",
                    "text": "<p>Nein. Kommen Sie einfach vorbei.</p>",
                },
                {"title": "Kostet die Beratung etwas?", "text": "<p>Nein.</p>"},
            ],
        }


@body_block("quote", order=50)
class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(label=_("Their words"), rows=3)
    attribution = blocks.CharBlock(
        label=_("Who said it"),
        max_length=160,
        required=False,
        help_text=_("Name people only if they agreed to it."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = WRITING
        description = _("What somebody said, in their own words.")
        template = "pages/blocks/quote_block.html"
        preview_value = {
            "text": "Hier kenne ich jetzt meine Nachbarn.",
            "attribution": "Besucherin beim Stadtteilfest (Beispiel)",
        }


@body_block("table", order=60)
class TableBlock(blocks.StructBlock):
    """A table with real headers, so that a screen reader can say what a cell is about."""

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=160, help_text=_("What the table shows, in a few words.")
    )
    header_column = blocks.BooleanBlock(
        label=_("The first column names the row"), required=False, default=True
    )
    table = TypedTableBlock(
        [("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table")
    )

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the headings and the rows of cells as text."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        table: TypedTable | None = value.get("table")
        context["columns"] = [column["heading"] for column in table.columns] if table else []
        context["rows"] = [[cell.value for cell in row] for row in table.rows] if table else []
        return context

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse columns without a header: their cells mean nothing when read aloud."""
        cleaned: blocks.StructValue = super().clean(value)
        table: TypedTable | None = cleaned.get("table")
        if not self.is_deferred_validation and (
            table is None
            or not table.columns
            or any(not (column["heading"] or "").strip() for column in table.columns)
        ):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "table": ValidationError(_("Please give every column a header.")),
                }
            )
        return cleaned

    def get_preview_value(self) -> blocks.StructValue:
        """Show a small table."""
        return self.normalize(
            {
                "caption": "Wer hilft wobei?",
                "header_column": True,
                "table": self.child_blocks["table"].to_python(
                    {
                        "columns": [
                            {"type": "text", "heading": "Anliegen"},
                            {"type": "text", "heading": "Zuständig"},
                        ],
                        "rows": [
                            {"values": ["Kaputte Bank", "Mängelmelder der Stadt"]},
                            {"values": ["Personalausweis", "Bürgerbüro"]},
                        ],
                        "caption": "",
                    }
                ),
            }
        )

    class Meta:
        icon = "table"
        label = _("Table")
        group = WRITING
        description = _("For facts that belong in rows and columns. Lists are easier to read.")
        template = "pages/blocks/table_block.html"


class ContactValue(blocks.StructValue):
    """Contact details, ready for links."""

    @property
    def phone_url(self) -> str:
        """The telephone number as a link, or an empty text."""
        return phone_link(self.get("phone") or "")


def phone_link(number: str) -> str:
    """Return a tel: address for a German telephone number as people write it (RFC 3966).

    Short numbers that work without a prefix (110, 115) stay as they are.
    """
    # Words, or two numbers in one field: nothing that a telephone could dial.
    if not re.fullmatch(r"\+?[\d\s()/.–-]+", number.strip()) or re.search(r"[/,]\s*[0+]", number):
        return ""
    if number.strip().startswith(("+", "00")):
        number = re.sub(r"\(0(\d*)\)", r"\1", number)
    digits = re.sub(r"[^0-9+]", "", number)
    if len(digits) < 3:
        return ""
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+49{digits[1:]}"
    return f"tel:{digits}"


@body_block("contact", order=80)
class ContactBlock(blocks.StructBlock):
    """How to reach somebody."""

    name = blocks.CharBlock(label=_("Name of the office or body"), max_length=120)
    role = blocks.CharBlock(label=_("What for"), max_length=160, required=False)
    address = blocks.TextBlock(label=_("Address"), rows=3, required=False)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=40, required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    url = blocks.URLBlock(label=_("Website"), required=False)
    hours = blocks.TextBlock(label=_("When"), rows=2, required=False)

    def clean(self, value: ContactValue) -> ContactValue:
        """Refuse a contact that cannot be contacted."""
        cleaned: ContactValue = super().clean(value)
        if not self.is_deferred_validation and not any(
            cleaned.get(way) for way in ("address", "phone", "email", "url")
        ):
            raise blocks.StructBlockValidationError(
                non_block_errors=[
                    _("Please give at least one way: address, telephone, e-mail or website.")
                ]
            )
        return cleaned

    class Meta:
        icon = "user"
        label = _("Contact")
        group = POINTING
        description = _("Address, telephone and e-mail of an office, with links that dial.")
        template = "pages/blocks/contact_block.html"
        value_class = ContactValue
        preview_value = {
            "name": "Bürgertelefon der Stadt Leipzig",
            "role": "Wenn Sie nicht wissen, wer zuständig ist",
            "address": "",
            "phone": "115",
            "email": "",
            "url": "",
            "hours": "",
        }


class LinkValue(blocks.StructValue):
    """A link to a page or to an address outside."""

    def as_link(
        self, request: HttpRequest | None, visible: dict[int, Management | None], own: Any
    ) -> dict[str, str] | None:
        """Return text, url, description and the other management's name; None if not public.

        `visible` holds the pages that visitors may see, with their managements.
        """
        page = self.get("page")
        url, management_name = self.get("url") or "", ""
        if page is not None:
            if page.pk not in visible:
                return None
            url = page_address(page, request)
            owner = visible[page.pk]
            management_name = owner.short_name if owner and owner != own else ""
        if not url:
            return None
        return {
            "text": self.get("text") or (page.title if page else url),
            "url": url,
            "description": self.get("description") or "",
            "management_name": management_name,
        }


class LinkBlock(blocks.StructBlock):
    """A link to a page of any management, or to an address outside."""

    page = blocks.PageChooserBlock(
        label=_("Page"),
        required=False,
        help_text=_("A page of any management. The link stays right when the page moves."),
    )
    url = blocks.URLBlock(label=_("or address outside"), required=False)
    text = blocks.CharBlock(
        label=_("Link text"),
        max_length=160,
        required=False,
        help_text=_("Says where the link leads. Empty: the page's title."),
    )
    description = blocks.CharBlock(label=_("What is found there"), max_length=240, required=False)

    def clean(self, value: LinkValue) -> LinkValue:
        """Ask for exactly one target, and for a text where there is no title."""
        cleaned: LinkValue = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors: dict[str, ValidationError] = {}
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            errors["page"] = ValidationError(
                _("Please choose either a page or an address outside.")
            )
        elif cleaned.get("url") and not cleaned.get("text"):
            errors["text"] = ValidationError(_("Please say where this link leads."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue


@body_block("links", order=90)
class LinkListBlock(blocks.StructBlock):
    """A list of links to pages of any management or to addresses outside."""

    title = blocks.CharBlock(label=_("Heading above it"), max_length=120)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    def heading_level(self, _value: blocks.StructValue) -> int:
        """Return the level of its heading."""
        return 2

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the links that visitors can follow."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        parent = parent_context or {}
        own = getattr(parent.get("page"), "management", None)
        links = value.get("links") or []
        visible = visible_pages(page for link in links if (page := link.get("page")))
        found = (link.as_link(parent.get("request"), visible, own) for link in links)
        context["links"] = [link for link in found if link is not None]
        return context

    class Meta:
        icon = "list-ul"
        label = _("List of links")
        group = POINTING
        description = _("Links to pages of any management, or to other websites.")
        template = "pages/blocks/link_list_block.html"
        preview_value = {
            "title": "Lesen Sie weiter",
            "links": [
                {
                    "page": None,
                    "url": "https://example.org/",
                    "text": "Mängel in der Stadt melden",
                    "description": "Müll, Schrottfahrräder, kaputte Bänke",
                }
            ],
        }
