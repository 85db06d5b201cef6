"""What the forms of notices ask for: the facts first, then the wording, then the days."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
)

from managements.funding.models import FundingNotice
from managements.funding.notices import names_of
from managements.funding.placeholders import Placeholder
from managements.schedules.form_fields import DayField
from managements.schedules.panels import TypedPanel


class CorrectionPanel(Panel):
    """Says what a change does to a notice that people have read already."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "funding/correction_panel.html"

        def is_shown(self) -> bool:
            """Leave it out where nobody can have read it yet."""
            return bool(self.instance.pk) and self.instance.has_begun(timezone.localdate())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add its days, and where to write the next one."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            viewset = type(self.instance).snippet_viewset
            return context | {
                "period": self.instance.days_in_words,
                "copy_url": reverse(viewset.get_url_name("copy"), args=[self.instance.pk]),
            }


class PastPanel(FieldPanel):
    """Asks for a box to be ticked, but only whoever is about to change what stands below posts."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            """Leave it out until the form has found out."""
            return bool(self.form.asks_about_past) and super().is_shown()


class PlaceholdersPanel(Panel):
    """Says which names texts can leave to the facts, and what these are at the moment."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "funding/placeholders_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add each placeholder with what it means and what it becomes."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            notice, today = self.instance, timezone.localdate()
            management = None
            if isinstance(notice, FundingNotice) and notice.management_id:
                management = notice.management
            names = names_of(notice, management, notice.day_to_read(today))
            placeholders = [
                {"written": one.written, "meaning": one.label, "name": names.get(one, "")}
                for one in map(Placeholder, notice.PLACEHOLDERS)
            ]
            return context | {"placeholders": placeholders}


_WORDING = MultiFieldPanel(
    [
        PlaceholdersPanel(),
        FieldPanel("text"),
        FieldPanel("budget_sentence"),
        FieldPanel("extra_wording"),
    ],
    _("Wording"),
)
_DAYS = MultiFieldPanel(
    [
        FieldRowPanel(
            [
                TypedPanel("valid_from", form_field=DayField),
                TypedPanel("valid_until", form_field=DayField),
            ]
        ),
        FieldPanel("ends_previous"),
        PastPanel("changes_past"),
    ],
    _("Valid"),
)

FUNDING_NOTICE_PANELS = [
    CorrectionPanel(),
    # A preview needs neither a management nor a programme in each row.
    FieldPanel("management", required_on_save=False),
    MultiFieldPanel([FieldPanel("commissioner"), FieldPanel("carrier")], _("Facts")),
    InlinePanel(
        "notice_programmes",
        heading=_("Funding programmes"),
        label=_("Programme"),
        panels=[FieldPanel("programme", widget=forms.Select, required_on_save=False)],
        help_text=_("They stand in the notice in this order."),
    ),
    _WORDING,
    _DAYS,
]
CITY_NOTICE_PANELS = [CorrectionPanel(), FieldPanel("commissioner"), _WORDING, _DAYS]
