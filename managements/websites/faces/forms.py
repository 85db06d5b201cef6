"""The form in which colour and picture are chosen."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from managements.models import Emblem, Management
from managements.models.colour import validate_accent
from managements.models.emblem import NEUTRAL_EMBLEM, NO_EMBLEM_LABEL

_SHORT = re.compile(r"#[0-9A-F]{3}")
_EXAMPLE = "#B4432B"


class AccentField(forms.CharField):
    """Reads a colour however it is typed: with or without #, in short, in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, validators=[validate_accent], **kwargs)

    def to_python(self, value: Any) -> str:
        """Write it as #RRGGBB where that can be done."""
        typed = str(super().to_python(value) or "").upper()
        if not typed:
            return ""
        typed = f"#{typed.lstrip('#')}"
        if _SHORT.fullmatch(typed):
            return "#" + "".join(2 * digit for digit in typed[1:])
        return typed


class FaceForm(forms.ModelForm):
    """A management's colour and picture."""

    accent = AccentField(
        label=_("Colour"),
        help_text=_("As # and six characters, for example %(example)s.") % {"example": _EXAMPLE},
        error_messages={"required": _("Please choose a colour.")},
    )
    emblem = forms.ChoiceField(
        label=_("Picture"),
        required=False,
        choices=[*Emblem.choices, ("", NO_EMBLEM_LABEL)],
        error_messages={"invalid_choice": _("Please choose one of the pictures.")},
    )

    class Meta:
        model = Management
        fields = ("accent", "emblem")

    def clean_emblem(self) -> str:
        """Tell no picture, which is a choice, from no answer, which leaves the one that is stored."""
        if self.add_prefix("emblem") not in self.data:
            return self.instance.emblem
        return str(self.cleaned_data["emblem"])

    @property
    def suggestion(self) -> str:
        """A colour that works instead of a refused one; empty if there is none to suggest."""
        for error in self.errors.as_data().get("accent", []):
            if error.params and "suggestion" in error.params:
                return str(error.params["suggestion"])
        return ""


@dataclass(frozen=True)
class EmblemChoice:
    """A picture to choose."""

    value: str
    label: str
    drawing: str
    is_chosen: bool
    # Who has it already, in words.
    taken: str


def drawing_name(emblem: str) -> str:
    """Return the name of the drawing for what was chosen."""
    return emblem if emblem in Emblem.values else NEUTRAL_EMBLEM
