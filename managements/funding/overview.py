"""How it stands with all notices that somebody keeps: the Stadtredaktion's overview."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from managements.audit.spreadsheets import csv_download
from managements.funding.evidence.concerns import concerns_of
from managements.funding.lights import NoticeLight, light_of_the_city, lights_of
from managements.funding.shown_lights import Colour, ShownLight, colour_of, counted, shown
from managements.tenancy.roles import managements_of, works_for_the_city

FILTER = "zeige"
ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class Count:
    """How many rows have a colour, and the way to them."""

    words: str
    icon: str
    # Empty where there is nothing to show.
    url: str
    is_current: bool


class OverviewView(WagtailAdminTemplateMixin, TemplateView):
    """Every light with its notice, the worst first; also as CSV.

    15 queries of its own at most, and some more while something is to be said about the evidence.
    """

    template_name = "funding/overview.html"
    header_icon = "table"
    request: HttpRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with the file."""
        if request.GET.get("export") == "csv":
            return csv_download(self._table(), f"foerderhinweise-{timezone.localdate():%Y-%m-%d}")
        return super().get(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        """Speak of all only to those who have several."""
        return _("Your funding notice") if self.is_one else _("Funding notices at a glance")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the start of the CMS."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def lights(self) -> list[NoticeLight]:
        """The lights that the person may see, the worst first."""
        user, today = self.request.user, timezone.localdate()
        found = lights_of(managements_of(user), today)
        if works_for_the_city(user):
            found.append(light_of_the_city(today))
        return sorted(found, key=lambda light: light.urgency)

    @property
    def is_one(self) -> bool:
        """Whether the person has one management alone: then there is nothing to choose."""
        return len(self.lights) == 1

    @cached_property
    def chosen(self) -> Colour | None:
        """The colour that the address asks for."""
        word = self.request.GET.get(FILTER, "")
        return Colour(word) if word in set(Colour) else None

    @cached_property
    def rows(self) -> list[NoticeLight]:
        """The lights of the colour that the address asks for."""
        return [one for one in self.lights if self.chosen in {None, colour_of(one)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of one page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        paginator = WagtailPaginator(self.rows, ROWS_ON_A_PAGE)
        page: Page = paginator.get_page(self.request.GET.get("p"))
        return context | {
            "is_empty": not self.lights,
            "is_one": self.is_one,
            "concerns": concerns_of(
                (light.management for light in self.lights), now=timezone.now()
            ),
            "counts": self._counts(),
            "everything_url": reverse("funding_overview:index") if self.chosen else "",
            "export_url": f"?{urlencode(self._filtered() | {'export': 'csv'})}",
            "today": timezone.localdate(),
            "items": page,
            "rows": [shown(light) for light in page],
            "elided_page_range": paginator.get_elided_page_range(page.number),
        }

    def _filtered(self) -> dict[str, str]:
        return {FILTER: self.chosen.value} if self.chosen else {}

    def _counts(self) -> list[Count]:
        colours = [colour_of(light) for light in self.lights]
        address = reverse("funding_overview:index")
        return [
            Count(
                words=counted(colour, colours.count(colour)),
                icon=colour.icon,
                url=f"{address}?{urlencode({FILTER: colour.value})}" if colour in colours else "",
                is_current=colour is self.chosen,
            )
            for colour in Colour
            if colour in colours or colour is not Colour.ENDED
        ]

    def _table(self) -> list[list[str]]:
        headings = [
            _("Management"), _("Phase"), _("Light"), _("In words"), _("Without a gap until"),
            _("Wording today"), _("Programmes"), _("What is missing"), _("Days without a notice"),
        ]  # fmt: skip
        return [headings, *(_cells(shown(light), light) for light in self.rows)]


def _cells(row: ShownLight, light: NoticeLight) -> list[str]:
    return [
        row.name,
        str(light.management.get_status_display()) if light.management else "",
        str(row.colour.label),
        row.sentence,
        row.until,
        row.wording,
        row.programmes,
        " ".join(row.problems),
        "; ".join(row.gaps),
    ]
