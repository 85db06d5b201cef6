"""Where managements and districts are edited, and what choosers offer."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from managements.models import District, Management
from managements.tenancy.choosing import pages_to_choose
from managements.tenancy.forms import ManagementForm


class ManagementViewSet(SnippetViewSet):
    """The managements, for the Stadtredaktion."""

    model = Management
    icon = "home"
    list_display = ["short_name", "kind", "status", "hostname"]
    list_filter = ["status", "kind"]
    search_fields = ["name", "short_name"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("kind")],
                        _("Name"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("status"), FieldPanel("successor")], _("Phase of life")
                    ),
                    FieldPanel("commissioner"),
                    InlinePanel(
                        "management_districts",
                        heading=_("Districts"),
                        label=_("District"),
                        panels=[FieldPanel("district"), FieldPanel("only_in_part")],
                    ),
                ],
                heading=_("Management"),
            ),
            ObjectList(
                [FieldPanel("slug"), FieldPanel("hostname")],
                heading=_("Address"),
            ),
            ObjectList(
                [
                    FieldPanel("accent"),
                    FieldRowPanel(
                        [FieldPanel("latitude"), FieldPanel("longitude")], _("Centre on the map")
                    ),
                ],
                heading=_("Looks"),
            ),
        ],
        base_form_class=ManagementForm,
    )


class DistrictViewSet(SnippetViewSet):
    """The districts of the city."""

    model = District
    icon = "site"
    list_display = ["name"]
    search_fields = ["name"]


class ManagementsViewSetGroup(SnippetViewSetGroup):
    """Managements and districts in one menu."""

    items = (ManagementViewSet, DistrictViewSet)
    menu_label = _("Managements")
    menu_icon = "home"
    menu_order = 300


register_snippet(ManagementsViewSetGroup)


@hooks.register("construct_page_chooser_queryset")
def offer_own_and_public_pages(pages: PageQuerySet, request: HttpRequest) -> Any:
    """Keep others' drafts and hidden sites out of the page chooser."""
    return pages_to_choose(pages, request.user)
