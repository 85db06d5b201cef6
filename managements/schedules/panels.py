"""The part of a form that asks when something takes place."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel


def schedule_panels() -> list[Panel]:
    """Return the panels of `Scheduled`."""
    return [
        MultiFieldPanel(
            [
                FieldPanel("repeats"),
                FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("every"),
                FieldPanel("nths"),
                FieldPanel("weekdays"),
                FieldPanel("days"),
                FieldPanel("until"),
                FieldPanel("skips_public_holidays"),
                FieldPanel("skips_school_holidays"),
            ],
            _("When"),
        )
    ]
