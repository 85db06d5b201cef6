"""Several choices, or several days, in one field."""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class ChoiceListField(models.JSONField):
    """A list of choices: any of those offered, each once, kept in their order."""

    def __init__(self, *args: Any, options: Sequence[tuple[Any, Any]] = (), **kwargs: Any) -> None:
        self.options = options
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is not offered.

        Raises:
            ValidationError: with a sentence for people.
        """
        offered = {key for key, _label in self.options}
        if not isinstance(value, list) or not all(
            isinstance(one, str | int) and one in offered for one in value
        ):
            raise ValidationError(_("Please choose from what is offered."))
        super().validate(value, model_instance)

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
            error_messages={"invalid_choice": _("Please choose from what is offered.")},
        )


class DayListField(models.JSONField):
    """A list of days, kept as ISO 8601; in forms one per line, as 24.12.2026."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Offer a text with one day per line."""
        return DaysField(required=not self.blank, label=self.verbose_name, help_text=self.help_text)


class DaysField(forms.CharField):
    """Days, one per line, or with commas between them."""

    MOST = 200
    _DAY = re.compile(
        r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})"
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the days as people write them."""
        if not isinstance(value, list):
            return value
        return "\n".join(datetime.date.fromisoformat(day).strftime("%d.%m.%Y") for day in value)

    def clean(self, value: Any) -> list[str]:
        """Return the days as ISO 8601, each once, in order.

        Raises:
            ValidationError: that quotes what is no day.
        """
        text = super().clean(value)
        found: set[str] = set()
        for part in re.split(r"[,;\n]", text):
            if not (written := part.strip()):
                continue
            found.add(self._day(written).isoformat())
        if len(found) > self.MOST:
            raise ValidationError(
                _("These are more than %(most)d days. Is there a rule in them?"),
                params={"most": self.MOST},
            )
        return sorted(found)

    def _day(self, written: str) -> datetime.date:
        match = self._DAY.fullmatch(written)
        try:
            if match is None:
                raise ValueError(written)
            if match[4]:
                return datetime.date(int(match[4]), int(match[5]), int(match[6]))
            return datetime.date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError as error:
            raise ValidationError(
                _("“%(day)s” is no day. Please write days like 24.12.2026, one per line."),
                params={"day": written[:40]},
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not how they are written."""
        return super().has_changed(self.prepare_value(initial), data)
