"""Several choices, or several days, in one field.

Stored is JSON. Whatever comes from somewhere else than the form (an import, the shell) is put into
the one shape that rules are reckoned from, or refused with a sentence.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from managements.schedules.reach import validate_day
from managements.schedules.reading import read_day

MOST_DAYS = 200


class ChoiceListField(models.JSONField):
    """A list of choices: any of those offered, each once, in the order in which they are offered."""

    def __init__(self, *args: Any, options: Sequence[tuple[Any, Any]] = (), **kwargs: Any) -> None:
        self.options = options
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Put choices in order, each once; what is no list of choices stays as it is."""
        if not self._is_offered(value):
            return value
        return [key for key, _label in self.options if key in value]

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is not offered.

        Raises:
            ValidationError: with a sentence for people.
        """
        if not self._is_offered(value):
            raise ValidationError(_("Please choose from what is offered."))
        super().validate(value, model_instance)

    def _is_offered(self, value: Any) -> bool:
        offered = [key for key, _label in self.options]
        # True is no 1 here, whatever Python says.
        return isinstance(value, list | tuple) and all(
            type(one) in {str, int} and one in offered for one in value
        )

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Offer the choices as boxes to tick."""
        key_type: Callable[[Any], Any] = type(self.options[0][0]) if self.options else str
        return forms.TypedMultipleChoiceField(
            choices=self.options,
            coerce=key_type,
            required=not self.blank,
            widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name,
            help_text=self.help_text,
            initial=self.get_default(),
            error_messages={"invalid_choice": gettext_lazy("Please choose from what is offered.")},
        )


class DayListField(models.JSONField):
    """A list of days, kept as ISO 8601; in forms one per line, as 24.12.2026."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Put days in order, each once; what is no list of days stays as it is."""
        days = _days_in(value)
        return value if days is None else sorted({day.isoformat() for day in days})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is no list of days.

        Raises:
            ValidationError: with a sentence for people.
        """
        days = _days_in(value)
        if days is None:
            raise ValidationError(_("Please give days, one per line, for example 24.12.2026."))
        _validate_days(days)
        super().validate(value, model_instance)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Offer a text with one day per line."""
        return DaysField(required=not self.blank, label=self.verbose_name, help_text=self.help_text)


def _days_in(value: Any) -> list[datetime.date] | None:
    """Return the days of a list, as they are or as ISO 8601; None if something else is in it."""
    if not isinstance(value, list | tuple):
        return None
    try:
        return [
            day if type(day) is datetime.date else datetime.date.fromisoformat(day) for day in value
        ]
    except (TypeError, ValueError):
        return None


def _validate_days(days: Sequence[datetime.date]) -> None:
    if len(days) > MOST_DAYS:
        raise ValidationError(
            _("These are more than %(most)d days. Is there a rule in them?"),
            params={"most": MOST_DAYS},
        )
    for day in days:
        validate_day(day)


class DaysField(forms.CharField):
    """Days, one per line, or with commas between them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the days as people write them; what was typed stays as it was typed."""
        days = _days_in(value)
        return value if days is None else "\n".join(f"{day:%d.%m.%Y}" for day in days)

    def clean(self, value: Any) -> list[str]:
        """Return the days as ISO 8601, each once, in order.

        Raises:
            ValidationError: that quotes what is no day.
        """
        text = super().clean(value)
        written = filter(None, map(str.strip, re.split(r"[,;\n]", text)))
        days = sorted({self._day(part) for part in written})
        _validate_days(days)
        return [day.isoformat() for day in days]

    def _day(self, written: str) -> datetime.date:
        try:
            return read_day(written)
        except ValueError as error:
            raise ValidationError(
                _("“%(day)s” is no day. Please write days like 24.12.2026, one per line."),
                params={"day": written[:40]},
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not how they are written."""
        try:
            return bool(self.clean(data) != self.clean(self.prepare_value(initial)))
        except ValidationError:
            return True
