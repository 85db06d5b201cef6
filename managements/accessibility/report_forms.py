"""The form with which somebody reports a barrier."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from managements.accessibility.addresses import (
    LONGEST_ADDRESS,
    NotOurAddressError,
    own_address,
)

MOST_LETTERS, MOST_LETTERS_OF_AIDS, MOST_LETTERS_OF_EMAIL = 4000, 300, 254
TOO_LONG = _("This is too long. Please write at most %(limit_value)d characters.")
HALF_CHARACTERS = RegexValidator(
    "[\ud800-\udfff]",
    _("This holds a character that cannot be read. Please write it anew."),
    inverse_match=True,
    code="half_character",
)
# People do not see it; programs that fill in everything do.
TRAP = "webseite"


@dataclass(frozen=True)
class FieldError:
    """What is wrong with a field, for the list above the form."""

    anchor: str
    words: str


class LinesField(forms.CharField):
    """A long text. Browsers count a line break as one character, and send two."""

    def to_python(self, value: Any) -> str:
        """Return the text as long as the browser counted it."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class BarrierForm(forms.Form):
    """What hinders somebody, where, with which aids, and whether they want an answer."""

    seite = forms.CharField(
        label=_("On which page?"),
        help_text=_("The address of the page. Leave it empty if it is about all pages."),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "url", "maxlength": LONGEST_ADDRESS}
        ),
    )
    barriere = LinesField(
        label=_("What hinders you?"),
        help_text=_("What did you want to do, and what happened? We need no names."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please write what hinders you.")},
    )
    hilfsmittel = forms.CharField(
        label=_("Which aids do you use?"),
        help_text=_(
            "For example a screen reader, a magnifier or the keyboard alone. It helps us to find "
            "the fault."
        ),
        max_length=MOST_LETTERS_OF_AIDS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only if you want an answer. We use it for nothing else."),
        max_length=MOST_LETTERS_OF_EMAIL,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Please write the address like this: name@example.org. Or leave it empty.")
        },
    )
    # No label that a program would understand.
    webseite = forms.CharField(required=False, widget=forms.TextInput)

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, str] | None = None,
        request: HttpRequest,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="melden-%s")
        self.request = request
        # Before anything asks for what is wrong.
        for field in self.fields.values():
            # No database takes them.
            field.validators.append(HALF_CHARACTERS)
            for validator in field.validators:
                if isinstance(validator, MaxLengthValidator):
                    validator.message = TOO_LONG
        for name, field in self.fields.items():
            described = [f"melden-{name}-hilfe"] if field.help_text else []
            if self.is_bound and name in self.errors:
                described.insert(0, f"melden-{name}-fehler")
                field.widget.attrs["aria-invalid"] = "true"
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)

    def clean_seite(self) -> str:
        """Return the full address of the page, an empty text if it is about all of them.

        Raises:
            ValidationError: if it is not one of ours.
        """
        text = self.cleaned_data["seite"]
        if not text:
            return ""
        try:
            return own_address(text, self.request)
        except NotOurAddressError as error:
            raise ValidationError(
                _(
                    "This is no page of ours. Please copy the address from your browser, or leave "
                    "the field empty."
                ),
                code="not_ours",
            ) from error

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields that people see, in their order."""
        return [field for field in self if field.name != TRAP]

    @property
    def is_trapped(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get(TRAP, "").strip())

    @property
    def field_errors(self) -> list[FieldError]:
        """What is wrong, in the order of the fields, each with the field to go to."""
        return list(self._field_errors())

    def _field_errors(self) -> Iterator[FieldError]:
        for field in self:
            for words in field.errors:
                yield FieldError(field.id_for_label, str(words))
