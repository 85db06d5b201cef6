"""The walker: every address of the resolver, tried by people whom it does not concern.

It is the alarm for every upgrade of Wagtail: an address without a verdict fails, an id without a
value fails, and so does a single canary, a single changed row, a single server error.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from managements.accounts.models import User
from managements.tenancy.addresses import is_open_to, verdict_on
from tests.isolation.addresses import Address, Pattern, addresses_of, patterns, queries
from tests.isolation.walking import SCRIPT, Walk, forms_in, is_open_to_editors, was_refused
from tests.isolation.world import DAY, Things, World, rights, strangers_rows

# On the other databases an editor tries one address of four, and the owner of what is public all:
# who may do what is asked in Python, and forms that are made by hand are sent on every database.
ONCE = pytest.mark.once
# Into how many tests a walk is cut, so that all workers have something to do until the end.
PARTS = {"nobody": 1, "editor": 4, "both": 4, "city": 2}
WALKS = [
    pytest.param(role, part, marks=() if (role, part) == ("editor", 0) else ONCE)
    for role, parts in PARTS.items()
    for part in range(parts)
]
pytestmark = pytest.mark.usefixtures("_plain_templates", "_menu_drawn_once")
# Addresses outside the CMS: they know no rights, and show what is published.
PUBLIC = {
    "wagtaildocs_serve",
    "wagtaildocs_authenticate_with_password",
    "wagtail.contrib.sitemaps.views.sitemap",
    "managements.media_library.views.serve_picture",
    "referrals:places",
    "referrals:overview_csv",
    "referrals:overview_json",
    "notice:own",
    "notice:of_management",
    "events:city_feed",
    "events:city_entry_feed",
    "accessibility:report",
    "events:feed",
    "events:entry_feed",
    "news_feeds:city",
    "news_feeds:of_management",
    "websites:robots",
    "websites:accents",
    "websites:drawing",
    "websites:drawing_png",
    "websites:favicon",
    "websites:share_image",
    "referrals:count",
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
        "commissioner": "Gestohlen", "carrier": "Gestohlen", "ends_previous": "on",
        "valid_from": "", "notice_programmes-TOTAL_FORMS": "0",
        "notice_programmes-INITIAL_FORMS": "0",
        "description": "Gestohlen", "is_decorative": "on", "restriction_type": "none",
        "email": "dieb@example.org", "is_superuser": "on", "groups": [other.management.editors_id],
        "is_active": "on", "username": "dieb", "password1": "geheim-geheim", "confirm": "on",
        "is_editing": "1", "next": "/admin/", "action-publish": "1", "action-unpublish": "1",
        "position": "0", "include_descendants": "on", "chooser": other.root.pk,
        "image-chooser-upload-collection": other.management.collection_id,
        "external-link-chooser-url": f"http://quartiere.test/{other.management.slug}/",
        "body-count": "0", "note": "Gestohlen", "new_day": DAY.isoformat(), "new_starts_at": "09:00",
        "day": DAY.isoformat(), "back": "/admin/", "participant": me.management.slug,
    }  # fmt: skip


def walk_through(
    walk: Walk,
    world: World,
    me: Things,
    others: Sequence[Things],
    some: Sequence[Pattern],
    owner: Callable[[Things], Walk] | None = None,
) -> None:
    """Try addresses with others' ids: read, read by script, and send forms of every kind."""
    for other in others:
        owners_walk = owner(other) if owner else None
        for pattern in some:
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


@pytest.mark.parametrize(("role", "part"), WALKS)
def test_the_curious_find_nothing(world: World, role: str, part: int, record_property: Any) -> None:
    me = world.paunsdorf
    person = {
        "nobody": None, "editor": me.editor, "both": world.both, "city": world.city_editor,
    }[role]  # fmt: skip
    is_stranger = role != "city"
    watch = (lambda: strangers_rows(world)) if is_stranger else rights
    # The Stadtredaktion lets people into teams and out of them.
    may_change = frozenset() if is_stranger else frozenset({"teams:remove"})
    walk = Walk(person, watch, is_stranger, may_change)
    before = fingerprint()
    some = list(patterns())[part :: PARTS[role]]
    owner = (lambda things: Walk(things.editor)) if role == "editor" else None
    # Whom nothing is foreign to meets the same views with the ids of one management as with another's:
    # they pass the one that is still being prepared, which has all that the other has, and drafts besides.
    others = world.strangers if is_stranger else (world.hidden,)
    walk_through(walk, world, me, others, some, owner)
    record_property("walk", (role, walk.figures))
    assert walk.is_clean, walk.report()
    assert fingerprint() == before


