"""Where the component page is in the CMS."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import works_for_the_city

# It holds nobody's data: whoever writes may see what can be written. The menu names it to those who
# look after all sites, and spares the others a word.
open_to(Audience.EDITORS, "component_page:*")


class ComponentPageMenuItem(MenuItem):
    """Named to the Stadtredaktion and to superusers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether somebody looks after all sites."""
        return bool(request.user.is_superuser or works_for_the_city(request.user))


@hooks.register("register_admin_urls")
def register_component_page() -> list[URLResolver]:
    """Put the page below /admin/bausteine/."""
    return [path("bausteine/", include("managements.component_page.urls"))]


@hooks.register("register_settings_menu_item")
def register_menu_item() -> MenuItem:
    """Offer it in the menu."""
    return ComponentPageMenuItem(
        _("Components"), reverse("component_page:index"), icon_name="grip", order=900
    )
