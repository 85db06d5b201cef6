"""Requests as the server makes them."""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters

# What no codec is called: `EncodingMiddleware` refuses it.
UNREADABLE = "?"


class Utf8Request(WSGIRequest):
    """Reads everything as UTF-8, whatever codec of Python's a request names.

    Django takes that codec as soon as there is a query, before any middleware could answer. Some
    codecs fail on any text.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        """Read the kind of the body, and leave the encoding alone."""
        try:
            found = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            found = ("", {"charset": UNREADABLE})
        self.content_type, self.content_params = found
