"""What editors are asked for when they upload a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Asks for a description, or for the word that the picture is decoration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if description := self.fields.get("description"):
            description.widget = forms.Textarea(attrs={"rows": 2})
            description.help_text = _(
                "What can be seen, in one sentence, for people who cannot see it. "
                "Required unless the picture is decoration only."
            )

    def clean(self) -> dict[str, Any]:
        """Put the missing description where the editor looks for it: at its own field."""
        cleaned_data: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            "description" in self.fields
            and not cleaned_data.get("is_decorative")
            and not (cleaned_data.get("description") or "").strip()
        ):
            self.add_error(
                "description",
                ValidationError(
                    _(
                        "Please describe the picture for people who cannot see it, or tick that "
                        "it is decoration only."
                    ),
                    code="description_missing",
                ),
            )
        return cleaned_data

    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "consent_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


class DocumentForm(BaseDocumentForm):
    """Asks for the text version beside the file."""
