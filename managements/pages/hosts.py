"""Which hostnames this install answers to, and where former ones lead."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Site

from managements.models import FormerHostname

_CACHE_KEY = "pages.hosts"
# Another process of this install learns of a new hostname at the latest after this time.
_SECONDS = 30


def host_destinations() -> dict[str, str]:
    """Return every hostname that is known, with the address it leads to.

    An empty text means that the host is served here. All other requests are refused.
    """
    found: dict[str, str] | None = cache.get(_CACHE_KEY)
    if found is None:
        # Wagtail keeps the sites' roots for an hour: what is old here is old there.
        Site.clear_site_root_paths_cache()
        found = _read_destinations()
        cache.set(_CACHE_KEY, found, _SECONDS)
    return found


def city_hostname() -> str:
    """Return the hostname of the city's own site, where the CMS is."""
    return urlsplit(settings.BASE_URL).hostname or ""


def _read_destinations() -> dict[str, str]:
    destinations = dict.fromkeys(settings.EXTRA_HOSTS, settings.BASE_URL)
    for former in FormerHostname.objects.filter(management__page__isnull=False).select_related(
        "management__page"
    ):
        if address := former.management.page.full_url:
            destinations[former.hostname] = address.rstrip("/")
    destinations[city_hostname()] = ""
    destinations.update(dict.fromkeys(Site.objects.values_list("hostname", flat=True), ""))
    return destinations


def forget_hosts(**_kwargs: object) -> None:
    """Read the hosts anew, now and once the change is visible to other connections too."""
    cache.delete(_CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(_CACHE_KEY))


def watch_hosts() -> None:
    """Notice when a site or a former hostname changes."""
    for sender in (Site, FormerHostname):
        for signal in (post_save, post_delete):
            signal.connect(forget_hosts, sender=sender, dispatch_uid=f"forget_hosts_{sender}")
