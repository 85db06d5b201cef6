"""The part of a form that asks when something takes place, and shows what follows from it."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from managements.schedules.form_fields import DayField, TimeOfDayField
from managements.schedules.rules import Repeats

SCHEDULE_FIELDS = (
    "repeats", "first_day", "last_day", "starts_at", "ends_at", "every", "nths", "weekdays", "days",
    "until", "skips_public_holidays", "skips_school_holidays",
)  # fmt: skip


# What the fields say where Django would say something general.
SCHEDULE_FIELD_CLASSES: dict[str, type[forms.Field]] = {
    "first_day": DayField,
    "last_day": DayField,
    "starts_at": TimeOfDayField,
    "ends_at": TimeOfDayField,
    "until": DayField,
}
_FROM_1_TO_12 = _("Please give a number from 1 to 12.")
SCHEDULE_ERROR_MESSAGES = {
    "repeats": {
        "required": _("Please choose how often it takes place."),
        "invalid_choice": _("Please choose from what is offered."),
    },
    "every": {"invalid": _FROM_1_TO_12, "min_value": _FROM_1_TO_12, "max_value": _FROM_1_TO_12},
}


class TypedPanel(FieldPanel):
    """A panel whose field reads what is typed in its own way, or has its own words for mistakes."""

    def __init__(
        self,
        *args: Any,
        form_field: type[forms.Field] | None = None,
        error_messages: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.form_field, self.error_messages = form_field, error_messages

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what a copy is made of."""
        own = {"form_field": self.form_field, "error_messages": self.error_messages}
        return super().clone_kwargs() | own

    def get_form_options(self) -> dict[str, Any]:
        """Add both to what the form is made of, and the field's own input."""
        options: dict[str, Any] = super().get_form_options()
        if self.form_field:
            options["field_classes"] = {self.field_name: self.form_field}
            options.setdefault("widgets", {self.field_name: self.form_field.widget})
        if self.error_messages:
            options["error_messages"] = {self.field_name: self.error_messages}
        return options


def schedule_panels() -> list[Panel]:
    """Return the panels of `Scheduled`.

    A script hides the fields that do not belong to the chosen kind of rule, and shows the next
    dates. Without it all of them stay, and their help says what they are for.
    """
    once, weekly, monthly, listed = Repeats
    return [
        MultiFieldPanel(
            [
                _panel("repeats"),
                FieldRowPanel(
                    [
                        _panel("first_day"),
                        _only_for("last_day", once),
                    ]
                ),
                FieldRowPanel(
                    [
                        _panel("starts_at"),
                        _panel("ends_at"),
                    ]
                ),
                _only_for("every", weekly),
                _only_for("nths", monthly),
                _only_for("weekdays", weekly, monthly),
                _only_for("days", listed),
                _only_for("until", weekly, monthly),
                _only_for("skips_public_holidays", weekly, monthly),
                _only_for("skips_school_holidays", weekly, monthly),
                SchedulePreviewPanel(),
            ],
            _("When it takes place"),
        )
    ]


def _only_for(name: str, *kinds: Repeats) -> FieldPanel:
    return _panel(name, attrs={"data-schedule-kinds": " ".join(kinds)})


def _panel(name: str, **options: Any) -> FieldPanel:
    return TypedPanel(
        name,
        form_field=SCHEDULE_FIELD_CLASSES.get(name),
        error_messages=SCHEDULE_ERROR_MESSAGES.get(name),
        **options,
    )


class SchedulePreviewPanel(Panel):
    """Where the sentence and the next dates appear while somebody fills in the form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "schedules/preview_panel.html"

        @property
        def media(self) -> forms.Media:
            """The script that fills it, and what it looks like."""
            script = forms.Script("js/schedule_form.js", type="module")
            style = forms.Media(css={"all": ["schedules/preview.css"]})
            return style + forms.Media(js=[script])  # type: ignore[list-item]  # as Django documents it

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add whom the script asks, and what it sends."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "url": reverse("schedule_preview:preview"),
                "fields": " ".join(SCHEDULE_FIELDS),
            }
