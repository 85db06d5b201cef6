"""The city's finder: who helps with what, and where."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from managements.referrals.models.answer_pages import FinderPage
from managements.referrals.models.enquiries import Enquiry


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
