"""The form of an event."""

from typing import Any

from managements.offices.forms import ask_for_places
from managements.tenancy.record_forms import WalledPageForm


class EventForm(WalledPageForm):
    """The form of an event: an empty row for a place says what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever edits less than everything is not asked for places.
        if places := self.formsets.get("event_places"):
            ask_for_places(places)
