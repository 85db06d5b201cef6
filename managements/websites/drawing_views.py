"""Hand out emblems and symbols in a management's colours."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe
from wagtail.models import Site

from managements.models import Management
from managements.models.colour import CITY_ACCENT
from managements.models.emblem import CITY_EMBLEM, NEUTRAL_EMBLEM
from managements.pages.addresses import REDIRECT_CACHING
from managements.websites.drawings import Drawing, drawing_url, ground_of, is_mark_of, svg_of
from managements.websites.made_files import FOR_GOOD, made_file
from managements.websites.symbol_files import symbol_ico, symbol_png

_A_DAY = "public, max-age=86400"


@require_safe
# Its own colours for the evening stand in the drawing.
@csp_replace({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type] # views may have arguments
def drawing(
    request: HttpRequest, kind: str, drawing: str, colour: str, mark: str, size: str = ""
) -> HttpResponse:
    """Return a drawing, under its one address; an older mark of what is shown today leads there.

    Raises:
        Http404: if no page says this address, or none does any more.
    """
    facts = Drawing(kind), drawing, f"#{colour}"
    pixels = int(size or 0)
    if not is_mark_of(mark, *facts, pixels):
        if not _is_shown_today(drawing, f"#{colour}"):
            raise Http404
        moved = HttpResponseRedirect(drawing_url(*facts, pixels))
        moved["Cache-Control"] = REDIRECT_CACHING
        return moved
    svg = svg_of(*facts)
    if pixels:
        ground = ground_of(drawing, f"#{colour}")
        return made_file(lambda: symbol_png(svg, pixels, ground), "image/png", FOR_GOOD)
    return made_file(svg.encode, "image/svg+xml", FOR_GOOD)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Return the symbol for what asks without having read a page, by the host alone."""
    site = Site.find_for_request(request)
    management = None
    if site is not None and not site.is_default_site:
        management = Management.objects.public().filter(page=site.root_page_id).first()
    name = management.drawing if management else CITY_EMBLEM
    svg = svg_of(Drawing.SYMBOL, name, management.accent if management else CITY_ACCENT)
    return made_file(lambda: symbol_ico(svg), "image/x-icon", _A_DAY)


def _is_shown_today(name: str, accent: str) -> bool:
    """Whether a public management has a drawing in a colour, or the city has."""
    if name == CITY_EMBLEM:
        return accent == CITY_ACCENT
    emblem = "" if name == NEUTRAL_EMBLEM else name
    return Management.objects.public().filter(emblem=emblem, accent=accent).exists()
