"""Take pages offline without touching what they say, and bring them back as they were.

Wagtail's own way to unpublish a page forgets which revision was live and marks the page as changed.
Here the page's row keeps all of that; only `live` goes.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished, published, unpublished


@dataclass(frozen=True)
class Outcome:
    """What did not go online again.

    `expired` are the titles of pages of the tree whose time has passed; aliases of them may belong
    to others. `waiting` are pages that cannot go online yet, by their ids, with the place in the
    tree of the page in the trash they wait for.
    """

    expired: tuple[str, ...]
    waiting: dict[int, str]


def take_offline(pages: PageQuerySet) -> list[int]:
    """Unpublish some pages, and the aliases that follow them; return the ids of those that were live.

    Wagtail's signals are sent once per page, as its own unpublishing does.
    """
    ids = _with_aliases(set(pages.values_list("pk", flat=True)))
    live = list(Page.objects.filter(pk__in=ids, live=True).values_list("pk", flat=True))
    Page.objects.filter(pk__in=live).update(live=False)
    for page in Page.objects.filter(pk__in=live).specific():
        page_unpublished.send(sender=page.specific_class, instance=page)
        unpublished.send(sender=type(page), instance=page)
    return live


def bring_online(
    ids: Iterable[int], *, tree: PageQuerySet, container: Page, now: datetime.datetime
) -> Outcome:
    """Publish pages again with what was public: those of a tree that came back, and their aliases.

    What was an alias and has become a page of its own meanwhile is its owner's to publish. An alias
    stays offline if its source is, and what lies in the trash stays there.
    """
    in_tree = set(tree.values_list("pk", flat=True))
    ours = _with_aliases(in_tree).intersection(ids)
    pages = list(Page.objects.filter(pk__in=ours).select_related("alias_of"))
    waiting = {}
    for page in pages:
        for needed in (page, page.alias_of):
            if needed is not None and needed.is_descendant_of(container):
                waiting[page.pk] = needed.path
    expired = [
        page
        for page in pages
        if page.pk not in waiting and page.expire_at and page.expire_at <= now
    ]
    online = {page.pk for page in pages}.difference(waiting, (page.pk for page in expired))
    while orphans := {
        page.pk
        for page in pages
        if page.pk in online
        and page.alias_of is not None
        and page.alias_of_id not in online
        and not page.alias_of.live
    }:
        online -= orphans
    # As if the expiry had come to pass in its place.
    Page.objects.filter(pk__in=[page.pk for page in expired]).update(
        live=False, expired=True, has_unpublished_changes=True, live_revision=None
    )
    Page.objects.filter(pk__in=online).update(live=True)
    for page in Page.objects.filter(pk__in=online).specific():
        kind = {"alias": True} if page.alias_of_id else {}
        page_published.send(
            sender=page.specific_class, instance=page, revision=page.live_revision, **kind
        )
        published.send(sender=type(page), instance=page, revision=page.live_revision)
    titles = tuple(page.get_admin_display_title() for page in expired if page.pk in in_tree)
    return Outcome(titles, waiting)


def take_schedules(pages: PageQuerySet) -> dict[str, str]:
    """Cancel the planned publications of some pages; return the times by the revisions' ids."""
    planned = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)],
        approved_go_live_at__isnull=False,
    )
    schedules = {
        str(pk): at.isoformat() for pk, at in planned.values_list("pk", "approved_go_live_at")
    }
    planned.update(approved_go_live_at=None)
    return schedules


def bring_schedules_back(schedules: dict[str, str], now: datetime.datetime) -> int:
    """Plan again what lies in the future; return how many times have passed.

    What has passed is not published: the page is an ordinary draft then.
    """
    passed = 0
    for revision_id, text in schedules.items():
        at = datetime.datetime.fromisoformat(text)
        if at <= now:
            passed += 1
        else:
            Revision.objects.filter(pk=int(revision_id)).update(approved_go_live_at=at)
    return passed


def index_again(ids: Iterable[int]) -> None:
    """Let the search know where pages are now, and whether they are live."""
    for page in Page.objects.filter(pk__in=list(ids)).specific():
        index.insert_or_update_object(page)


def _with_aliases(ids: set[int]) -> set[int]:
    """Add the pages that are aliases of some, and the aliases of those."""
    found = set(ids)
    while ids:
        ids = set(Page.objects.filter(alias_of__in=ids).values_list("pk", flat=True)) - found
        found |= ids
    return found
