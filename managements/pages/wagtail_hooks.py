"""Links in running text lead only to what visitors can see."""

from typing import Any

from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from managements.pages.addresses import visible_pages


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
