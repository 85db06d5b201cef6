"""The school holidays in Saxony, which the Stadtredaktion keeps."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from managements.models.sharing import SharedByAll
from managements.schedules.form_fields import DayField
from managements.schedules.panels import TypedPanel
from managements.schedules.reach import validate_day


class SchoolHoliday(SharedByAll):
    """A time without school; rules may leave it out."""

    name = models.CharField(_("name"), max_length=80, help_text=_("For example: Winterferien 2027"))
    first_day = models.DateField(_("first day"), validators=[validate_day])
    last_day = models.DateField(_("last day"), validators=[validate_day])

    panels = [
        FieldPanel("name"),
        TypedPanel("first_day", form_field=DayField),
        TypedPanel("last_day", form_field=DayField),
    ]

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                name="managements_school_holiday_ends_after_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Say at the field what the constraint would say of the whole form.

        Raises:
            ValidationError: if the end is before the beginning.
        """
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day is before the first.")})


def school_holidays() -> list[tuple[datetime.date, datetime.date]]:
    """Return the first and the last day of all school holidays; one query."""
    return list(SchoolHoliday.objects.values_list("first_day", "last_day"))
