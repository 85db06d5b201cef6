"""Fields for days and times in the CMS, with Wagtail's calendar beside them."""

from typing import Any

from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

# Otherwise the calendar puts today in the place of what it cannot read, before anybody is told.
_KEEP_WHAT_IS_TYPED = {"validateOnBlur": False}


class DayInput(AdminDateInput):
    """A day; what is typed stays as it was typed."""

    def get_config(self) -> dict[str, Any]:
        """Leave it to the server to say what is no day."""
        return super().get_config() | _KEEP_WHAT_IS_TYPED


class TimeInput(AdminTimeInput):
    """A time of day; what is typed stays as it was typed."""

    def get_config(self) -> dict[str, Any]:
        """Leave it to the server to say what is no time."""
        return super().get_config() | _KEEP_WHAT_IS_TYPED
