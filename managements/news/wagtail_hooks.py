"""Where news stand in the CMS."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from managements.news.dashboard import LatestPostsPanel
from managements.news.post_listing import PostListingViewSet
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city

open_to(Audience.EDITORS, "news:*")


@hooks.register("register_admin_viewset")
def register_listing() -> PostListingViewSet:
    """Give the list of posts its addresses."""
    return PostListingViewSet()


class NewsMenuItem(MenuItem):
    """For those who have a management whose news they could write."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the list beside the dates."""
    return NewsMenuItem(
        _("News"), reverse("news:index"), name="news", icon_name="doc-full", order=145
    )


@hooks.register("construct_homepage_panels")
def show_news_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Say on the start of the CMS what was published last."""
    panels.append(LatestPostsPanel())
