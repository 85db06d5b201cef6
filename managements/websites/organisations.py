"""Who stands behind a site, as machines read it: https://schema.org/Organization.

The city's office has commissioned the managements; so it is their `parentOrganization`, and is known by
one `@id` wherever it is named.
"""

from typing import Any
from urllib.parse import urljoin

from django.templatetags.static import static
from django.utils.translation import gettext as _
from wagtail.models import Page

from managements.funding.models.notices import AWS
from managements.models import Management
from managements.pages.files import full_addresses

CITY_OFFICE = "stadt"  # behind the address of the city's start page
_CITY_EMBLEM = "emblems/leipzig.svg"
_LEIPZIG = {"@type": "City", "name": "Leipzig"}


def city_data(home: Page) -> dict[str, Any]:
    """Return whose site the city's start page is, and how the site is called."""
    url = home.full_url or ""
    office = _city_office(url)
    return {
        "@context": "https://schema.org",
        "@graph": [
            office | {"logo": urljoin(url, static(_CITY_EMBLEM)), "areaServed": _LEIPZIG},
            {
                "@type": "WebSite",
                "@id": f"{url}#website",
                "name": _("Leipziger Quartiere"),
                "url": url,
                "inLanguage": "de",
                "publisher": {"@id": office["@id"]},
            },
        ],
    }


def management_data(management: Management, url: str) -> dict[str, Any]:
    """Return what a management is as an organisation; one query, for its districts."""
    page = management.page
    return {
        "@id": f"{url}#buero",
        "name": management.name,
        "url": url,
        "description": page.summary,
        "logo": urljoin(url, page.emblem_url),
        "parentOrganization": _commissioner(management),
        "areaServed": [
            {
                # Of a part nobody knows where it ends: it is no administrative area.
                "@type": "Place" if link.only_in_part else "AdministrativeArea",
                "name": str(link),
                "containedInPlace": _LEIPZIG,
            }
            for link in management.management_districts.all()
        ],
        "telephone": page.contact_phone,
        "email": page.contact_email,
        "contactPoint": _contact_point(page.contact_phone, page.contact_email),
    }


def _city_office(url: str) -> dict[str, Any]:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{url}#{CITY_OFFICE}",
        "name": AWS,
        "url": url,
    }


def _commissioner(management: Management) -> dict[str, Any] | None:
    """Return who has commissioned a management; the city's office under the address of its site."""
    if management.commissioner == AWS:
        # The city's start page is the one above: an address follows from the place in the tree alone.
        above = management.page.url_path.rstrip("/").rpartition("/")[0] + "/"
        if url := full_addresses([above], None)[above]:
            return _city_office(url)
    if not management.commissioner:
        return None
    return {"@type": "Organization", "name": management.commissioner}


def _contact_point(phone: str, email: str) -> dict[str, str] | None:
    """Return how to reach somebody there, None where nothing is known."""
    if not (phone or email):
        return None
    facts = {"@type": "ContactPoint", "contactType": _("information"), "telephone": phone}
    facts |= {"email": email, "availableLanguage": "de"}
    return {name: value for name, value in facts.items() if value}
