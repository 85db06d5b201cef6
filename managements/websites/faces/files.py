"""Style sheets and drawings for the pages about faces: in any colour, for people of the CMS."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from managements.models.colour import Palette
from managements.models.painting import Surroundings, painted_emblem, painted_symbol
from managements.websites.drawings import Drawing
from managements.websites.faces.showing import CARD
from managements.websites.faces.styles import accent_in, styles_in


@require_safe
def styles(request: HttpRequest, light: str) -> HttpResponse:
    """Return the site's style sheet for one light."""
    return HttpResponse(styles_in(Surroundings(light)), content_type="text/css")


@require_safe
def accent(request: HttpRequest, light: str, colour: str) -> HttpResponse:
    """Return the shades of a colour."""
    sheet = accent_in(Surroundings(light), f"#{colour}")
    return HttpResponse(sheet, content_type="text/css")


@require_safe
def drawing(request: HttpRequest, kind: str, light: str, drawing: str, colour: str) -> HttpResponse:
    """Return an emblem or a symbol."""
    where, accent = Surroundings(light), f"#{colour}"
    if kind == CARD:
        svg = card_of(drawing, accent)
    elif Drawing(kind) is Drawing.EMBLEM:
        svg = painted_emblem(drawing, accent, where)
    else:
        svg = painted_symbol(drawing, accent, where)
    return HttpResponse(svg, content_type="image/svg+xml")


def card_of(drawing: str, accent: str) -> str:
    """Return an emblem by day as cards show it: on the tint, above a bar in the accent."""
    palette = Palette(accent)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="528" height="250" viewBox="-24 -24 528 250">'
        f'<rect x="-24" y="-24" width="528" height="234" fill="{palette.tint}"/>'
        f'<rect x="-24" y="210" width="528" height="16" fill="{palette.accent}"/>'
        f"{painted_emblem(drawing, accent, Surroundings.LIGHT)}</svg>"
    )
