"""Security events, a line of JSON each on standard output.

A line says when, what, and a few facts. People are their ids; names, typed names, titles, addresses
and sessions are left out, because logs are kept, copied and read elsewhere. `audit`, above, watches
log-ins and roles and uses the same functions.
"""

import logging
from functools import partial

from django.db import transaction
from django.http import HttpRequest
from wagtail.log_actions import get_active_log_context

from managements.models import Management

SYSTEM = "system"
logger = logging.getLogger("audit")


def record(event: str, **facts: int | str | None) -> None:
    """Write one line at once. For what may still be rolled back, see `record_after_commit`."""
    logger.info(event, extra=facts)


def record_refusal(request: HttpRequest) -> None:
    """Write that the person of a request was refused, once per request.

    Whoever refuses and writes the line itself sets `request.refusal_recorded = True` (a guard that
    answers 404, so that nothing can be told from the answer). The address is named by its view:
    its path and its query hold what people typed.
    """
    if getattr(request, "refusal_recorded", False):
        return
    request.refusal_recorded = True  # type: ignore[attr-defined] # documented above
    match = request.resolver_match
    record(
        "permission_refused",
        user=request.user.pk,
        view=match.view_name if match else None,
        method=request.method,
    )


def acting_user() -> int | str:
    """Return the id of whoever is at work in the CMS, "system" for a command."""
    user = get_active_log_context().user
    return SYSTEM if user is None or user.pk is None else int(user.pk)


def record_after_commit(event: str, **facts: int | str | None) -> None:
    """Write a line once the change is stored for good; what is rolled back did not happen."""
    transaction.on_commit(partial(logger.info, event, extra=facts))


def record_management(event: str, management: Management) -> None:
    """Write that a management was provisioned, repaired or activated, and by whom."""
    record_after_commit(event, management=management.slug, by=acting_user())
