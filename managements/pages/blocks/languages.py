"""Parts of a page in another language: read aloud with the right voice, set in the right direction."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import expand_db_html

from managements.pages.blocks.registry import body_block
from managements.pages.blocks.texts import TEXT_FEATURES, WRITING


@dataclass(frozen=True)
class Language:
    """A language that is spoken in Leipzig's quarters; `code` as in BCP 47."""

    code: str
    # For editors, and as its own speakers look for it.
    name: str | Promise
    own_name: str
    is_right_to_left: bool = False

    @property
    def direction(self) -> str:
        """In which direction it is written, as HTML says it."""
        return "rtl" if self.is_right_to_left else "ltr"


# The fonts that are served have the letters of all of them.
LANGUAGES = (
    Language("en", _("English"), "English"),
    Language("ar", _("Arabic"), "العربية", is_right_to_left=True),
    Language("uk", _("Ukrainian"), "Українська"),
    Language("ru", _("Russian"), "Русский"),
    Language("fa", _("Persian"), "فارسی", is_right_to_left=True),
    Language("tr", _("Turkish"), "Türkçe"),
    Language("vi", _("Vietnamese"), "Tiếng Việt"),
    Language("fr", _("French"), "Français"),
    Language("es", _("Spanish"), "Español"),
    Language("pl", _("Polish"), "Polski"),
    Language("ro", _("Romanian"), "Română"),
)
_BY_CODE = {language.code: language for language in LANGUAGES}


def language_of(code: str) -> Language | None:
    """Return a language of the list, None for everything else."""
    return _BY_CODE.get(code)


# A tag or what begins with Latin letters, as an IBAN does, which are left alone; or a telephone number.
_TAG_OR_NUMBER = re.compile(
    r"<[^>]*>|(?<!\w)[A-Za-z]{1,4}[0-9][0-9 \u00a0]*"
    r"|(?<![\w#])(?P<number>[+(]?[0-9][0-9 ()/\u00a0\u2013-]{4,}[0-9])"
)
_FEWEST_DIGITS = 6


def with_numbers_in_order(html: str) -> str:
    """Return HTML in which telephone numbers keep their order among words from right to left.

    The parts of “0341 35137912” would otherwise be shown as “35137912 0341” (Unicode Standard Annex 9,
    rule L2).
    """

    def in_order(match: re.Match[str]) -> str:
        number = match["number"]
        if not number or sum(letter.isdigit() for letter in number) < _FEWEST_DIGITS:
            return match[0]
        return f'<bdi dir="ltr">{number}</bdi>'

    return _TAG_OR_NUMBER.sub(in_order, html)


class ForeignTextValue(blocks.StructValue):
    """A text and its language."""

    @property
    def html(self) -> SafeString:
        """The text as visitors read it."""
        text = self.get("text")
        html = expand_db_html(text.source) if text else ""
        spoken = self.spoken
        return mark_safe(
            with_numbers_in_order(html) if spoken and spoken.is_right_to_left else html
        )

    @property
    def spoken(self) -> Language | None:
        """The language; None where nothing has been chosen yet."""
        return language_of(self.get("language") or "")


class _LanguageBlock(blocks.ChoiceBlock):
    """One of the languages; says what to do where none was chosen."""

    def get_field(self, **kwargs: Any) -> forms.ChoiceField:
        """Return the field with a sentence of its own."""
        field: forms.ChoiceField = super().get_field(**kwargs)
        words = _("Please choose the language of the text.")
        field.error_messages |= {"required": words, "invalid_choice": words}
        return field


class _ForeignWordsBlock(blocks.RichTextBlock):
    """The text itself; says what to do where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        words = _("Please write the text, or remove the whole block.")
        self.field_options["error_messages"] = {"required": words}


@body_block("foreign_text", order=15)
class ForeignTextBlock(blocks.StructBlock):
    """Running text in another language than German."""

    language = _LanguageBlock(
        label=_("Language"), choices=[(one.code, one.name) for one in LANGUAGES]
    )
    text = _ForeignWordsBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "globe"
        label = _("Text in another language")
        group = WRITING
        description = _(
            "Paragraphs in English, Arabic and others. Screen readers then read them with the right "
            "voice, and Arabic runs from right to left."
        )
        template = "pages/blocks/foreign_text_block.html"
        value_class = ForeignTextValue
        preview_value = {
            "language": "en",
            "text": "<p>We are here for you. Just come by with your idea.</p>",
        }
