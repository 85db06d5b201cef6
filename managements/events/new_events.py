"""In which calendar somebody enters a new event, and where the public sees a calendar."""

from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from managements.events.models import EventIndexPage
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.models import Management
from managements.pages.addresses import page_address
from managements.tenancy.roles import managements_of, works_for_the_city


@dataclass(frozen=True)
class _Choice:
    """A calendar for a new event."""

    name: str
    url: str


def new_event_address(management: Management | None = None) -> str:
    """Return where a new event begins, in a management's calendar if one is given."""
    address = reverse("dates:new_event")
    return f"{address}?{urlencode({'management': management.slug})}" if management else address


def _form_address(calendar: EventIndexPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["events", "eventpage", calendar.pk])


def _city_calendar() -> EventIndexPage | None:
    # Those of the managements stand deeper, below their pages.
    return EventIndexPage.objects.order_by("depth").first()


class NewEventView(WagtailAdminTemplateMixin, TemplateView):
    """Leads to the form in one's own calendar; whoever has several chooses one."""

    template_name = "events/new_event.html"
    page_title = gettext_lazy("New event")
    header_icon = "calendar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the style sheet."""
        return super().get_context_data(**kwargs) | {
            "media": Media(css={"all": ["events/dates_admin.css"]})
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all dates, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("dates:index"), "label": _("Dates")},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on, or ask.

        Raises:
            Http404: if there is no calendar, or the address names one of others.
        """
        slug = request.GET.get("management", "")
        if not slug and works_for_the_city(request.user):
            calendar = _city_calendar()
            calendars = [(calendar, "")] if calendar else []
        else:
            own = managements_of(request.user).working().filter(page__isnull=False)
            own = own.select_related("page")
            if slug:
                own = own.filter(slug=slug)
            names = {one.page.path: one.name for one in own}
            below = EventIndexPage.objects.filter(slug=CALENDAR_SLUG)
            found = {calendar.path[: -calendar.steplen]: calendar for calendar in below}
            calendars = [(found[path], name) for path, name in names.items() if path in found]
        if not calendars:
            raise Http404
        if len(calendars) == 1:
            return redirect(_form_address(calendars[0][0]))
        choices = [_Choice(name, _form_address(calendar)) for calendar, name in calendars]
        return self.render_to_response(self.get_context_data(choices=choices))


def public_address(management: Management | None, request: HttpRequest) -> str:
    """Return where the public sees a calendar, None: the city's; empty where it sees none."""
    if management is None:
        calendar = _city_calendar()
        return page_address(calendar, request) if calendar else ""
    if management.is_public and management.page.live:
        return f"{page_address(management.page, request)}{CALENDAR_SLUG}/"
    return ""
