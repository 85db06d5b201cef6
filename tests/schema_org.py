"""What https://schema.org says about the types that our pages use, as far as we rely on it.

Copied from the definitions of version 29: a type's parents, its own properties, and of what kind their
values may be. Whoever uses a further type or property looks it up there and adds it here.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

# "text", "url", "day" (a day or a moment), "time", "number", "truth", or the name of a type.
PARENTS: dict[str, tuple[str, ...]] = {
    "Thing": (),
    "Organization": ("Thing",),
    "GovernmentOrganization": ("Organization",),
    "Place": ("Thing",),
    "AdministrativeArea": ("Place",),
    "City": ("AdministrativeArea",),
    "LocalBusiness": ("Organization", "Place"),
    "GovernmentOffice": ("LocalBusiness",),
    "CreativeWork": ("Thing",),
    "WebSite": ("CreativeWork",),
    "NewsArticle": ("CreativeWork",),
    "Event": ("Thing",),
    "ItemList": ("Thing",),
    "BreadcrumbList": ("ItemList",),
    "ListItem": ("Thing",),
    "StructuredValue": ("Thing",),
    "PostalAddress": ("StructuredValue",),
    "GeoCoordinates": ("StructuredValue",),
    "ContactPoint": ("StructuredValue",),
    "OpeningHoursSpecification": ("StructuredValue",),
}
PROPERTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "Thing": {
        "name": ("text",), "description": ("text",), "url": ("url",), "image": ("url",),
        "mainEntityOfPage": ("url",),
    },
    "Organization": {
        "logo": ("url",), "telephone": ("text",), "email": ("text",),
        "address": ("text", "PostalAddress"), "areaServed": ("text", "Place"),
        "contactPoint": ("ContactPoint",), "location": ("text", "Place", "PostalAddress"),
        "parentOrganization": ("Organization",),
    },
    "Place": {
        "logo": ("url",), "telephone": ("text",), "address": ("text", "PostalAddress"),
        "geo": ("GeoCoordinates",), "containedInPlace": ("Place",),
        "openingHoursSpecification": ("OpeningHoursSpecification",),
        "specialOpeningHoursSpecification": ("OpeningHoursSpecification",),
    },
    "CreativeWork": {
        "headline": ("text",), "inLanguage": ("text",), "author": ("Organization",),
        "publisher": ("Organization",), "datePublished": ("day",), "dateModified": ("day",),
        "about": ("text", "Thing"),
    },
    "Event": {
        "startDate": ("day",), "endDate": ("day",), "previousStartDate": ("day",),
        "eventStatus": ("url",), "eventAttendanceMode": ("url",), "isAccessibleForFree": ("truth",),
        "location": ("text", "Place"), "organizer": ("Organization",), "subEvent": ("Event",),
    },
    "ItemList": {"itemListElement": ("ListItem",)},
    "ListItem": {"position": ("number",), "item": ("url", "Thing")},
    "PostalAddress": {
        "streetAddress": ("text",), "postalCode": ("text",), "addressLocality": ("text",),
        "addressCountry": ("text",),
    },
    "GeoCoordinates": {"latitude": ("number",), "longitude": ("number",)},
    "ContactPoint": {
        "contactType": ("text",), "telephone": ("text",), "email": ("text",),
        "availableLanguage": ("text",),
    },
    "OpeningHoursSpecification": {
        "dayOfWeek": ("url",), "opens": ("time",), "closes": ("time",), "validFrom": ("day",),
        "validThrough": ("day",),
    },
}  # fmt: skip
# What search engines cannot do without:
# https://developers.google.com/search/docs/appearance/structured-data/search-gallery
NEEDED: dict[str, tuple[str, ...]] = {
    "Organization": ("name",),
    "Event": ("name", "startDate", "location"),
    "NewsArticle": ("headline", "author", "datePublished"),
    "ListItem": ("position", "name", "item"),
    "WebSite": ("name", "url"),
}
_TIME = re.compile(r"[0-2][0-9]:[0-5][0-9]")


def faults_of(data: Any, where: str = "") -> Iterator[str]:
    """Say what is wrong with a block of JSON-LD, or a part of it."""
    if data.get("@context", "https://schema.org" if where else "") != "https://schema.org":
        yield f"{where}: the context is not schema.org"
    for place, node in enumerate(data.get("@graph", ())):
        yield from faults_of(node, f"{where}[{place}]")
    if "@graph" not in data:
        yield from _faults_of_node(data, where)


def _faults_of_node(node: dict[str, Any], where: str) -> Iterator[str]:
    kind = node.get("@type")
    if kind not in PARENTS:
        yield f"{where}: nobody knows the type {kind!r}"
        return
    here = f"{where}/{kind}"
    if not _is_url(node.get("@id", "https://example.org/#a")):
        yield f"{here}: @id is no full address"
    line = list(_with_parents(kind))
    properties = {name: kinds for one in line for name, kinds in PROPERTIES.get(one, {}).items()}
    needed = {name for one in line for name in NEEDED.get(one, ())}
    for name in sorted(needed - set(node)):
        yield f"{here}: {name} is missing"
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in properties:
            yield f"{here}: {name} is no property of it"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _faults_of_value(one, properties[name], f"{here}.{name}")
    if kind == "BreadcrumbList":
        places = [one["position"] for one in node["itemListElement"]]
        if places != list(range(1, len(places) + 1)) or len(places) < 2:
            yield f"{here}: the steps are {places}"


def _faults_of_value(value: Any, kinds: tuple[str, ...], where: str) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            if not _is_url(value["@id"]):
                yield f"{where}: @id is no full address"
        elif not set(_with_parents(value.get("@type", ""))) & set(kinds):
            yield f"{where}: {value.get('@type')} is none of {kinds}"
        else:
            yield from _faults_of_node(value, where)
    elif not any(_fits(value, kind) for kind in kinds):
        yield f"{where}: {value!r} is none of {kinds}"


def _with_parents(kind: str) -> Iterator[str]:
    if kind in PARENTS:
        yield kind
        for parent in PARENTS[kind]:
            yield from _with_parents(parent)


def _fits(value: Any, kind: str) -> bool:
    if kind == "truth":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if kind == "url":
        return _is_url(value)
    if kind == "time":
        return _TIME.fullmatch(value) is not None
    if kind == "day":
        return _is_day(value)
    return kind == "text"


def _is_url(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _is_day(value: str) -> bool:
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
