"""Which notice was shown with an answer, for whoever writes down what people saw."""

from django.http import HttpRequest

from managements.funding.notices import ShownNotice

_ATTRIBUTE = "_shown_notice"


def remember_shown(request: HttpRequest, notice: ShownNotice | None) -> None:
    """Let a request know which notice its answer shows."""
    setattr(request, _ATTRIBUTE, notice)


def shown_to(request: HttpRequest) -> ShownNotice | None:
    """Return the notice that the answer to a request shows, None where it shows none."""
    found: ShownNotice | None = getattr(request, _ATTRIBUTE, None)
    return found
