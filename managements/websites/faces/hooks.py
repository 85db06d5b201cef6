"""Where the pages about faces stand in the CMS."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from managements.models.emblem import NEUTRAL_EMBLEM, Emblem
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city
from managements.websites.faces import files
from managements.websites.faces.views import (
    FaceView,
    IndexView,
    PreviewView,
    SceneView,
    ShareImageView,
)

open_to(Audience.EDITORS, "faces:*")
# What is not stored yet is shown to those who may store it.
open_to(Audience.CITY_EDITORS, "faces:preview")

_LIGHT = "(?P<light>hell|dunkel)"
_COLOUR = "(?P<colour>[0-9A-Fa-f]{6})"
_NAMES = "|".join([*Emblem.values, NEUTRAL_EMBLEM])


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give the pages their addresses."""
    patterns = [
        path("", IndexView.as_view(), name="index"),
        re_path(rf"^stil/{_LIGHT}\.css$", files.styles, name="styles"),
        re_path(rf"^stil/{_LIGHT}-{_COLOUR}\.css$", files.accent, name="accent"),
        re_path(
            rf"^(?P<kind>bild|zeichen|karte)/{_LIGHT}/(?P<drawing>{_NAMES})-{_COLOUR}\.svg$",
            files.drawing,
            name="drawing",
        ),
        path("<slug:slug>/", FaceView.as_view(), name="face"),
        path("<slug:slug>/vorschau/", PreviewView.as_view(), name="preview"),
        path("<slug:slug>/szene/", SceneView.as_view(), name="scene"),
        path("<slug:slug>/teilen.png", ShareImageView.as_view(), name="share_image"),
    ]
    return [path("gesicht/", include((patterns, "faces"), namespace="faces"))]


class FacesMenuItem(MenuItem):
    """For those who have a management whose face they could look at."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the page into the main menu."""
    return FacesMenuItem(
        _("Colour and picture"),
        reverse("faces:index"),
        name="faces",
        icon_name="desktop",
        order=560,
    )
