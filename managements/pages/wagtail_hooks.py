"""Running text: links lead only to what visitors can see, English words say that they are English."""

from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from managements.pages.addresses import visible_pages
from managements.pages.blocks.texts import ENGLISH_WORDS


class VisiblePageLinkHandler(PageLinkHandler):
    """Leaves the words of a link to a hidden page without the link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tags of links to pages, by their ids; few queries for all of them."""
        pages = cls.get_many(attrs_list)
        visible = visible_pages(page for page in pages if page)
        return [
            f'<a href="{escape(page.url)}">' if page and page.pk in visible else "<a>"
            for page in pages
        ]


@hooks.register("register_rich_text_features", order=100)
def register_links(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's own handler of links to pages."""
    features.register_link_type(VisiblePageLinkHandler)


@hooks.register("register_rich_text_features")
def register_english_words(features: FeatureRegistry) -> None:
    """Offer to mark single words as English: “Repair Café” is then read aloud as it is spoken.

    WCAG 2.2, success criterion 3.1.2. Whole paragraphs are a block of their own (`foreign_text`).
    """
    style = "LANG-EN"
    features.register_editor_plugin(
        "draftail",
        ENGLISH_WORDS,
        InlineStyleFeature(
            {
                "type": style,
                "label": "EN",
                "description": _("English word, for screen readers"),
                "style": {"textDecoration": "underline dotted"},
            }
        ),
    )
    features.register_converter_rule(
        "contentstate",
        ENGLISH_WORDS,
        {
            "from_database_format": {'span[lang="en"]': InlineStyleElementHandler(style)},
            "to_database_format": {
                "style_map": {style: {"element": "span", "props": {"lang": "en"}}}
            },
        },
    )
