"""Answers with files that the press sets when they are asked for."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext as _

from managements.typesetting.press import PressBusyError

FOR_GOOD = "public, max-age=31536000, immutable"
_PAUSE = 10  # seconds, after which it is worth while to ask again


def made_file(make: Callable[[], bytes], content_type: str, caching: str) -> HttpResponse:
    """Return what `make` makes; where too many wait for the press, ask for a little patience."""
    try:
        response = HttpResponse(make(), content_type=content_type)
    except PressBusyError:
        return HttpResponse(
            _("The picture takes a moment. Please ask again in a few seconds."),
            content_type="text/plain; charset=utf-8",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            headers={"Retry-After": str(_PAUSE), "Cache-Control": "no-store"},
        )
    response["Cache-Control"] = caching
    return response
