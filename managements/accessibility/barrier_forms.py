"""The form in which editors write down how far a report has come."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from managements.accessibility.models import BarrierReport, BarrierState
from managements.schedules.form_fields import DayField


class ProgressForm(forms.ModelForm):
    """State, day of the answer, note."""

    class Meta:
        model = BarrierReport
        fields = ["state", "answered_on", "note"]
        field_classes = {"answered_on": DayField}
        widgets = {
            "state": forms.RadioSelect,
            "answered_on": DayField.widget,
            "note": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "answered_on": _("Empty: today, as soon as you choose “answered”."),
            "note": _(
                "For your team and the Stadtredaktion. Visitors do not see it. It is erased together "
                "with the e-mail address."
            ),
        }

    def clean_answered_on(self) -> datetime.date | None:
        """Refuse an answer that is still to come.

        Raises:
            ValidationError: with a sentence.
        """
        day: datetime.date | None = self.cleaned_data["answered_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Give what is answered its day, and take it from what is not any more.

        A day that somebody gives to what is not answered is not lost without a word.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if "answered_on" not in cleaned:
            return cleaned
        day = cleaned["answered_on"]
        is_answered = cleaned.get("state") == BarrierState.ANSWERED
        if day and "answered_on" in self.changed_data and "state" in cleaned and not is_answered:
            self.add_error(
                "answered_on",
                _("If it has been answered, please choose “answered”. Else leave the day empty."),
            )
        else:
            cleaned["answered_on"] = (day or timezone.localdate()) if is_answered else None
        return cleaned
