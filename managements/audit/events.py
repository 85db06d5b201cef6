"""Security events, a line of JSON each on standard output.

A line says when, what, and a few facts. People are their ids; names, typed names, titles, addresses
and sessions are left out, because logs are kept, copied and read elsewhere.
"""

from django.http import HttpRequest

from managements.tenancy.events import logger


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
