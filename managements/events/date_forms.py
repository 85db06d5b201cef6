"""Forms about single dates."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from managements.events.models import DateChange, Source
from managements.models import Management
from managements.offices.models import Place
from managements.schedules.dates import Date
from managements.schedules.form_fields import DayField, TimeOfDayField
from managements.tenancy.choosing import choosable


def places_for(management: Management | None, user: Any) -> QuerySet[Place]:
    """Return where a date of a management may take place; None: one of the city's own."""
    places: QuerySet[Place] = choosable(Place.objects.all(), user)
    return places if management is None else places.filter(management=management)


class NoteForm(forms.Form):
    """Why a date is not as planned."""

    note = forms.CharField(
        label=_("What people read"),
        max_length=DateChange._meta.get_field("note").max_length,  # noqa: SLF001 - Django's public API
        required=False,
        help_text=_(
            "In a few words, for example: because of the street festival. No names, no illnesses."
        ),
    )


class _WhenAndWhereForm(NoteForm):
    """When and where a date takes place."""

    new_starts_at = TimeOfDayField(label=_("from"), required=False)
    new_ends_at = TimeOfDayField(label=_("until (time)"), required=False)
    place = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("the usual place"),
        help_text=_("Only if it is another one than usual."),
        error_messages={"invalid_choice": _("Please choose one of your own places.")},
    )

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined] # declared above


class MoveForm(_WhenAndWhereForm):
    """Where a date moves."""

    new_day = DayField(label=_("Which new day"))
    field_order = ["new_day", "new_starts_at", "new_ends_at", "place", "note"]

    def __init__(self, *args: Any, lasts_several_days: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lasts_several_days:
            # All of its days move; its times stay as they are.
            del self.fields["new_starts_at"], self.fields["new_ends_at"]


class ExtraForm(_WhenAndWhereForm):
    """An additional date."""

    day = DayField(label=_("Which day"))
    field_order = ["day", "new_starts_at", "new_ends_at", "place", "note"]


def move_initial(planned: Date, stored: DateChange | None) -> dict[str, Any]:
    """Return what the form proposes: where the date is now."""
    now_at: dict[str, datetime.date | datetime.time | int | str | None] = {
        "new_day": planned.day,
        "new_starts_at": planned.starts_at,
        "new_ends_at": planned.ends_at,
    }
    if stored is None:
        return now_at
    if stored.new_starts_at:
        now_at |= {"new_starts_at": stored.new_starts_at, "new_ends_at": stored.new_ends_at}
    return now_at | {
        "new_day": stored.new_day or planned.day,
        "place": stored.place_id,
        "note": stored.note,
    }


def extra_initial(source: Source) -> dict[str, Any]:
    """Return what the form proposes: the usual times."""
    return {"new_starts_at": source.starts_at, "new_ends_at": source.ends_at}
