"""The walker: every address of the resolver, tried by people whom it does not concern.

It is the alarm for every upgrade of Wagtail: an address without a verdict fails, an id without a
value fails, and so does a single canary, a single changed row, a single server error.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from managements.accounts.models import User
from managements.tenancy.addresses import is_open_to, verdict_on
from tests.isolation.addresses import Address, Pattern, addresses_of, patterns, queries
from tests.isolation.walking import SCRIPT, Walk, forms_in, is_open_to_editors
from tests.isolation.world import Things, World, rights, strangers_rows

# Addresses outside the CMS: they know no rights, and show what is published.
PUBLIC = {
    "wagtaildocs_serve",
    "wagtaildocs_authenticate_with_password",
    "wagtail.contrib.sitemaps.views.sitemap",
    "managements.media_library.views.serve_rendition",
    "websites:robots",
    "websites:accents",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
    "wagtail_serve",
}


def crafted(me: Things, other: Things) -> dict[str, Any]:
    """Return a form that would take, move, copy or change whatever the address stands for."""
    return {
        "title": "Gestohlen", "name": "Gestohlen", "slug": "gestohlen", "text": "Gestohlen",
        "new_title": "Gestohlen", "new_slug": "gestohlen", "new_parent_page": me.root.pk,
        "copy_subpages": "on", "publish_copies": "on", "alias": "on", "choice": me.root.pk,
        "management": me.management.pk, "collection": me.management.collection_id,
        "description": "Gestohlen", "is_decorative": "on", "restriction_type": "none",
        "email": "dieb@example.org", "is_superuser": "on", "groups": [other.management.editors_id],
        "is_active": "on", "username": "dieb", "password1": "geheim-geheim", "confirm": "on",
        "is_editing": "1", "next": "/admin/", "action-publish": "1", "action-unpublish": "1",
        "position": "0", "include_descendants": "on", "chooser": other.root.pk,
        "image-chooser-upload-collection": other.management.collection_id,
        "external-link-chooser-url": f"http://quartiere.test/{other.management.slug}/",
        "body-count": "0",
    }  # fmt: skip


def walk_through(
    walk: Walk, world: World, me: Things, owner: Callable[[Things], Walk] | None = None
) -> None:
    """Try every address with strangers' ids: read, read by script, and send forms of every kind."""
    for other in world.strangers:
        owners_walk = owner(other) if owner else None
        for pattern in patterns():
            addresses = list(addresses_of(pattern, world, me, other))
            if not may_open(walk.person, pattern):
                # The guard turns them away whatever the ids.
                addresses = addresses[:1]
            for address in addresses:
                knock(walk, pattern, address, me, other)
                if owners_walk and is_open_to_editors(address.name):
                    for form in forms_in(owners_walk.ask(address)):
                        walk.ask(address, form | {"action-publish": "1"})


def may_open(person: User | None, pattern: Pattern) -> bool:
    """Whether somebody gets past the guard, or there is none."""
    if pattern.name in PUBLIC:
        return True
    return person is not None and is_open_to(person, pattern.name)


def knock(walk: Walk, pattern: Pattern, address: Address, me: Things, other: Things) -> None:
    """Ask for one address in every way."""
    response = walk.ask(address)
    walk.ask(address, **SCRIPT)
    if not pattern.parameters and response.status_code == 200:
        for query in queries(other):
            walk.ask(Address(address.name, address.url, address.is_foreign, query))
    walk.ask(address, {})
    walk.ask(address, crafted(me, other))
    walk.ask(address, crafted(me, other), **SCRIPT)


def fingerprint() -> dict[str, str]:
    """Return a hash of the rows of every table that is not about the visitor's own session."""
    prints = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in {"django_session", "accounts_user"} or not model._meta.managed:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            prints[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return prints


def test_every_address_has_a_verdict() -> None:
    names = {pattern.name for pattern in patterns()}
    without = {name for name in names - PUBLIC if verdict_on(name) is None}
    assert not without, "Somebody has to say who may use them (managements.tenancy.addresses)."


@pytest.mark.parametrize("role", ["nobody", "editor", "both", "city"])
def test_the_curious_find_nothing(world: World, role: str, record_property: Any) -> None:
    me = world.paunsdorf
    person = {
        "nobody": None, "editor": me.editor, "both": world.both, "city": world.city_editor,
    }[role]  # fmt: skip
    is_stranger = role != "city"
    watch = (lambda: strangers_rows(world)) if is_stranger else rights
    walk = Walk(person, watch, is_stranger)
    before = fingerprint()
    walk_through(
        walk, world, me, (lambda things: Walk(things.editor)) if role == "editor" else None
    )
    record_property(
        "isolation", f"{role}: {walk.requests} requests, {len(walk.patterns)} patterns, "
        f"{len(walk.leaks)} leaks, {len(walk.changes)} changes, {len(walk.failures)} failures",
    )  # fmt: skip
    assert walk.is_clean, walk.report()
    assert fingerprint() == before
