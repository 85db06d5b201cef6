"""The form of a logo: its versions, and how a new one is uploaded."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from managements.funding.dated_rows import DatedRowForm, DatedRowFormSet
from managements.funding.logo_files import Drawing, read_logo
from managements.tenancy.record_forms import RecordForm


class LogoInput(forms.FileInput):
    """Shows the picture that is there, and asks for one where that may still be chosen."""

    version: Any = None
    is_shown = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        kinds = {"accept": ".png,.webp,.svg,image/png,image/webp,image/svg+xml"}
        super().__init__(kinds | (attrs or {}))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Put the picture above the input."""
        entry = "" if self.is_shown else super().render(name, value, attrs, renderer)
        return render_to_string(
            "funding/logo_input.html", {"version": self.version, "entry": entry}
        )


class LogoField(forms.FileField):
    """Takes a logo, and hands over what is stored of it."""

    widget = LogoInput
    default_error_messages = {"required": gettext_lazy("Please choose the file of the logo.")}

    def to_python(self, data: Any) -> Any:
        """Read the file.

        Raises:
            ValidationError: if it is no logo that can be shown.
        """
        file = super().to_python(data)
        return file and read_logo(file)


class LogoVersionForm(DatedRowForm):
    """One version: what was shown on an earlier day stays; a slip of today can still be mended."""

    class Meta(DatedRowForm.Meta):
        field_classes = {**DatedRowForm.Meta.field_classes, "file": LogoField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        self.is_shown = bool(version.pk) and version.has_begun(yesterday)
        self._since = version.valid_from
        self.fields["alternative_text"].error_messages["required"] = _(
            "Please describe the logo for people who cannot see it. Short is enough: whose it is."
        )
        widget: Any = self.fields["file"].widget
        widget.version = _Picture(version) if version.pk else None
        widget.is_shown = self.is_shown
        if self.is_shown:
            self.fields["file"].required = False
            self.fields["file"].help_text = ""
            self.fields["valid_from"].widget.attrs["readonly"] = True
            self.fields["valid_from"].help_text = ""

    @property
    def since(self) -> str:
        """The day of a version that is stored, in words."""
        return date_format(self._since, "j. F Y")

    def clean(self) -> dict[str, Any]:
        """Refuse what would change what has been shown."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_shown and "file" in self.changed_data:
            self._refuse(
                "file",
                _(
                    "This picture has been shown since %(day)s and stays. To replace it, please add "
                    "a version: from its day on it is shown everywhere."
                ),
            )
        if self.is_shown and cleaned.get("valid_from", self._since) != self._since:
            self._refuse(
                "valid_from",
                _(
                    "This version has been shown since %(day)s, so its day stays. To replace it, "
                    "please add a version."
                ),
            )
        return cleaned

    def _refuse(self, name: str, sentence: str) -> None:
        self.add_error(name, ValidationError(sentence, code="shown", params={"day": self.since}))

    def _post_clean(self) -> None:
        if isinstance(drawing := self.cleaned_data.get("file"), Drawing):
            # The record stores it its own way.
            del self.cleaned_data["file"]
            self.instance.draw(drawing)
        super()._post_clean()


class _Picture:
    """What the form shows of a stored version, whatever is sent afterwards."""

    def __init__(self, version: Any) -> None:
        self.url = version.file.url
        self.alternative_text = version.alternative_text
        self.width, self.height = version.width, version.height


class LogoVersionFormSet(DatedRowFormSet):
    """All versions; a new one begins with the words of the last one."""

    same_day = gettext_lazy(
        "From this day on there is another version already. Please choose another day."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["too_few_forms"] = _("Please upload a picture of the logo.")

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Fill in a row that somebody adds."""
        kwargs: dict[str, Any] = super().get_form_kwargs(index)
        last = self.queryset.last() if index is None and self.instance.pk else None
        if last is not None:
            kwargs["initial"] = {"alternative_text": last.alternative_text}
        return kwargs

    def sentence_for(self, day: datetime.date) -> Any:
        """Tell who replaces what was uploaded today that no other version is needed for it."""
        if day != timezone.localdate():
            return self.same_day
        return _(
            "There is a version of today already. Please choose the new picture at the version of "
            "today, and delete this one."
        )

    def clean(self) -> None:
        """Refuse to delete what has been shown.

        Raises:
            ValidationError: above all versions, as the form of a deleted one is not looked at.
        """
        super().clean()
        kept = [form for form in self.forms if form.is_shown and self._should_delete_form(form)]
        for form in kept:
            self.keep(form)
        if kept:
            raise ValidationError(
                _(
                    "The version of %(day)s has been shown and stays: it has to be provable. To "
                    "replace it, please add a version. To end the logo, give its last day below."
                ),
                code="shown",
                params={"day": kept[0].since},
            )


class AppendedForm(RecordForm):
    """The form of a record in an order of its own: a new one comes last."""

    def save(self, commit: bool = True) -> Any:
        """Put a new one behind the others."""
        if not self.instance.pk:
            records = type(self.instance)._default_manager  # noqa: SLF001 - Django's public API
            last = records.aggregate(last=Max("sort_order"))["last"]
            self.instance.sort_order = 0 if last is None else last + 1
        return super().save(commit=commit)
