"""Delete pages so that they can be brought back, bring them back, and remove them for good."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import log
from wagtail.models import Page

from managements.accounts.models import User
from managements.models import Management
from managements.trash import publication
from managements.trash.container import is_in_trash, locked_container
from managements.trash.models import TrashEntry
from managements.trash.places import (
    former_place,
    free_slug,
    order_below,
    place_in_order,
    rename_in_revisions,
    start_page,
)
from managements.trash.signals import page_restored


class TrashError(Exception):
    """Something cannot be deleted or brought back; the message is one sentence for people."""


@dataclass(frozen=True)
class Restored:
    """A page that came back, and what is not as it was."""

    page: Page
    parent: Page
    new_slug: str = ""  # empty: the former one
    expired: tuple[str, ...] = ()
    schedules_passed: int = 0


@dataclass(frozen=True)
class Emptied:
    """How many entries were removed for good, and the ids of pages that others cannot do without."""

    removed: int
    kept: tuple[int, ...] = ()


def holds_fixed_page(page: Page) -> bool:
    """Whether a page, or one below it, belongs to the skeleton of a site; one query."""
    kinds = (
        page.get_descendants(inclusive=True)
        .order_by()
        .values_list("content_type", flat=True)
        .distinct()
    )
    models = (ContentType.objects.get_for_id(kind).model_class() for kind in kinds)
    return any(getattr(model, "is_fixed", False) for model in models)


@transaction.atomic
def move_to_trash(*, page: Page, by: User | None, now: datetime.datetime) -> TrashEntry:
    """Delete a page with all pages below it, so that it can be brought back.

    It goes offline, then it gets a slug that is free in the trash, then it moves: redirects are
    only written for moved pages that are live.

    Raises:
        TrashError: if it lies in the trash already, or belongs to the skeleton of a site.
    """
    container = locked_container()
    # Somebody else may have been faster.
    page = Page.objects.get(pk=page.pk).specific
    if page.path.startswith(container.path):
        raise TrashError(_("“%(page)s” already lies in the trash.") % {"page": page.draft_title})
    if page.depth <= container.depth or holds_fixed_page(page):
        raise TrashError(
            _("“%(page)s” cannot be deleted: the site needs it, or a page below it.")
            % {"page": page.draft_title}
        )
    parent = page.get_parent()
    subtree = Page.objects.descendant_of(page, inclusive=True)
    ids = set(subtree.values_list("pk", flat=True))
    log(instance=page, action="trash.delete", user=by, data={"subpages": len(ids) - 1})
    entry = TrashEntry.objects.create(
        management=Management.objects.of_page(page),
        page_id=page.pk,
        former_parent=parent,
        former_slug=page.slug,
        former_url_path=page.url_path,
        former_order=order_below(parent),
        live_pages=publication.take_offline(subtree),
        schedules=publication.take_schedules(subtree),
        deleted_by=by,
        deleted_at=now,
    )
    _move(page, slug=f"trash-{page.pk}", target=container, position="last-child", by=by)
    publication.index_again(ids.union(entry.live_pages))
    return entry


@transaction.atomic
def restore(
    *, entry: TrashEntry, by: User | None, now: datetime.datetime, parent: Page | None = None
) -> Restored:
    """Bring a page back with all pages below it.

    It comes back below its former parent, in its former place; if that is gone, or another `parent`
    is named, it becomes the last page there. Without a name, the site's start page takes it.

    Raises:
        TrashError: if somebody was faster, or the page may not stand there, or the person may not
            put it there.
    """
    container = locked_container()
    entry = _stored(entry)
    former = former_place(entry)
    # Not what somebody has in memory: places in the tree change.
    parent = Page.objects.get(pk=(parent or former or start_page(entry)).pk)
    _check_place(entry, parent, by)
    slug = free_slug(parent, entry.former_slug)
    is_renamed = slug != entry.former_slug
    if is_renamed:
        rename_in_revisions(entry, slug)
    target, position = place_in_order(parent, entry) if parent == former else (parent, "last-child")
    page = _move(entry.page, slug=slug, target=target, position=position, by=by)
    tree = page.get_descendants(inclusive=True)
    outcome = publication.bring_online(entry.live_pages, tree=tree, container=container, now=now)
    _let_wait(outcome.waiting, container)
    passed = publication.bring_schedules_back(entry.schedules, now)
    publication.index_again({*tree.values_list("pk", flat=True), *entry.live_pages})
    page.refresh_from_db()
    log(instance=page, action="trash.restore", user=by)
    page_restored.send(
        sender=type(page),
        instance=page,
        url_path_before=entry.former_url_path,
        url_path_after=page.url_path,
    )
    entry.delete()
    return Restored(page, parent, slug if is_renamed else "", outcome.expired, passed)


@transaction.atomic
def purge(*, entry: TrashEntry, by: User | None = None) -> None:
    """Remove a page and all pages below it for good.

    Raises:
        TrashError: if somebody was faster.
        ProtectedError: if something else cannot do without one of the pages.
    """
    locked_container()
    entry = _stored(entry)
    page = entry.page
    log(
        instance=entry,
        action="trash.purge",
        user=by,
        data={"page": page.pk, "subpages": entry.subpage_count},
    )
    if is_in_trash(page):
        DeletePageAction(page.specific, user=by).execute(skip_permission_checks=True)
    else:
        # Somebody took it out by another way: it is no longer ours to remove.
        entry.delete()


def purge_all(*, entries: Iterable[TrashEntry], by: User | None = None) -> Emptied:
    """Remove many pages for good, each in a transaction of its own: one that must stay stops no other."""
    removed, kept = 0, []
    for entry in entries:
        try:
            purge(entry=entry, by=by)
        except ProtectedError:
            kept.append(entry.page_id)
        except TrashError:
            continue
        else:
            removed += 1
    return Emptied(removed, tuple(kept))


def empty_trash(*, now: datetime.datetime) -> Emptied:
    """Remove for good what has waited for its time."""
    return purge_all(entries=TrashEntry.objects.due(now))


def _stored(entry: TrashEntry) -> TrashEntry:
    """Return the entry as it is now.

    Raises:
        TrashError: if it is gone.
    """
    stored: TrashEntry | None = (
        TrashEntry.objects.filter(pk=entry.pk)
        .select_related("page", "former_parent", "management")
        .first()
    )
    if stored is None:
        raise TrashError(_("This page no longer lies in the trash."))
    return stored


def _let_wait(waiting: dict[int, str], container: Page) -> None:
    """Let pages go online together with the pages in the trash that they wait for."""
    for page_id, path in waiting.items():
        topmost = path[: len(container.path) + container.steplen]
        other = TrashEntry.objects.filter(page__path=topmost).first()
        if other is not None and page_id not in other.live_pages:
            other.live_pages.append(page_id)
            other.save(update_fields=["live_pages"])


def _check_place(entry: TrashEntry, parent: Page, by: User | None) -> None:
    """Refuse a place where a page of this kind cannot stand, or where somebody may not put it.

    Raises:
        TrashError: with the reason.
    """
    if is_in_trash(parent) or not entry.page.specific.can_move_to(parent):
        raise TrashError(
            _("“%(page)s” cannot stand below “%(parent)s”.")
            % {"page": entry, "parent": parent.get_admin_display_title()}
        )
    if by is None:
        return
    rights = parent.permissions_for_user(by)
    if not rights.can_add_subpage() or (entry.live_pages and not rights.can_publish_subpage()):
        raise TrashError(
            _("You may not put pages below “%(parent)s”.")
            % {"parent": parent.get_admin_display_title()}
        )


def _move(page: Page, *, slug: str, target: Page, position: str, by: User | None) -> Page:
    """Move a page under a new slug; return it as it is then.

    The slug changes first and unnoticed, so that Wagtail takes the whole for one move.
    """
    Page.objects.filter(pk=page.pk).update(slug=slug)
    MovePageAction(Page.objects.get(pk=page.pk), target, pos=position, user=by).execute(
        skip_permission_checks=True
    )
    return Page.objects.get(pk=page.pk).specific
