"""Address parts below a page that the page needs itself."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm


@dataclass(frozen=True)
class ReservedSlugs:
    """Address parts at which nobody would find another page; `refusal` names it as %(slug)s."""

    pattern: re.Pattern[str]
    refusal: Any

    def check(self, slug: str) -> None:
        """Refuse such an address part.

        Raises:
            ValidationError: with a sentence for people.
        """
        if self.pattern.fullmatch(slug):
            raise ValidationError(self.refusal, params={"slug": slug})


class ReservedSlugCopyForm(CopyForm):
    """Asks under which address a page is copied."""

    def clean_new_slug(self) -> Any:
        """Refuse what the page's own form would refuse."""
        slug = self.cleaned_data["new_slug"]
        self.page.specific_class.reserved_slugs.check(slug)
        return slug
