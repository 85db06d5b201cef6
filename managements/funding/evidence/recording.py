"""Write down what the public saw: a page as visitors get it, and the notice below it."""

import hashlib
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import timezone, translation
from wagtail.models import Page

from managements.funding.evidence.showing import shown_to
from managements.funding.models import Publication
from managements.funding.notices import ShownLogo, ShownNotice


class RecordingError(Exception):
    """A page could not be written down; the message says nothing of what is on it."""


def seen(page: Page, address: str) -> Publication:
    """Return what somebody sees who opens a page at its address; it is not stored yet.

    The request goes through all middleware and through the addresses, as one from outside does:
    what redirects or restricts visitors shows itself here. It has no cookie, so nobody is logged in.

    Raises:
        RecordingError: if there is no page for visitors.
    """
    request = _request_for(address)
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.TIME_ZONE):
        response: Any = _handler().get_response(request)
    # It is never closed: that would tell Django that the request of whoever publishes is over.
    if response.status_code != 200 or response.streaming:
        raise RecordingError(f"its address answers {response.status_code}")
    notice = shown_to(request)
    publication = Publication(
        page_key=page.pk,
        title=page.title,
        address=address,
        wording=wording_of(notice),
        logos=logos_of(notice),
        digest=hashlib.sha256(response.content).hexdigest(),
    )
    publication.html = response.content
    return publication


def wording_of(notice: ShownNotice | None) -> str:
    """Return the words of a notice as they are written down."""
    return notice.text if notice else ""


def logos_of(notice: ShownNotice | None) -> list[dict[str, str]]:
    """Return the logos of a notice as they are written down."""
    return [_kept(logo) for logo in notice.logos] if notice else []


def _kept(logo: ShownLogo) -> dict[str, str]:
    return {
        "name": logo.name,
        "alternative_text": logo.alternative_text,
        "digest": logo.digest,
    }


@cache
def _handler() -> BaseHandler:
    """Return all middleware around the views; loading it reads the names of all static files."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _request_for(address: str) -> WSGIRequest:
    """Return the request of a visitor without cookies."""
    parts = urlsplit(address)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            # As servers pass it on: the bytes of the path, each as a character (PEP 3333).
            "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
            "SERVER_NAME": parts.hostname or "",
            "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": parts.netloc,
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": parts.scheme,
        }
    )
