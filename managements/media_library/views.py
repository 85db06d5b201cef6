"""Hand out pictures where no web server in front does it."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

# Renditions alone: originals are for the application, documents have a view that checks rights.
_PUBLIC_FOLDER = "images"


@require_safe
def serve_rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one rendition. Its name carries its crop and its version, so it may be kept for long.

    Raises:
        Http404: for everything outside the folder of renditions.
    """
    parts = PurePosixPath(path).parts
    if parts[:1] != (_PUBLIC_FOLDER,) or ".." in parts:
        raise Http404
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # such as a name that no file system takes
        raise Http404 from error
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # Were a file ever something else than a picture: it runs nothing and reaches nothing.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
