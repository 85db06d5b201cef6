"""The component page: the tool around it, and the examples in the public style."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from managements.component_page.groups import GROUPS, group_named
from managements.component_page.rendering import by_template, rendered
from managements.component_page.style import Scheme, in_scheme, public_style
from managements.models import Management
from managements.websites.accents import accent_styles, accents_url
from managements.websites.others import accents_of, public_managements

GROUP, QUARTER, SCHEME, WIDTH = "gruppe", "quartier", "farben", "breite"


@dataclass(frozen=True)
class Option:
    """A link that changes what is shown."""

    words: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True)
class Look:
    """In whose colours, in which scheme the examples are shown."""

    # None for the city's own colour.
    quarter: Management | None
    scheme: Scheme

    @property
    def values(self) -> dict[str, str]:
        """The look as parameters of an address."""
        values = {QUARTER: self.quarter.slug if self.quarter else "", SCHEME: self.scheme.value}
        return {name: value for name, value in values.items() if value}


def _look(request: HttpRequest, managements: list[Management]) -> Look:
    """Read the look from an address; what it does not know it leaves out."""
    slug, scheme = request.GET.get(QUARTER, ""), request.GET.get(SCHEME, "")
    return Look(
        next((one for one in managements if one.slug == slug), None),
        Scheme(scheme) if scheme in set(Scheme) else Scheme.DEVICE,
    )


def _managements() -> list[Management]:
    return list(Management.objects.public())


class ComponentPageView(WagtailAdminTemplateMixin, TemplateView):
    """Groups, colours and widths to choose from, and the examples in a frame."""

    template_name = "component_page/index.html"
    page_title = _("Components")
    header_icon = "grip"

    WIDTHS = {"": _("as wide as here"), "360": _("phone"), "768": _("tablet")}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the start of the CMS."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is chosen and what may be chosen; one query of its own."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        query = self.request.GET
        managements = _managements()
        look = _look(self.request, managements)
        group = group_named(query.get(GROUP, "")) or GROUPS[0]
        width = query.get(WIDTH, "")
        width = width if width in self.WIDTHS else ""
        chosen = look.values | {GROUP: group.slug} | ({WIDTH: width} if width else {})

        def option(words: str | Promise, name: str, value: str, current: str) -> Option:
            values = {key: one for key, one in (chosen | {name: value}).items() if one}
            return Option(words, f"?{urlencode(values)}", is_current=value == current)

        slug = look.quarter.slug if look.quarter else ""
        frame = reverse("component_page:group", args=[group.slug])
        return context | {
            "groups": [option(one.title, GROUP, one.slug, group.slug) for one in GROUPS],
            "quarters": [
                option(_("All of Leipzig"), QUARTER, "", slug),
                *(option(one.short_name, QUARTER, one.slug, slug) for one in managements),
            ],
            "schemes": [
                option(words, SCHEME, scheme.value, look.scheme.value)
                for scheme, words in (
                    (Scheme.DEVICE, _("as the device")),
                    (Scheme.LIGHT, _("light")),
                    (Scheme.DARK, _("dark")),
                )
            ],
            "widths": [option(words, WIDTH, value, width) for value, words in self.WIDTHS.items()],
            "width": width,
            "group_title": group.title,
            "frame_url": f"{frame}?{urlencode(look.values)}" if look.values else frame,
        }


@method_decorator([require_safe, xframe_options_sameorigin], name="dispatch")
class GroupView(TemplateView):
    """The examples of a group as a page in the public style."""

    template_name = "component_page/group.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the examples; three queries, for the colours alone.

        Raises:
            Http404: if there is no such group.
        """
        context: dict[str, Any] = super().get_context_data(**kwargs)
        group = group_named(kwargs["group"])
        if group is None:
            raise Http404
        look = _look(self.request, _managements())
        style = reverse("component_page:style")
        return context | {
            "group": group,
            "templates": by_template(rendered(group)),
            "quarter": look.quarter,
            "scheme": look.scheme.value,
            "is_dark": look.scheme is Scheme.DARK,
            "style_url": f"{style}?{urlencode({SCHEME: look.scheme.value})}" if look.scheme else "",
            "accents_url": accents_url(accents_of(public_managements()), None),
        }


@require_safe
@xframe_options_sameorigin
def document(request: HttpRequest, group: str, number: int) -> HttpResponse:
    """Return an example that is a whole page.

    Raises:
        Http404: if there is no such example.
    """
    found = group_named(group)
    for one in rendered(found) if found else []:
        if one.number == number and one.is_document:
            return HttpResponse(one.source)
    raise Http404


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Return the public style sheet and the accents in one scheme, whatever the device asks for."""
    look = _look(request, [])
    css = public_style() + accent_styles(accents_of(public_managements()))
    return HttpResponse(in_scheme(css, look.scheme), content_type="text/css")
