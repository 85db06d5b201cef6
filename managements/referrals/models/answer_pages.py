"""A management's answers: all of them, and each on a page of its own."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from managements.models import Management
from managements.pages.addresses import page_address
from managements.pages.models import BasePage, PagePart
from managements.referrals.models.answers import Answer
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.models.matching import guessing, matching
from managements.referrals.models.referring import (
    FINDER_SLUG,
    city_finder_address,
    enquiry_address,
    referrals_to,
)
from managements.referrals.models.shown import listed_answers, shown_answer

MOST_WORDS = 100  # of what somebody typed


class FinderPage(RoutablePageMixin, BasePage):
    """What the city's finder and the managements' have in common: they stand where they are."""

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
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the page of every enquiry."""
        urls = super().get_sitemap_urls(request)
        if not urls:
            return urls
        slugs = Enquiry.objects.offered().values_list("slug", flat=True)
        return [*urls, *({"location": f"{urls[0]['location']}{slug}/"} for slug in slugs)]

    def show_part(self, enquiry: Enquiry, summary: str) -> None:
        """Say to the frame of the page which part of it is shown."""
        self.shown_part = PagePart(title=enquiry.name, path=f"{enquiry.slug}/", summary=summary)


def typed(request: HttpRequest, name: str) -> str:
    """Return what somebody typed into a field of the finder, within reason."""
    return request.GET.get(name, "").strip()[:MOST_WORDS]


class AnswerIndexPage(FinderPage):
    """What people may ask a management for, and what it answers."""

    # Wagtail does not take this from above: provisioning alone makes these pages.
    is_creatable = False
    parent_page_types = ["websites.ManagementPage"]

    class Meta:
        verbose_name = _("answers of a management")
        verbose_name_plural = _("answers of managements")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the answers, narrowed to what somebody typed; a page about one needs no list."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.shown_part:
            return context
        words = typed(request, "q")
        everything = list(Enquiry.objects.offered())
        found = matching(everything, words) or guessing(everything, words)
        context["words"] = words
        context["management"] = self.owner_management
        context["page_url"] = page_address(self, request)
        context["city_finder_url"] = city_finder_address(request)
        context["is_narrowed"] = len(found) < len(everything)
        context["answers"] = listed_answers(
            self.owner_management, found, on=timezone.localdate(), request=request
        )
        return context

    @property
    def owner_management(self) -> Management:
        """The management, which a page below its start page always has."""
        management = self.management
        if management is None:
            raise Management.DoesNotExist
        return management

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Leave out the enquiries once the management has ended."""
        urls = super().get_sitemap_urls(request)
        return urls[:1] if self.owner_management.has_ended else urls

    @property
    def summary(self) -> str:
        """A sentence for search engines: whose answers these are."""
        return self.with_owner(super().summary)

    @path("<slug:slug>/")
    def answer(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the answer to one enquiry, and whom to ask instead.

        Raises:
            Http404: if nobody may ask for it.
        """
        enquiry = get_object_or_404(Enquiry.objects.offered(), slug=slug)
        management, today = self.owner_management, timezone.localdate()
        answer = Answer.objects.of(management).to(enquiry).select_related("page").first()
        shown = shown_answer(enquiry, answer, management=management, on=today, request=request)
        self.show_part(enquiry, shown.summary)
        referrals = referrals_to(
            enquiry,
            own=management,
            own_standing=None if management.has_ended else shown.standing,
            on=today,
            request=request,
        )
        return self.render(
            request,
            template="referrals/answer.html",
            context_overrides={
                "referrals": referrals,
                # Neither the management nor anybody else helps: the page has to say so.
                "is_dead_end": referrals.is_empty
                and (management.has_ended or not shown.standing.helpfulness),
                "enquiry": enquiry,
                "answer": shown,
                "management": management,
                "all_url": enquiry_address(enquiry, request),
                "share_url": _share_url(enquiry, management),
            },
        )


def _share_url(enquiry: Enquiry, management: Management) -> str:
    """Return a mail that gives the address of an answer to somebody else."""
    address = f"{management.page.full_url}{FINDER_SLUG}/{enquiry.slug}/"
    subject = f"{enquiry.name} – {management.short_name}"
    return f"mailto:?subject={quote(subject)}&body={quote(address)}"
