"""Where the evidence stands in the CMS."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from managements.funding.evidence.downloads import FileView, PageView
from managements.funding.evidence.views import OwnersView, YearsView, YearView
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city

open_to(Audience.EDITORS, "evidence:*")


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give the pages and files their addresses."""
    year = "<slug:slug>/<int:year>/"
    patterns = [
        path("", OwnersView.as_view(), name="index"),
        path("<slug:slug>/", YearsView.as_view(), name="years"),
        path(year, YearView.as_view(), name="year"),
        *(
            path(f"{year}nachweis.{kind}", FileView.as_view(kind=kind), name=kind)
            for kind in ("pdf", "csv", "zip")
        ),
        path(f"{year}seiten/<int:publication_id>.html", PageView.as_view(), name="page"),
    ]
    return [path("foerderung/nachweis/", include((patterns, "evidence"), namespace="evidence"))]


class EvidenceMenuItem(MenuItem):
    """For those who have a management whose evidence they could ask for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_funding_menu_item")
def register_menu_item() -> MenuItem:
    """Put it below the lists of records about funding."""
    return EvidenceMenuItem(
        _("Evidence"),
        reverse("evidence:index"),
        name="funding-evidence",
        icon_name="doc-full",
        order=900,
    )
