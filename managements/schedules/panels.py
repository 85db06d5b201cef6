"""The part of a form that asks when something takes place, and shows what follows from it."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from managements.schedules.rules import Repeats
from managements.schedules.widgets import DayInput, TimeInput

SCHEDULE_FIELDS = (
    "repeats", "first_day", "last_day", "starts_at", "ends_at", "every", "nths", "weekdays", "days",
    "until", "skips_public_holidays", "skips_school_holidays",
)  # fmt: skip


def schedule_panels() -> list[Panel]:
    """Return the panels of `Scheduled`.

    A script hides the fields that do not belong to the chosen kind of rule, and shows the next
    dates. Without it all of them stay, and their help says what they are for.
    """
    once, weekly, monthly, listed = Repeats
    return [
        MultiFieldPanel(
            [
                FieldPanel("repeats"),
                FieldRowPanel(
                    [
                        FieldPanel("first_day", widget=DayInput),
                        _only_for("last_day", once, widget=DayInput),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("starts_at", widget=TimeInput),
                        FieldPanel("ends_at", widget=TimeInput),
                    ]
                ),
                _only_for("every", weekly),
                _only_for("nths", monthly),
                _only_for("weekdays", weekly, monthly),
                _only_for("days", listed),
                _only_for("until", weekly, monthly, widget=DayInput),
                _only_for("skips_public_holidays", weekly, monthly),
                _only_for("skips_school_holidays", weekly, monthly),
                SchedulePreviewPanel(),
            ],
            _("When it takes place"),
        )
    ]


def _only_for(name: str, *kinds: Repeats, **options: Any) -> FieldPanel:
    return FieldPanel(name, attrs={"data-schedule-kinds": " ".join(kinds)}, **options)


class SchedulePreviewPanel(Panel):
    """Where the sentence and the next dates appear while somebody fills in the form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "schedules/preview_panel.html"

        @property
        def media(self) -> forms.Media:
            """The script that fills it."""
            script = forms.Script("js/schedule_form.js", type="module")
            return forms.Media(js=[script])  # type: ignore[list-item]  # as Django documents it

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add whom the script asks, and what it sends."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "url": reverse("schedule_preview:preview"),
                "fields": " ".join(SCHEDULE_FIELDS),
            }
