"""Notices refusals, whichever way the CMS puts them."""

from collections.abc import Callable

from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext

from managements.tenancy.events import record_refusal

# Where Wagtail's `require_admin_access` and `permission_denied` catch PermissionDenied, nobody else
# sees it: they redirect, with one of these sentences as a message for the next page. The texts are
# Wagtail's own, and so are their translations.
WAGTAILS_REFUSALS = (
    "Sorry, you do not have permission to access this area.",
    "You do not have permission to access the admin.",
)


class RefusalMiddleware:
    """Records that somebody who is logged in was refused.

    It looks at the answer: 403, or Wagtail's redirect with its message. A guard that answers 404
    writes its own line and sets `request.refusal_recorded = True` (see `events.record_refusal`).
    It stands after the middleware of sessions, log-ins and messages. Strangers are asked to log in,
    which is no refusal and would fill the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and look at what comes back."""
        response = self.get_response(request)
        refused = response.status_code == 403 or (
            300 <= response.status_code < 400 and _is_told_of_a_refusal(request)
        )
        if refused and request.user.is_authenticated:
            record_refusal(request)
        return response


def _is_told_of_a_refusal(request: HttpRequest) -> bool:
    """Whether Wagtail left one of its sentences in this very request."""
    storage = getattr(request, "_messages", None)
    # Messages of earlier requests, not shown yet, are kept apart from those that were added now.
    added = getattr(storage, "_queued_messages", ())
    sentences = [escape(gettext(sentence)) for sentence in WAGTAILS_REFUSALS]
    return any(
        message.level == ERROR and sentence in str(message.message)
        for message in added
        for sentence in sentences
    )
