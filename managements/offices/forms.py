"""Forms for consultation hours and closures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from managements.offices.models import Place
from managements.offices.mornings import next_morning
from managements.tenancy.record_forms import OwnedRecordForm


def ask_for_places(formset: Any) -> None:
    """Let rows for places say what is missing in them."""
    for form in formset.forms:
        form.fields["place"].error_messages["required"] = _("Please choose a place.")


class ConsultationHourForm(OwnedRecordForm):
    """The form of a consultation hour: it takes place somewhere, and in one's own places."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.formsets["hour_places"]
        places.error_messages["too_few_forms"] = _("Please choose at least one place.")
        ask_for_places(places)

    def _post_clean(self) -> None:
        super()._post_clean()
        # Where it is: another management could rename the place, or close it, any time.
        for form in self.formsets["hour_places"].forms:
            place = form.cleaned_data.get("place") if form.is_valid() else None
            if isinstance(place, Place) and self._is_of_another_management(place):
                form.add_error(
                    "place",
                    ValidationError(
                        _("This place belongs to another management. Please choose one of its own.")
                    ),
                )

    def _is_of_another_management(self, place: Place) -> bool:
        own = self.instance.management_id
        return own is not None and place.management_id != own


class ClosureForm(OwnedRecordForm):
    """The form of a closure; a new one begins now and lasts until the next morning."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = timezone.now()
        if self.instance.pk is None:
            self.initial.setdefault("starts_at", self.now.replace(second=0, microsecond=0))
            self.initial.setdefault("ends_at", next_morning(self.now))

    def clean(self) -> dict[str, Any]:
        """Refuse a new closure that is over already: nobody would ever read it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ends_at = cleaned.get("ends_at")
        if self.instance.pk is None and ends_at is not None and ends_at <= self.now:
            self.add_error("ends_at", _("This is over already. Please give a later time."))
        return cleaned
