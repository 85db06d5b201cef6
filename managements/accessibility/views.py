"""The form for barriers without Django's protection by a cookie."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.views import serve

from managements.accessibility.addresses import REPORT_PATH


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request: HttpRequest, statement: str) -> HttpResponseBase:
    """Let Wagtail find the statement, as for any page.

    Visitors get no cookie, and nobody's log-in counts here. What keeps forged and automatic reports
    away stands in `stamps`.
    """
    response: HttpResponseBase = serve(request, f"{statement}{REPORT_PATH}")
    return response
