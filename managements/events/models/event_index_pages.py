"""A calendar: of one management, or of the whole city."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from managements.events.models.subscriptions import SubscribablePage

# Below every start page, the city's and the managements'.
CALENDAR_SLUG = "termine"


class EventIndexPage(SubscribablePage):
    """The dates of one management; on the city's site, those of all."""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what the page is about."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = []
    search_fields = [*Page.search_fields, index.SearchField("introduction", boost=2)]

    is_fixed = True
    # Wagtail does not take this from above: provisioning alone makes these pages.
    is_creatable = False
    parent_page_types = ["home.HomePage", "websites.ManagementPage"]
    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
