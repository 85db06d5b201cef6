"""Fields in which people write days and times as they are used to."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from managements.schedules.local_time import local, midnight_after, moment
from managements.schedules.reach import validate_day
from managements.schedules.reading import (
    NoSuchDayError,
    is_end_of_day,
    read_day,
    read_time,
    split_at_day,
)
from managements.schedules.widgets import DayInput, MomentInput, TimeInput

_NO_DAY = _("Please write the day like this: 24.12.2026.")
_NO_SUCH_DAY = _("There is no such day. Please check day, month and year.")
_NO_TIME = _("Please write the time like this: 14:30.")


class DayField(forms.DateField):
    """A day."""

    widget = DayInput
    default_error_messages = {
        "required": _("Please give a day."),
        "invalid": _NO_DAY,
        "no_such_day": _NO_SUCH_DAY,
    }

    def to_python(self, value: Any) -> datetime.date | None:
        """Read a day.

        Raises:
            ValidationError: if there is none like it.
        """
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_day(value)
        except ValueError as error:
            code = _wrong_with_day(error)
            raise ValidationError(self.error_messages[code], code=code) from error


class TimeOfDayField(forms.TimeField):
    """A time of day."""

    widget = TimeInput
    default_error_messages = {"required": _("Please give a time."), "invalid": _NO_TIME}

    def to_python(self, value: Any) -> datetime.time | None:
        """Read a time.

        Raises:
            ValidationError: if there is none like it.
        """
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_time(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class BeginningField(forms.DateTimeField):
    """A moment at which something begins; a day without a time means its first one."""

    widget = MomentInput
    default_error_messages = {
        "required": _("Please give a day."),
        "invalid": _NO_DAY,
        "no_such_day": _NO_SUCH_DAY,
        "invalid_time": _(
            "Please write the time after the day like this: 24.12.2026 14:30. "
            "The day alone is enough, too."
        ),
        "left_out": _("On this day clocks leave out this time. Please give another one."),
    }

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Read a day, and the time after it if there is one.

        Raises:
            ValidationError: if there are none like them.
        """
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            day, time = split_at_day(value)
        except ValueError as error:
            raise self._error(_wrong_with_day(error)) from error
        # Before anything is reckoned from it.
        validate_day(day)
        return self._moment(day, time) if time else self._of_whole_day(day)

    def prepare_value(self, value: Any) -> Any:
        """Show it as it would be typed: without a time where it is a matter of whole days."""
        if not isinstance(value, datetime.datetime):
            return value
        shown = local(value)
        if shown.time() == datetime.time():
            return f"{self._whole_day(shown.date()):%d.%m.%Y}"
        return f"{shown:%d.%m.%Y %H:%M}"

    def _moment(self, day: datetime.date, written: str) -> datetime.datetime:
        try:
            time = read_time(written)
        except ValueError as error:
            raise self._error("invalid_time") from error
        found = moment(day, time)
        if local(found).time() != time:
            raise self._error("left_out")
        return found

    def _of_whole_day(self, day: datetime.date) -> datetime.datetime:
        return moment(day, datetime.time())

    def _whole_day(self, midnight: datetime.date) -> datetime.date:
        return midnight

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class EndField(BeginningField):
    """A moment at which something ends; a day without a time belongs to it as a whole."""

    def _moment(self, day: datetime.date, written: str) -> datetime.datetime:
        return midnight_after(day) if is_end_of_day(written) else super()._moment(day, written)

    def _of_whole_day(self, day: datetime.date) -> datetime.datetime:
        return midnight_after(day)

    def _whole_day(self, midnight: datetime.date) -> datetime.date:
        return midnight - datetime.timedelta(days=1)


def _wrong_with_day(error: ValueError) -> str:
    """Return the code of what to say of a day that could not be read."""
    return "no_such_day" if isinstance(error, NoSuchDayError) else "invalid"
