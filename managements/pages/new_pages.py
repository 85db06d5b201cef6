"""Where somebody begins a page that stands below a fixed one of each site: an event, a post."""

from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from managements.models import Management
from managements.pages.addresses import page_address
from managements.pages.models import BasePage
from managements.tenancy.roles import managements_of, works_for_the_city


@dataclass(frozen=True)
class ParentChoice:
    """A page below which the new one may stand."""

    name: str
    url: str


def new_page_address(view_name: str, management: Management | None = None) -> str:
    """Return where a new page begins, on a management's site if one is given."""
    address = reverse(view_name)
    return f"{address}?{urlencode({'management': management.slug})}" if management else address


def city_page(page_type: type[BasePage]) -> BasePage | None:
    """Return the city's page of a type that every site has."""
    # Those of the managements stand deeper, below their pages.
    return page_type.objects.order_by("depth").first()


def public_address(
    page_type: type[BasePage], slug: str, management: Management | None, request: HttpRequest
) -> str:
    """Return where the public sees a page that every site has; empty where it sees none."""
    if management is None:
        page = city_page(page_type)
        return page_address(page, request) if page else ""
    if management.is_public and management.page.live:
        return f"{page_address(management.page, request)}{slug}/"
    return ""


class NewPageView(WagtailAdminTemplateMixin, TemplateView):
    """Leads to the form below one's own page; whoever has several chooses one."""

    template_name = "pages/new_page.html"
    # The fixed page below which the new one stands, and its address part.
    parent_type: type[BasePage]
    parent_slug: str
    page_type: type[Page]
    # The list of such pages in the CMS.
    index_name: str
    index_label: Any
    question: Any
    remark: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the style sheet."""
        media = Media(css={"all": ["pages/new_page.css"]})
        return super().get_context_data(**kwargs) | {"media": media}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all such pages, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_name), "label": self.index_label},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on, or ask.

        Raises:
            Http404: if there is no such page, or the address names one of others.
        """
        parents = self._parents(request)
        if not parents:
            raise Http404
        if len(parents) == 1:
            return redirect(self._form_address(parents[0][0]))
        choices = [ParentChoice(name, self._form_address(parent)) for parent, name in parents]
        context = self.get_context_data(choices=choices, question=self.question, remark=self.remark)
        return self.render_to_response(context)

    def _parents(self, request: HttpRequest) -> list[tuple[BasePage, str]]:
        slug = request.GET.get("management", "")
        if not slug and works_for_the_city(request.user):
            parent = city_page(self.parent_type)
            return [(parent, "")] if parent else []
        own = managements_of(request.user).working().filter(page__isnull=False)
        own = own.select_related("page")
        if slug:
            own = own.filter(slug=slug)
        names = {one.page.path: one.name for one in own}
        below = self.parent_type.objects.filter(slug=self.parent_slug)
        found = {parent.path[: -parent.steplen]: parent for parent in below}
        return [(found[path], name) for path, name in names.items() if path in found]

    def _form_address(self, parent: BasePage) -> str:
        meta = self.page_type._meta  # noqa: SLF001 - Django's public API
        return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
