"""Reported barriers in the CMS: the list, and what was done about one."""

from typing import Any

from django.core.paginator import Page
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, UpdateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from managements.accessibility.barrier_forms import ProgressForm
from managements.accessibility.enforcement import MONTHS_AFTER_ANSWER
from managements.accessibility.models import BarrierReport, BarrierState
from managements.accessibility.statement_views import ADMIN_STYLES
from managements.models import ManagementQuerySet
from managements.tenancy.roles import managements_of, works_for_the_city

FILTER = "zeige"
ROWS_ON_A_PAGE = 50


class BarriersView(WagtailAdminTemplateMixin, TemplateView):
    """The reports on the own sites, what is due first; for the Stadtredaktion all of them."""

    template_name = "accessibility/barriers.html"
    page_title = _("Reported barriers")
    header_icon = "warning"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the start of the CMS."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def shows_all(self) -> bool:
        """Whether what was answered is shown, too."""
        return self.request.GET.get(FILTER) == "alle"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of one page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user, today = self.request.user, timezone.localdate()
        own = (
            BarrierReport.objects.of_user(user)
            .select_related("management", "handed_over_to")
            .urgent_first()
        )
        paginator = WagtailPaginator(own if self.shows_all else own.waiting(), ROWS_ON_A_PAGE)
        page: Page = paginator.get_page(self.request.GET.get("p"))
        index = reverse("barriers:index")
        return context | {
            "rows": [
                {
                    "report": report,
                    "url": reverse("barriers:edit", args=[report.pk]),
                    "due_in_words": report.due_in_words(today),
                    "stage": report.stage(today),
                }
                for report in page
            ],
            "is_several": works_for_the_city(user)
            or len(_ids_of(managements_of(user)) | {one.management_id for one in page}) > 1,
            "has_any": bool(page.object_list) or own.exists(),
            "shows_all": self.shows_all,
            "all_url": f"{index}?{urlencode({FILTER: 'alle'})}",
            "waiting_url": index,
            "items": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "media": ADMIN_STYLES,
        }


def _ids_of(managements: ManagementQuerySet) -> set[int | None]:
    return set(managements.values_list("pk", flat=True))


class BarrierView(WagtailAdminTemplateMixin, UpdateView):
    """One report: what somebody wrote, and how far it has come."""

    model = BarrierReport
    form_class = ProgressForm
    template_name = "accessibility/barrier.html"
    context_object_name = "report"
    header_icon = "warning"
    object: BarrierReport

    @property
    def page_title(self) -> str:
        """Name it by its number alone."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("barriers:index"), "label": _("Reported barriers")},
            {"url": "", "label": self.page_title},
        ]

    def get_object(self, queryset: Any = None) -> BarrierReport:
        """Return one of the own reports.

        Raises:
            Http404: if there is none, or it is another management's.
        """
        own = BarrierReport.objects.of_user(self.request.user).select_related(
            "management", "handed_over_to"
        )
        return get_object_or_404(own, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how much time is left."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # What the form did not take is not what is stored.
        stored = self.get_object()
        today = timezone.localdate()
        return context | {
            "due_in_words": stored.due_in_words(today),
            "stage": stored.stage(today),
            "is_answered": stored.state == BarrierState.ANSWERED,
            "months": MONTHS_AFTER_ANSWER,
            "back": reverse("barriers:index"),
            "media": ADMIN_STYLES + context["form"].media,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it with an entry in the record of changes."""
        with transaction.atomic():
            response = super().form_valid(form)
            if form.has_changed():
                log(instance=self.object, action="wagtail.edit", user=self.request.user)
        messages.success(
            self.request,
            gettext("%(report)s is stored: %(state)s.")
            % {"report": self.object, "state": self.object.get_state_display()},
        )
        return response

    def get_success_url(self) -> str:
        """Go back to the list."""
        return reverse("barriers:index")
