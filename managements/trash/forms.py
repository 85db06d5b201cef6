"""Where a page shall come back whose former place is gone."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from managements.trash.models import TrashEntry
from managements.trash.places import possible_places, start_page


class PlaceField(forms.ModelChoiceField):
    """A page of the site, shown with how deep it stands."""

    top_depth = 0

    def label_from_instance(self, page: Page) -> str:
        """Return the page's title, indented."""
        return f"{'– ' * (page.depth - self.top_depth)}{page.draft_title}"


class PlaceForm(forms.Form):
    """Chooses a page of the site below which the page comes back."""

    parent = PlaceField(
        queryset=Page.objects.none(),
        empty_label=None,
        label=_("New place: below the page"),
        error_messages={"invalid_choice": _("Please choose one of these pages.")},
    )

    def __init__(self, *args: Any, entry: TrashEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start = start_page(entry)
        field = cast(PlaceField, self.fields["parent"])
        field.queryset = possible_places(entry)
        field.top_depth = start.depth
        field.initial = start.pk
