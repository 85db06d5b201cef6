"""What editors are asked for when they upload a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholeImageField(WagtailImageField):
    """Takes pictures that can be read to their last line."""

    def to_python(self, data: Any) -> Any:
        """Decode the whole picture; a damaged one is a sentence at the field, not a failure.

        Raises:
            ValidationError: if the picture is damaged, or no picture.
        """
        try:
            file = super().to_python(data)
            if file is not None:
                file.seek(0)
                with PillowImage.open(file) as picture:
                    picture.load()
                file.seek(0)
        except (OSError, SyntaxError, ValueError, PillowImage.DecompressionBombError) as error:
            raise ValidationError(
                _(
                    "This picture is damaged and cannot be read. Please save it once more and try again."
                ),
                code="damaged_image",
            ) from error
        return file


class ImageForm(BaseImageForm):
    """Asks for a description, or for the word that the picture is decoration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = WholeImageField(
                label=file.label, required=file.required, widget=file.widget
            )
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