# Where even the owner does not get in by merely asking, and why.
NOT_FOR_OWNERS = {
    # They take forms only.
    "wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release",
    "wagtailadmin_pages:set_page_position", "wagtailadmin_pages:lock", "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:convert_alias", "wagtailadmin_pages:revisions_unschedule",
    "wagtailimages:edit_multiple", "wagtailimages:delete_multiple",
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
    "wagtaildocs:edit_multiple", "wagtaildocs:delete_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple",
    "closures:end",
    # Evidence, answers, hours and closures are not deleted, a wrong token opens nothing, nobody
    # removes themselves, and only the Stadtredaktion empties a trash.
    "wagtailsnippets_funding_fundingnotice:delete", "wagtailsnippets_referrals_answer:delete",
    "wagtailsnippets_offices_closure:delete", "wagtailsnippets_offices_consultationhour:delete",
    "teams_invitation:accept", "teams:remove", "teams:change_end", "trash:purge",
    # The city's event is the city's to withdraw.
    "dates:withdraw",
    # Workflows are switched off.
    *(
        f"wagtailsnippets_specimen_specimen:{name}"
        for name in (
            "collect_workflow_action_data", "confirm_workflow_cancellation", "workflow_action",
            "workflow_history_detail", "workflow_preview",
        )
    ),
}  # fmt: skip
# What the owner changes with the very forms that strangers send in vain.
WRITTEN_BY_OWNERS = {
    "teams:withdraw", "trash:restore", "wagtail_bulk_action",
    "dates:event_cancel", "dates:hour_cancel", "barriers:edit",
    "wagtailadmin_pages:delete", "wagtailadmin_pages:edit", "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:revisions_revert", "wagtailadmin_pages:unpublish",
    "wagtaildocs:delete", "wagtaildocs:edit", "wagtailimages:delete", "wagtailimages:edit",
    "wagtailsnippets_funding_fundingnotice:edit", "wagtailsnippets_funding_fundingnotice:copy",
    "wagtailsnippets_referrals_answer:edit",
    "wagtailsnippets_offices_place:edit", "wagtailsnippets_offices_place:delete",
    "wagtailsnippets_offices_consultationhour:edit", "wagtailsnippets_offices_closure:edit",
    *(
        f"wagtailsnippets_specimen_specimen:{name}"
        for name in ("copy", "delete", "edit", "revisions_revert", "revisions_unschedule")
    ),
}  # fmt: skip
OWNED_IN_BULK = {"page", "image", "document", "specimen", "place"}


@pytest.mark.parametrize("whose", ["gruenau", pytest.param("hidden", marks=ONCE)])
def test_the_owner_gets_in_wherever_strangers_do_not(
    world: World, whose: str, record_property: Any
) -> None:
    """The positive control: the ids are right, and the walls stand in nobody's own way."""
    owned: Things = getattr(world, whose)
    owner, stranger = Walk(owned.editor, is_stranger=False), Walk(world.paunsdorf.editor)
    doors: dict[str, bool] = {}
    for pattern in patterns():
        if pattern.name in PUBLIC | NOT_FOR_OWNERS or not is_open_to_editors(pattern.name):
            continue
        for address in addresses_of(pattern, world, owned, owned):
            if not address.is_foreign or not was_refused(stranger.ask(address)):
                continue
            door = pattern.name
            if door == "wagtail_bulk_action":
                door = address.url
                if door.split("/")[-3] not in OWNED_IN_BULK:
                    continue
            answer = owner.ask(address)
            doors[door] = doors.get(door, False) or not was_refused(answer)
            for form in forms_in(answer):
                owner.ask(address, form | {"action-publish": "1"})
    passed = sum(doors.values()) + len(owner.written & WRITTEN_BY_OWNERS)
    record_property("isolation", f"owner of {whose}: {passed} controls passed")
    assert not owner.failures, owner.report()
    assert WRITTEN_BY_OWNERS - owner.written == set()
    assert [door for door, is_open in doors.items() if not is_open] == []
    assert len(doors) > 60
