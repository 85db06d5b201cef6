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
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from managements.pages.addresses import REDIRECT_CACHING, visible_pages
from managements.pages.hosts import city_hostname, host_destinations
from managements.websites.health import liveness, readiness

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


class RedirectMiddleware:
    """Leads from former addresses to pages that visitors may see, and to addresses outside.

    Wagtail's own leads to drafts and to sites in preparation as well, and so tells their addresses.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look for a redirect where nothing was found; with the query first, as Wagtail does."""
        response = self.get_response(request)
        if response.status_code != 404 or request.path.startswith("/admin/"):
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        with_query = get_redirect(request, path)
        redirect = with_query or get_redirect(request, path.partition("?")[0])
        if redirect is None or not redirect.link:
            return response
        if redirect.redirect_page_id and not visible_pages([redirect.redirect_page]):
            return response
        link, query = redirect.link, request.META.get("QUERY_STRING", "")
        # A page that has moved answers the same questions; an address outside is none of ours.
        if redirect.redirect_page_id and query and not with_query:
            link = f"{link}?{query}"
        if not redirect.is_permanent:
            return HttpResponseRedirect(link)
        led = HttpResponsePermanentRedirect(link)
        # Kept for good, a page that gets its former name back would lead in circles.
        led["Cache-Control"] = REDIRECT_CACHING
        return led
