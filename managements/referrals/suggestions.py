"""What the field "Where do you live?" suggests while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from managements.models.places import find_places
from managements.models.spelling import place_key

_FEWEST_LETTERS, _MOST_LETTERS = 2, 100
_MOST_SUGGESTIONS = 10
_SECONDS = 3600


@require_safe
def suggest_places(request: HttpRequest) -> JsonResponse:
    """Return the names of districts and streets for the typed beginning `q`, the best first."""
    words = request.GET.get("q", "")[:_MOST_LETTERS]
    places = (
        find_places(words, _MOST_SUGGESTIONS) if len(place_key(words)) >= _FEWEST_LETTERS else []
    )
    response = JsonResponse([{"name": place.name} for place in places], safe=False)
    patch_cache_control(response, public=True, max_age=_SECONDS)
    return response
