"""Tags belong to nobody, so nobody is shown a list of them.

Images and documents have tags because Wagtail's models have; no form of ours asks for them, and the
address that completes them is closed (`wagtail_addresses`).
"""

from typing import Any

from wagtail.admin import filters
from wagtail.images.views import chooser


def _no_popular_tags(model: Any, count: int = 10) -> list[Any]:
    """Stand in for `wagtail.admin.models.popular_tags_for_model`, which counts everybody's."""
    return []


def hide_popular_tags() -> None:
    """Take the list out of the two places that show it; neither can be configured."""
    filters.popular_tags_for_model = _no_popular_tags
    chooser.popular_tags_for_model = _no_popular_tags
