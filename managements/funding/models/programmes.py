"""Funding programmes, and how they were called when."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from managements.models import SharedByAll
from managements.schedules.form_fields import DayField
from managements.schedules.panels import TypedPanel
from managements.schedules.reach import validate_day


class Programme(SharedByAll, index.Indexed, ClusterableModel):
    """A funding programme, for example "Sozialer Zusammenhalt". Its full name may change."""

    title = models.CharField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("How you call it among yourselves. Visitors see the full name."),
    )
    sort_order = models.IntegerField(default=0, editable=False)

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")
        ordering = ["sort_order", "title"]

    def __str__(self) -> str:
        return self.title

    def name_on(self, day: datetime.date) -> str:
        """Return its full name on a day; before the first one that is known, that one."""
        names = sorted(self.names.all(), key=lambda one: one.valid_from)
        held = [one.name for one in names if one.valid_from <= day]
        if held:
            return held[-1]
        return names[0].name if names else self.title


class ProgrammeName(models.Model):
    """How a programme is called from a day on, until it is called otherwise."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("full name"), max_length=200)
    valid_from = models.DateField(
        _("valid from"),
        validators=[validate_day],
        help_text=_("The first day on which it is called so."),
    )

    panels = [FieldPanel("name"), TypedPanel("valid_from", form_field=DayField)]

    class Meta:
        verbose_name = _("name of a funding programme")
        verbose_name_plural = _("names of funding programmes")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "valid_from"],
                name="funding_programme_one_name_a_day",
                violation_error_message=_("From this day on it has another name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
