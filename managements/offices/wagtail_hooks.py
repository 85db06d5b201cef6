"""What the capability adds to the CMS."""

from typing import Any

from django.db.models import PROTECT
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from managements.offices import closure_views
from managements.offices.closing import END, WITHDRAW
from managements.offices.dashboard import ClosurePanel
from managements.offices.models import Place
from managements.offices.viewsets import OfficesViewSetGroup
from managements.tenancy.addresses import Audience, open_to

open_to(Audience.EDITORS, "closures:*")
register_snippet(OfficesViewSetGroup)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give the switch its address."""
    closures = [path("<int:pk>/beenden/", closure_views.end, name="end")]
    return [path("schliesszeiten/", include((closures, "closures"), namespace="closures"))]


@hooks.register("construct_homepage_panels")
def show_the_switch_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Say on the start of the CMS whether the office is closed."""
    panels.append(ClosurePanel())


@hooks.register("register_log_actions")
def register_closure_actions(actions: LogActionRegistry) -> None:
    """Name what the switch does."""
    actions.register_action(END, _("End a closure"), _("ended the closure"))
    actions.register_action(WITHDRAW, _("Take a closure back"), _("took the closure back"))


@hooks.register("before_delete_snippet")
def keep_places_where_something_takes_place(
    request: HttpRequest, instances: list[Any]
) -> HttpResponse | None:
    """Refuse to delete a place that something points to, one by one and several at once.

    Wagtail would say that one lacks the permission.
    """
    if request.method != "POST":
        return None
    used = [place for place in instances if isinstance(place, Place) and _is_in_use(place)]
    if not used:
        return None
    messages.error(
        request,
        gettext(
            "Nothing was deleted: something still takes place here: %(places)s. Take the place out "
            "there first. Its usage says where."
        )
        % {"places": ", ".join(str(place) for place in used)},
    )
    return redirect("wagtailsnippets_offices_place:list")


def _is_in_use(place: Place) -> bool:
    """Whether something points to it that would be incomplete without it; asked of the database."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: place}).exists()  # noqa: SLF001 - Django's public API
        for relation in Place._meta.related_objects  # noqa: SLF001 - as above
        if relation.on_delete is PROTECT
    )
