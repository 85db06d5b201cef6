"""Which content security policy holds where, which encoding is read, what is compressed on its way."""

import codecs
from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for the public, a wider one for the CMS with its inline scripts."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:  # fmt: skip
        """Choose the policy by the address."""
        parts: Any = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path.startswith("/admin/"):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        elif getattr(request, "is_preview", False):
            # Wagtail sends a preview through all middleware as if the page itself were asked for,
            # and shows it in a frame inside the editor.
            parts.replace = {"frame-ancestors": [SELF]}
        return parts


class CompressionMiddleware(GZipMiddleware):
    """Compresses answers, except for what is compressed already: that costs time and saves nothing."""

    COMPRESSED = ("image/avif", "image/jpeg", "image/png", "image/webp", "font/", "application/zip")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:  # fmt: skip
        """Leave pictures, fonts and archives as they are."""
        if response.headers.get("Content-Type", "").startswith(self.COMPRESSED):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class EncodingMiddleware:
    """Reads UTF-8 alone, as all our forms send it.

    Django decodes fields with whatever codec of Python's a request names: some fail on any text,
    others make half characters of it that no database takes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse any other encoding with 400.

        Raises:
            SuspiciousOperation: if the request names one.
        """
        charset = (request.content_params or {}).get("charset")
        if charset is not None and not _is_utf8(charset):
            raise SuspiciousOperation("Requests are read as UTF-8 alone.")
        return self.get_response(request)


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False
