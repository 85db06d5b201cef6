"""What the start of the CMS says about accessibility."""

import datetime
from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from managements.accessibility.lights import StatementLight, lights_of
from managements.accessibility.models import BarrierReport, Told
from managements.accessibility.models.reports import BarrierReportQuerySet
from managements.tenancy.roles import managements_of, works_for_the_city

MOST_SHOWN = 5
# Before everything else but the funding notice, and where it does not disturb.
_FIRST, _BETWEEN = 20, 135


class AccessibilityPanel(Component):
    """How it stands with the own statement, and which reports wait for an answer.

    It comes first where something is to be done. For the Stadtredaktion a line with numbers.
    """

    name = "accessibility"
    template_name = "accessibility/panel.html"
    media = Media(css={"all": ["accessibility/accessibility_admin.css"]})

    def __init__(self, user: Any, today: datetime.date) -> None:
        self.user = user
        self.today = today

    @cached_property
    def is_city(self) -> bool:
        """Whether it is for somebody who works for the whole city."""
        return works_for_the_city(self.user)

    @cached_property
    def lights(self) -> list[StatementLight]:
        """The statements of the own sites; for the city all of them."""
        own = list(managements_of(self.user).working())
        return lights_of(own, self.today, with_city=self.is_city) if own or self.is_city else []

    @cached_property
    def waiting(self) -> BarrierReportQuerySet:
        """What waits for an answer, what is due first."""
        waiting = BarrierReport.objects.of_user(self.user).waiting().urgent_first()
        return waiting.select_related("management")

    @cached_property
    def number(self) -> int:
        """How many wait."""
        return self.waiting.count()

    @property
    def order(self) -> int:
        """Where Wagtail puts it among the other panels."""
        is_urgent = self.number or any(not light.is_all_well for light in self.lights)
        return _FIRST if is_urgent else _BETWEEN

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add lights and reports in words; at most eight queries."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        # Those who work for the whole city have the list.
        shown: list[BarrierReport] = [] if self.is_city else list(self.waiting[:MOST_SHOWN])
        return context | {
            "is_city": self.is_city,
            "counts": self._counts() if self.is_city else [],
            "lights": self.lights,
            "is_several": len(self.lights) > 1,
            "rows": [
                {
                    "report": report,
                    "url": reverse("barriers:edit", args=[report.pk]),
                    "due_in_words": report.due_in_words(self.today),
                    "is_urgent": report.stage(self.today) in {Told.SOON, Told.OVERDUE},
                }
                for report in shown
            ],
            "further": max(self.number - MOST_SHOWN, 0),
            "statements_url": reverse("statements:index"),
            "barriers_url": reverse("barriers:index"),
        }

    def _counts(self) -> list[str]:
        to_do = [light for light in self.lights if not light.is_all_well]
        overdue = self.waiting.filter(due_on__lt=self.today).count()
        counts = []
        if to_do:
            counts.append(
                ngettext(
                    "%(count)d statement needs somebody",
                    "%(count)d statements need somebody",
                    len(to_do),
                )
                % {"count": len(to_do)}
            )
        if self.number:
            counts.append(
                ngettext(
                    "%(count)d reported barrier waits for an answer",
                    "%(count)d reported barriers wait for an answer",
                    self.number,
                )
                % {"count": self.number}
            )
        if overdue:
            counts.append(_("%(count)d of them overdue") % {"count": overdue})
        return counts
