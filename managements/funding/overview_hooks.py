"""Where the CMS says how it stands with the notices: on its start, and in an overview."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from managements.funding.dashboard import CityNoticeLine, NoticePanel
from managements.funding.overview import OverviewView
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city

open_to(Audience.EDITORS, "funding_overview:*")


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give the overview its address."""
    overview = [path("", OverviewView.as_view(), name="index")]
    return [
        path("foerderung/", include((overview, "funding_overview"), namespace="funding_overview"))
    ]


class OverviewMenuItem(MenuItem):
    """For those who have a management whose notice could be missing."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_funding_menu_item")
def register_menu_item() -> MenuItem:
    """Put the overview above the lists of records."""
    return OverviewMenuItem(
        _("Notices at a glance"),
        reverse("funding_overview:index"),
        name="funding-overview",
        icon_name="table",
        order=0,
    )


@hooks.register("construct_homepage_panels")
def show_the_light_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Say on the start of the CMS whether a notice is valid."""
    panel = CityNoticeLine if works_for_the_city(request.user) else NoticePanel
    panels.append(panel(request.user, timezone.localdate()))
