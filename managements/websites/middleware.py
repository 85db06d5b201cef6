"""What happens to a request before Wagtail looks for its page."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.request import split_domain_port

from managements.websites.health import liveness, readiness
from managements.websites.hosts import REDIRECT_CACHING, city_hostname, host_destinations

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answers the health checks of the machine room, whatever host they ask for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer /healthz and /readyz, pass on everything else."""
        if request.path == "/healthz":
            return liveness()
        if request.path == "/readyz":
            return readiness()
        return self.get_response(request)


class KnownHostMiddleware:
    """Serves known hosts only, and leads former ones to where the site is now."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse unknown hosts with 400; redirect former ones, and the CMS to the city's host.

        Raises:
            DisallowedHost: if no site of this install has that name.
            SuspiciousOperation: if no database could look for the address.
        """
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("No address holds a NUL; PostgreSQL cannot even look for it.")
        host = split_domain_port(request.get_host())[0]
        destination = host_destinations().get(host)
        if destination is None:
            raise DisallowedHost("No site of this install has the requested name.")
        if destination:
            response = HttpResponsePermanentRedirect(f"{destination}{request.get_full_path()}")
            response["Cache-Control"] = REDIRECT_CACHING
            return response
        if request.path.startswith("/admin/") and host != city_hostname():
            return HttpResponseRedirect(f"{settings.BASE_URL}{request.get_full_path()}")
        return self.get_response(request)
