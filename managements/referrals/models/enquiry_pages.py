"""The city's finder: who helps with what, and where."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from managements.pages.addresses import page_address
from managements.pages.models import PagePart
from managements.referrals.licence import OPEN_DATA_LICENCE
from managements.referrals.models.answer_pages import FinderPage
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.models.overviews import public_matrix
from managements.referrals.overview_table import table_rows

OVERVIEW = "uebersicht/"


class EnquiryIndexPage(FinderPage):
    """What people may ask for in all of Leipzig, and who helps."""

    max_count = 1
    parent_page_types = ["home.HomePage"]

    class Meta:
        verbose_name = _("the city's finder")
        verbose_name_plural = _("the city's finders")

    @property
    def management(self) -> None:
        """The city's own page belongs to no management."""
        return

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what can be asked for."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["enquiries"] = Enquiry.objects.offered()
        return context

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the overview."""
        urls = super().get_sitemap_urls(request)
        overview = [{"location": f"{urls[0]['location']}{OVERVIEW}"}] if urls else []
        return [*urls, *overview]

    @path(OVERVIEW)
    def overview(self, request: HttpRequest) -> HttpResponse:
        """Show everybody's answers to everything in one table."""
        matrix = public_matrix(
            on=timezone.localdate(), address=partial(page_address, request=request)
        )
        self.shown_part = PagePart(
            title=gettext("Who does what"),
            path=OVERVIEW,
            summary=gettext("All enquiries, and what every management answers, in one table."),
        )
        return self.render(
            request,
            template="referrals/overview.html",
            context_overrides={
                "matrix": matrix,
                "rows": table_rows(matrix, finder_url=page_address(self, request)),
                "licence": OPEN_DATA_LICENCE,
            },
        )
