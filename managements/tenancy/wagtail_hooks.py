"""Where managements and districts are edited, and what choosers, menus and lists offer."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSetGroup

from managements.models import District, FieldOfAction, Management, SchoolHoliday, Street
from managements.schedules.form_fields import DayField
from managements.schedules.one_at_a_time import OneADay
from managements.schedules.panels import TypedPanel
from managements.tenancy.admin_api import (
    ChoosableDocumentsAPIViewSet,
    ChoosableImagesAPIViewSet,
)
from managements.tenancy.choosing import pages_to_choose
from managements.tenancy.dashboard import replace_panels
from managements.tenancy.face_panel import FacePanel
from managements.tenancy.forms import ManagementForm
from managements.tenancy.menus import usable
from managements.tenancy.page_listings import WalledPageViewSet
from managements.tenancy.roles import works_for
from managements.tenancy.viewsets import SharedSnippetViewSet


class ManagementCreateView(OneADay, CreateView):
    """The form of a new management."""


class ManagementEditView(OneADay, EditView):
    """The form of a management; its former names have a last day each."""


class ManagementViewSet(SharedSnippetViewSet):
    """The managements, for the Stadtredaktion."""

    model = Management
    add_view_class = ManagementCreateView
    edit_view_class = ManagementEditView
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
                    InlinePanel(
                        "former_names",
                        heading=_("Former names"),
                        label=_("Former name"),
                        panels=[
                            FieldPanel("name"),
                            TypedPanel("last_day", form_field=DayField),
                        ],
                        help_text=_(
                            "A name that you change is kept here by itself: the funding notice of "
                            "older posts goes on using it. If you only corrected a mistake, delete "
                            "the wrong name here."
                        ),
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
                    FieldRowPanel(
                        [FieldPanel("latitude"), FieldPanel("longitude")], _("Centre on the map")
                    ),
                    FacePanel(heading=_("Colour and picture")),
                ],
                heading=_("Looks"),
            ),
        ],
        base_form_class=ManagementForm,
    )


class DistrictViewSet(SharedSnippetViewSet):
    """The districts of the city."""

    model = District
    icon = "site"
    list_display = ["name", "other_names"]
    search_fields = ["name", "other_names"]


class StreetViewSet(SharedSnippetViewSet):
    """The streets of the city, and through which districts they run."""

    model = Street
    icon = "site"
    list_display = ["name"]
    list_filter = ["districts"]
    search_fields = ["name"]


class FieldOfActionViewSet(SharedSnippetViewSet):
    """What managements work on."""

    model = FieldOfAction
    icon = "tag"
    list_display = ["name", "position"]


class SchoolHolidayViewSet(SharedSnippetViewSet):
    """When there is no school."""

    model = SchoolHoliday
    icon = "calendar"
    list_display = ["name", "first_day", "last_day"]


class ManagementsViewSetGroup(SnippetViewSetGroup):
    """Managements and what all their sites share in one menu."""

    items = (
        ManagementViewSet,
        DistrictViewSet,
        StreetViewSet,
        FieldOfActionViewSet,
        SchoolHolidayViewSet,
    )
    menu_label = _("Managements")
    menu_icon = "home"
    menu_order = 300


register_snippet(ManagementsViewSetGroup)


@hooks.register("construct_page_chooser_queryset")
def offer_own_and_public_pages(pages: PageQuerySet, request: HttpRequest) -> Any:
    """Keep others' drafts and hidden sites out of the page chooser."""
    # With their schedules, as the explorer reads them, instead of one query for each page.
    return pages_to_choose(pages, request.user).annotate_approved_schedule()


@hooks.register("register_admin_viewset")
def wall_lists_of_pages() -> WalledPageViewSet:
    """Take the place of Wagtail's own views of pages."""
    return WalledPageViewSet()


@hooks.register("construct_homepage_panels")
def show_own_work_that_is_still_theirs(request: HttpRequest, panels: list[Any]) -> None:
    """Take the place of Wagtail's own panels on the start of the CMS."""
    replace_panels(panels)


@hooks.register("construct_admin_api", order=100)
def narrow_the_api(router: WagtailAPIRouter) -> None:
    """Take the place of Wagtail's own images and documents."""
    router.register_endpoint("images", ChoosableImagesAPIViewSet)
    router.register_endpoint("documents", ChoosableDocumentsAPIViewSet)


@hooks.register("construct_main_menu", order=100)
@hooks.register("construct_reports_menu", order=100)
@hooks.register("construct_settings_menu", order=100)
@hooks.register("construct_help_menu", order=100)
def leave_out_what_is_closed(request: HttpRequest, items: list[MenuItem]) -> None:
    """Show in the menus only what leads somewhere."""
    items[:] = usable(items, request)


@hooks.register("before_serve_document")
def hide_documents_of_sites_in_preparation(document: Any, request: HttpRequest) -> None:
    """Hand out no document of a site that is not public, but to those who work on it.

    Raises:
        Http404: for everybody else.
    """
    management = Management.objects.filter(collection=document.collection_id).first()
    if management and not management.is_public and not works_for(request.user, management):
        raise Http404
