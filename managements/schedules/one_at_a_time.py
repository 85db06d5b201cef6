"""Forms of what must not overlap: two may be sent at the same moment."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OneAtATime:
    """Mixin for Wagtail's views with a form: says at a field what is refused while it is stored."""

    form: Any
    # Where what the database refuses is said, and what.
    taken_field: str | None
    taken_message: str | Promise

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it, or show the form again."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except (IntegrityError, ValidationError) as error:
            if isinstance(error, ValidationError):
                form.add_error(None, error)
            else:
                form.add_error(self.taken_field, self.taken_message)
            # Wagtail sets it where the form itself finds something wrong.
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            response = self.form_invalid(form)  # type: ignore[attr-defined]
        return response


class OneADay(OneAtATime):
    """The same for a form with rows of which one a day is allowed; two may have changed places."""

    taken_field = None
    taken_message = _(
        "Nothing was saved: two rows have the same day or name for a moment. Please load "
        "the page once more, and save one change after the other."
    )
