"""The form of a statement: a draft may lack anything, what is published may not."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from managements.accessibility.facts import (
    PASSED,
    REQUIRED,
    REQUIRED_OF_GAPS,
    has_passed,
    missing_facts,
    wrong_days,
    wrong_gaps,
)
from managements.pages.blocks.texts import phone_link
from managements.pages.placeholders import placeholders_in
from managements.tenancy.record_forms import WalledPageForm

NO_EMAIL = gettext_lazy(
    "Please write the address like this: name@example.org. Or leave the field empty."
)
NO_PHONE = gettext_lazy(
    "Please write one telephone number in digits, for example 0341 1234567. Or leave the field empty."
)


class StatementForm(WalledPageForm):
    """Says at each field what is missing, as soon as somebody wants to publish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in REQUIRED.items():
            if field := self.fields.get(name):
                # Wagtail defers it as long as it is a draft; a model's field could not be saved empty.
                field.required = True
                field.error_messages["required"] = words
        for form in self.formsets["gaps"].forms if "gaps" in self.formsets else []:
            for name, words in REQUIRED_OF_GAPS.items():
                form.fields[name].error_messages["required"] = words
        if email := self.fields.get("feedback_email"):
            email.error_messages["invalid"] = NO_EMAIL

    def clean_feedback_phone(self) -> str:
        """Return the number as it was written.

        Raises:
            ValidationError: if no telephone could dial it.
        """
        number: str = self.cleaned_data["feedback_phone"]
        if number and not phone_link(number):
            raise ValidationError(NO_PHONE, code="invalid")
        return number

    def _post_clean(self) -> None:
        """Look at what belongs together, once the page has its values."""
        super()._post_clean()
        for name, words in wrong_days(self.instance, timezone.localdate()).items():
            self._say(name, words)
        if self.is_deferred_validation:
            return
        for name, words in missing_facts(self.instance).items():
            self._say(name, words)
        if words := wrong_gaps(self.instance.status, len(self._gaps())):
            self._say("status", words)
        if "body" not in self.errors and (missing := placeholders_in(self.instance)):
            self._say("body", _("This is still to be filled in: %s.") % "; ".join(missing))

        self._refuse_passed_days(timezone.localdate())

    def _refuse_passed_days(self, today: datetime.date) -> None:
        """Say it at the field of each gap."""
        for form in self._gaps():
            if "until" not in form.errors and has_passed(form.cleaned_data.get("until"), today):
                form.add_error("until", PASSED)

    def _say(self, name: str, words: str) -> None:
        if name in self.fields and name not in self.errors:
            self.add_error(name, words)

    def _gaps(self) -> list[Any]:
        """Return the forms of the gaps that there will be."""
        formset = self.formsets.get("gaps")
        if formset is None:
            return []
        formset.is_valid()
        return [
            form
            for form in formset.forms
            if form not in formset.deleted_forms and (form.instance.pk or form.has_changed())
        ]
