"""The list of all statements: for the Stadtredaktion all, for editors their own."""

from typing import Any

from django.forms import Media
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from managements.accessibility.enforcement import MONITORING_BODY
from managements.accessibility.lights import lights_of
from managements.tenancy.roles import managements_of, works_for_the_city

ADMIN_STYLES = Media(css={"all": ["accessibility/accessibility_admin.css"]})


class StatementsView(WagtailAdminTemplateMixin, TemplateView):
    """How it stands with every statement, the worst first; five queries."""

    template_name = "accessibility/statements.html"
    page_title = _("Accessibility statements")
    header_icon = "doc-full"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the start of the CMS."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lights."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        is_city = works_for_the_city(user)
        lights = lights_of(managements_of(user), timezone.localdate(), with_city=is_city)
        return context | {
            "lights": lights,
            "media": ADMIN_STYLES,
            "monitoring_body": MONITORING_BODY if is_city else None,
        }
