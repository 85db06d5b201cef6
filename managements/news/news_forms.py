"""The form of a post."""

from typing import Any

from django.utils import timezone

from managements.news.news_slugs import free_slug
from managements.tenancy.record_forms import WalledPageForm


class NewsForm(WalledPageForm):
    """The form of a post: one of the same title as another one gets an address of its own."""

    def clean_slug(self) -> Any:
        """Make room for a new post; the address of an old one is never changed unasked."""
        slug = self.cleaned_data.get("slug")
        if not slug or self.instance.pk is not None or self.parent_page is None:
            return slug
        taken = self.parent_page.get_children().values_list("slug", flat=True)
        return free_slug(slug, set(taken), timezone.localdate())
