"""Addresses of a website that are no pages."""

from django.urls import path, re_path

from managements.models.emblem import CITY_EMBLEM, NEUTRAL_EMBLEM, Emblem
from managements.websites import drawing_views, share_image_views, views
from managements.websites.symbol_files import SIZES

app_name = "websites"

# The names of all drawings: no other address is one.
_NAMES = "|".join([*Emblem.values, NEUTRAL_EMBLEM, CITY_EMBLEM])
_FACTS = rf"(?P<drawing>{_NAMES})-(?P<colour>[0-9A-Fa-f]{{6}})-(?P<mark>[0-9a-f]{{1,64}})"
_DRAWING = rf"(?P<kind>bild|zeichen)/{_FACTS}"
_SYMBOL = rf"(?P<kind>zeichen)/{_FACTS}"
_SIZES = "|".join(map(str, SIZES))

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("stil/quartiere.css", views.accents, name="accents"),
    path("favicon.ico", drawing_views.favicon, name="favicon"),
    re_path(
        rf"^stil/{_DRAWING}\.svg$",
        drawing_views.drawing,
        name="drawing",
    ),
    re_path(
        rf"^stil/{_SYMBOL}-(?P<size>{_SIZES})\.png$",
        drawing_views.drawing,
        name="drawing_png",
    ),
    # Wagtail's addresses hold no dots. The mark changes whenever the picture does.
    re_path(
        r"^teilen/(?P<page_id>[0-9]{1,18})-(?P<mark>[0-9a-f]{1,64})\.png$",
        share_image_views.share_image,
        name="share_image",
    ),
]
