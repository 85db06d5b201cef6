"""What follows from a rule, shown in the forms of consultation hours and events while one writes.

Nothing is stored. Both forms ask here: this is the lowest floor that knows the school holidays, and
has a record with a schedule.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLResolver, include, path
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail import hooks

from managements.models import SchoolHoliday
from managements.offices.models import ConsultationHour
from managements.schedules.panels import (
    SCHEDULE_ERROR_MESSAGES,
    SCHEDULE_FIELD_CLASSES,
    SCHEDULE_FIELDS,
)
from managements.schedules.previewing import Preview, Problem, SchoolHolidays, preview
from managements.tenancy.addresses import Audience, open_to

open_to(Audience.EDITORS, "schedule_preview:*")

# What stands empty in a fresh form.
_TYPED = ("first_day", "last_day", "starts_at", "ends_at", "nths", "weekdays", "days", "until")


class ScheduleForm(forms.ModelForm):
    """The schedule alone of what somebody fills in."""

    class Meta:
        model = ConsultationHour
        fields = SCHEDULE_FIELDS
        field_classes = SCHEDULE_FIELD_CLASSES
        error_messages = SCHEDULE_ERROR_MESSAGES

    def validate_unique(self) -> None:
        """Ask the database nothing: there is no record yet."""

    def validate_constraints(self) -> None:
        """Ask the database nothing: the model has said the same at the fields."""


@require_POST
def preview_schedule(request: HttpRequest) -> HttpResponse:
    """Show the sentence and the next dates of what was sent, or what is wrong with it.

    Before anything is typed, nothing is wrong yet.
    """
    form = ScheduleForm(request.POST)
    if not any(request.POST.get(name, "").strip() for name in _TYPED):
        return HttpResponse()
    return render(request, "schedules/preview.html", {"preview": _preview_of(form)})


def _preview_of(form: ScheduleForm) -> Preview:
    if not form.is_valid():
        return Preview(
            problems=[
                Problem(label=str(form[name].label), words=str(words))
                for name, found in form.errors.items()
                for words in found
            ]
        )
    rule = form.instance.rule
    named: list[Any] = []
    if rule.skips_school_holidays:
        named = list(SchoolHoliday.objects.values_list("name", "first_day", "last_day"))
    return preview(
        rule,
        today=timezone.localdate(),
        school_holidays=[SchoolHolidays(*one) for one in named],
    )


@hooks.register("register_admin_urls")
def register_schedule_preview() -> list[URLResolver]:
    """Give the preview its address."""
    addresses = [path("", preview_schedule, name="preview")]
    return [
        path(
            "termine/vorschau/",
            include((addresses, "schedule_preview"), namespace="schedule_preview"),
        )
    ]
