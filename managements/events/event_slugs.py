"""Address parts below a calendar that the calendar needs itself."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm

# Its months and days, its archive, how to subscribe, the notice; and the files of consultation hours.
_TAKEN = re.compile(r"monat|tag|archiv|abonnieren|aushang|sprechstunde-[0-9]+")


def validate_event_slug(slug: str) -> None:
    """Refuse an address at which nobody would find an event.

    Raises:
        ValidationError: with a sentence for people.
    """
    if _TAKEN.fullmatch(slug):
        raise ValidationError(
            _("The calendar itself needs the address “%(slug)s”. Please choose another one."),
            params={"slug": slug},
        )


class EventCopyForm(CopyForm):
    """Asks under which address an event is copied."""

    def clean_new_slug(self) -> Any:
        """Refuse what the event's own form would refuse."""
        slug = self.cleaned_data["new_slug"]
        validate_event_slug(slug)
        return slug
