"""Hand out pictures where no web server in front does it."""

import re
from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

# Renditions, and logos under their own hashes: originals are for the application, documents have a
# view that checks rights.
_PUBLIC = re.compile(r"images/.+|logos/[0-9a-f]{64}\w*\.(png|svg|webp)")
# Browsers are told to believe what is said here, and systems know newer formats under no name.
_CONTENT_TYPES = {".avif": "image/avif", ".svg": "image/svg+xml", ".webp": "image/webp"}
# Were a file ever something else than a picture: it runs nothing and reaches nothing.
_NOTHING = "default-src 'none'; sandbox"
# SVG may bring the colours it is drawn with, and pictures inside it.
_DRAWING_ALONE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


@require_safe
def serve_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one rendition or logo. Its name says which version it is, so it may be kept for long.

    Raises:
        Http404: for everything outside their folders.
    """
    if not _PUBLIC.fullmatch(path) or ".." in PurePosixPath(path).parts:
        raise Http404
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # such as a name that no file system takes
        raise Http404 from error
    ending = PurePosixPath(path).suffix.lower()
    if "Content-Type" in response:
        response["Content-Type"] = _CONTENT_TYPES.get(ending, response["Content-Type"])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = _DRAWING_ALONE if ending == ".svg" else _NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    return response
