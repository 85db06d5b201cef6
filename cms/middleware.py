"""Which content security policy holds where."""

from typing import Any

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


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
