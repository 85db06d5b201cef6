"""The city's finder: who helps with what, and where."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from managements.pages.addresses import page_address
from managements.pages.models import PagePart
from managements.referrals.licence import OPEN_DATA_LICENCE
from managements.referrals.models.answer_pages import FinderPage, typed
from managements.referrals.models.citywide import citywide_answers
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.models.finding import ENQUIRY_FIELD, OVERVIEW_PATH, PLACE_FIELD, Finder
from managements.referrals.models.overviews import public_matrix
from managements.referrals.overview_table import table_rows


class EnquiryIndexPage(FinderPage):
    """What people may ask for in all of Leipzig, and who helps."""

    is_creatable = False
    max_count = 1
    parent_page_types = ["home.HomePage"]

    class Meta:
        verbose_name = _("the city's finder")
        verbose_name_plural = _("the city's finders")

    @property
    def management(self) -> None:
        """The city's own page belongs to no management."""
        return

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the answer where there is no doubt; else show what there is to choose from."""
        finder = Finder(
            enquiry_words=typed(request, ENQUIRY_FIELD),
            place_words=typed(request, PLACE_FIELD),
            url=page_address(self, request),
            on=timezone.localdate(),
            request=request,
        )
        if finder.redirect_url:
            return HttpResponseRedirect(finder.redirect_url)
        return self.render(request, context_overrides={"finder": finder})

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the overview."""
        urls = super().get_sitemap_urls(request)
        overview = [{"location": f"{urls[0]['location']}{OVERVIEW_PATH}"}] if urls else []
        return [*urls, *overview]

    @path(OVERVIEW_PATH)
    def overview(self, request: HttpRequest) -> HttpResponse:
        """Show everybody's answers to everything in one table."""
        matrix = public_matrix(
            on=timezone.localdate(), address=partial(page_address, request=request)
        )
        self.shown_part = PagePart(
            title=gettext("Who does what"),
            path=OVERVIEW_PATH,
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

    @path("<slug:slug>/")
    def enquiry(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show what all managements say to one enquiry.

        Raises:
            Http404: if nobody may ask for it.
        """
        enquiry = get_object_or_404(Enquiry.objects.offered(), slug=slug)
        today = timezone.localdate()
        helps = gettext("%(name)s: who helps in all of Leipzig") % {"name": enquiry.name}
        self.show_part(enquiry, f"{helps}. {enquiry.explanation}".strip())
        return self.render(
            request,
            template="referrals/enquiry.html",
            context_overrides={
                "enquiry": enquiry,
                "answers": citywide_answers(enquiry, on=today, request=request),
                "finder": Finder("", "", page_address(self, request), today, request),
            },
        )
