"""The form of a funding programme: how it is called, and since when."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from managements.funding.dated_rows import DatedRowForm, DatedRowFormSet


class ProgrammeNameForm(DatedRowForm):
    """One name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _(
            "Please give the full name, as the funding decision gives it."
        )


class ProgrammeNameFormSet(DatedRowFormSet):
    """All names: one of them stays."""

    same_day = gettext_lazy("From this day on it has another name already.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["too_few_forms"] = _(
            "A programme needs a full name: it stands in the notices. Please leave one, and correct "
            "it if it is wrong."
        )

    def full_clean(self) -> None:
        """Show the names again if all of them were to be deleted."""
        super().full_clean()
        if self.is_bound and self.non_form_errors():
            for form in self.initial_forms:
                self.keep(form)
