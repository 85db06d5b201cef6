"""The page on which people search: one management, or all of them and the city's pages."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from managements.pages.models import BasePage, PagePart
from managements.search.models.finding import Search, search_from


class SearchPage(BasePage):
    """Finds pages, dates, posts and answers by words. It keeps nothing of what people look for."""

    content_panels = [FieldPanel("title")]
    promote_panels = []

    is_fixed = True
    # Wagtail does not take this from above: provisioning alone makes these pages.
    is_creatable = False
    parent_page_types = ["home.HomePage", "websites.ManagementPage"]
    subpage_types: list[str] = []
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]

    class Meta:
        verbose_name = _("page for searching")
        verbose_name_plural = _("pages for searching")

    @property
    def summary(self) -> str:
        """A sentence for shared links: what is searched."""
        if self.management:
            return gettext("Search the website: %(name)s") % {"name": self.management.name}
        return gettext("Search all quarters and the city’s pages")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Stay out of site maps: there is nothing to read before somebody asks."""
        return []

    def search(self, request: HttpRequest) -> Search:
        """Return what somebody looks for, and what is found."""
        management = self.management
        root: Page = management.page if management else self.get_parent()
        return search_from(request, root=root, management=management, now=timezone.now())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the search, and say to the frame what was looked for."""
        search = self.search(request)
        if search.words:
            self.shown_part = PagePart(
                title=gettext("Search for “%(words)s”") % {"words": search.words},
                path=f"?{urlencode({'q': search.words})}",
                summary=self.summary,
            )
            if search.kind is None and not search.is_beyond:
                self.shown_number = search.number
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"search": search}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with 404 behind the last page of the results."""
        response: Any = super().serve(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if "search" in context and context["search"].is_beyond:
            response.status_code = 404
        return response
