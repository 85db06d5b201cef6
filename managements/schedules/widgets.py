"""Fields for days and times in the CMS, with Wagtail's calendar beside them.

What is typed stays as it was typed: otherwise the calendar puts something else in the place of what
it cannot read, before anybody is told.
"""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput


class _KeepsWhatIsTyped:
    """Mixin: leaves it to the server to say what is no day and no time."""

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        # A script closes the calendar: told to leave alone what is typed, it stays open.
        super().__init__(attrs={"data-keeps-typed": ""} | (attrs or {}), **kwargs)  # type: ignore[call-arg]

    def get_config(self) -> dict[str, Any]:
        """Return what the calendar is told."""
        config: dict[str, Any] = super().get_config()  # type: ignore[misc]
        return config | {"validateOnBlur": False}

    @property
    def media(self) -> forms.Media:
        """The calendar, and what closes it."""
        calendar: forms.Media = super().media  # type: ignore[misc]
        script = forms.Script("js/typed_days.js", type="module")
        return calendar + forms.Media(js=[script])  # type: ignore[list-item]  # as Django documents it


class DayInput(_KeepsWhatIsTyped, AdminDateInput):
    """A day."""


class TimeInput(_KeepsWhatIsTyped, AdminTimeInput):
    """A time of day."""


class MomentInput(_KeepsWhatIsTyped, AdminDateTimeInput):
    """A day, and a time if somebody types one: the calendar chooses days alone."""

    def get_config(self) -> dict[str, Any]:
        """Offer no times: the calendar would put one behind every day, asked or not."""
        days = {"timepicker": False, "format": DayInput().js_format, "closeOnDateSelect": True}
        return super().get_config() | days
