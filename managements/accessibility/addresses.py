"""Where statements are, and the form below them."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from wagtail.models import Site

from managements.models import Management
from managements.pages.hosts import host_destinations

STATEMENT_SLUG = "barrierefreiheit"
# Below the statement.
REPORT_PATH = "melden/"
THANKS_PATH = f"{REPORT_PATH}danke/"
# Which page somebody comes from, in the address of the form.
PAGE = "seite"
LONGEST_ADDRESS = 500


class NotOurAddressError(ValueError):
    """What somebody gave is no address of any of our sites."""


def report_address(statement_url: str, request: HttpRequest) -> str:
    """Return the address of the form below a statement, which knows the page somebody comes from.

    Without the query: it may hold words that somebody has typed.
    """
    page = request.path
    if "://" in statement_url:
        # The form stands on another host, whose paths are not ours.
        site = Site.find_for_request(request)
        page = f"{site.root_url if site else ''}{page}"
    address = f"{statement_url}{REPORT_PATH}"
    return f"{address}?{urlencode({PAGE: page})}" if len(page) <= LONGEST_ADDRESS else address


def own_address(text: str, request: HttpRequest) -> str:
    """Return the full address of a page of ours, from a path on the visitor's site or a full address.

    An address at a former hostname becomes the one to which it leads, as in a browser. Nothing is
    said of whether there is such a page: people report addresses that do not work, too.

    Raises:
        NotOurAddressError: if it is somebody else's, or none at all.
    """
    text = text.strip()
    if len(text) > LONGEST_ADDRESS or any(one.isspace() or not one.isprintable() for one in text):
        raise NotOurAddressError
    # Browsers read a backslash as a slash, and two slashes as the beginning of a host.
    if text.startswith("/") and not text.startswith("//") and "\\" not in text:
        site = Site.find_for_request(request)
        if site is None:
            raise NotOurAddressError
        return _not_too_long(f"{site.root_url}{text}")
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower().removesuffix(".")
        # Read for its error alone: the site's own port counts.
        has_more = parts.username is not None or (parts.port or 0) < 0
    except ValueError as error:
        raise NotOurAddressError from error
    start = _start_of(host)
    if not start or has_more or parts.scheme not in {"http", "https"} or "\\" in text:
        raise NotOurAddressError
    query = f"?{parts.query}" if parts.query else ""
    return _not_too_long(f"{start}{parts.path or '/'}{query}")


def _start_of(host: str) -> str:
    """Return where the addresses of a hostname begin today; empty if it is none of ours.

    It knows the same hosts as those who answer requests: sites, and names that lead to one.
    """
    destination = host_destinations().get(host)
    if destination != "":
        return destination or ""
    site = (
        Site.objects.filter(hostname=host).first()
        or Site.objects.filter(is_default_site=True).first()
    )
    return str(site.root_url) if site else ""


def _not_too_long(address: str) -> str:
    if len(address) > LONGEST_ADDRESS:
        raise NotOurAddressError
    return address


def owner_of_address(address: str) -> Management | None:
    """Return the public management on whose site a full address of ours lies, None for the city's."""
    parts = urlsplit(address)
    public = Management.objects.public().select_related("page", "successor")
    site = Site.objects.filter(hostname=parts.hostname).first()
    if site is not None and not site.is_default_site:
        return public.filter(page=site.root_page_id).first()
    first_part = parts.path.strip("/").split("/")[0]
    return public.filter(slug=first_part).first() if first_part else None


def answering(management: Management | None) -> Management | None:
    """Return who answers for a management's site: itself, the next one that is open, or the city.

    None stands for the city.
    """
    if management is None or not management.has_ended:
        return management
    return next((one for one in management.and_successors()[1:] if one.is_open), None)


def who_answers() -> dict[int, Management | None]:
    """Return who answers for each management's site, by the managements' ids; one query."""
    by_id = {one.pk: one for one in Management.objects.all()}
    for one in by_id.values():
        one.successor = by_id.get(one.successor_id)
    return {pk: answering(one) for pk, one in by_id.items()}
