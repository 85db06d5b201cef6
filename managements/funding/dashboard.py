"""What the start of the CMS says to editors about their funding notice."""

import datetime
from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from managements.funding.evidence.concerns import Concern, concerns_of
from managements.funding.lights import NoticeLight, light_of_the_city, lights_of
from managements.funding.shown_lights import Colour, colour_of, counted, shown
from managements.tenancy.roles import managements_of

# Before everything else, and where it does not disturb.
_FIRST = 10
_BETWEEN = 130


class NoticePanel(Component):
    """Whether a notice is valid, in which words and until when: small where all is well.

    It comes first where something is to be done.
    """

    name = "funding_notice"
    template_name = "funding/notice_panel.html"
    media = Media(css={"all": ["funding/lights_admin.css", "funding/evidence_concerns.css"]})

    def __init__(self, user: Any, today: datetime.date) -> None:
        self.user = user
        self.today = today

    @cached_property
    def lights(self) -> list[NoticeLight]:
        """A light for every own management, the worst first; at most nine queries."""
        own = list(managements_of(self.user).working())
        found = lights_of(own, self.today) if own else []
        return sorted(found, key=lambda one: one.urgency)

    @cached_property
    def concerns(self) -> list[Concern]:
        """What is to be said about the evidence; two queries more, where nothing is."""
        owners = [light.management for light in self.lights]
        return concerns_of(owners, now=timezone.now()) if owners else []

    @property
    def order(self) -> int:
        """Where Wagtail puts it among the other panels."""
        is_well = all(light.is_all_well for light in self.lights)
        return _FIRST if not is_well or any(one.is_serious for one in self.concerns) else _BETWEEN

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the lights in words."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["lights"] = [shown(light) for light in self.lights]
        context["is_several"] = len(self.lights) > 1
        context["concerns"] = self.concerns
        return context


class CityNoticeLine(Component):
    """How many notices need somebody, in a line, for those who work for the whole city.

    They have the overview for the rest. Nothing where nothing is to be done.
    """

    name = "funding_notices"
    template_name = "funding/notice_panel_city.html"
    order = _FIRST
    media = Media(css={"all": ["funding/lights_admin.css", "funding/evidence_concerns.css"]})

    def __init__(self, user: Any, today: datetime.date) -> None:
        self.user = user
        self.today = today

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add how many rows of the overview have which colour.

        15 queries at most, and some more while something is to be said about the evidence.
        """
        lights = [*lights_of(managements_of(self.user), self.today), light_of_the_city(self.today)]
        owners = (light.management for light in lights)
        colours = [colour_of(light) for light in lights]
        to_do = (Colour.GAP, Colour.ENDS_SOON, Colour.INCOMPLETE)
        return {
            "counts": [
                counted(colour, colours.count(colour)) for colour in to_do if colour in colours
            ],
            "concerns": concerns_of(owners, now=timezone.now()),
            "url": reverse("funding_overview:index"),
        }
