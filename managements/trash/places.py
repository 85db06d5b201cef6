"""Where a page comes back: below which page, between which others, under which slug."""

from collections.abc import Sequence

from django.db.models import Q
from wagtail.models import Page, Revision, Site
from wagtail.query import PageQuerySet

from managements.models import Management
from managements.trash.container import without_trash
from managements.trash.models import TrashEntry

LONGEST_SLUG = 255


def former_place(entry: TrashEntry) -> Page | None:
    """Return the former parent, None if it can no longer hold the page.

    It may be gone, lie in the trash, or have moved to another site, whose pages are not ours to name.
    """
    parent = _pages_of_site(entry).filter(pk=entry.former_parent_id).first()
    if parent is None or not entry.page.specific.can_move_to(parent):
        return None
    return parent


def start_page(entry: TrashEntry) -> Page:
    """Return the start page of the site that the page comes from: the management's or the city's."""
    if entry.management is not None:
        return entry.management.page.get_base_page()
    return Site.objects.select_related("root_page").get(is_default_site=True).root_page


def possible_places(entry: TrashEntry) -> PageQuerySet:
    """Return the pages of the same site that may hold the page, in the order of the tree."""
    kinds = entry.page.specific_class.allowed_parent_page_models()
    return _pages_of_site(entry).exact_type(*kinds).filter(locale=entry.page.locale_id)


def free_slug(parent: Page, wanted: str) -> str:
    """Return a slug that no page below a parent has: the wanted one, else with a number."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = wanted[: LONGEST_SLUG - len(ending)] + ending
    return slug


def rename_in_revisions(entry: TrashEntry, slug: str) -> None:
    """Write a new slug where the next edit or planned publication would bring back the former one."""
    for revision in Revision.objects.filter(
        Q(pk=entry.page.latest_revision_id) | Q(pk__in=[int(pk) for pk in entry.schedules]),
        object_id=str(entry.page_id),
    ):
        if revision.content.get("slug") == entry.former_slug:
            revision.content["slug"] = slug
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def order_below(parent: Page) -> list[int]:
    """Return the ids of a parent's pages in their order, with those in the trash in their places."""
    ids = list(parent.get_children().values_list("pk", flat=True))
    for entry in parent.trash_entries_from_below.order_by("deleted_at", "pk"):
        ids.insert(_position(entry.page_id, entry.former_order, ids), entry.page_id)
    return ids


def place_in_order(parent: Page, entry: TrashEntry) -> tuple[Page, str]:
    """Return next to which page the page belongs below its former parent, as Wagtail names places."""
    siblings = list(parent.get_children())
    position = _position(entry.page_id, entry.former_order, [page.pk for page in siblings])
    if position:
        return siblings[position - 1], "right"
    return parent, "first-child"


def _pages_of_site(entry: TrashEntry) -> PageQuerySet:
    """Return the pages of the site that the page comes from; the city's are those of no management."""
    pages = without_trash(Page.objects.descendant_of(start_page(entry), inclusive=True))
    if entry.management is None:
        for path in Management.objects.values_list("page__path", flat=True):
            if path is not None:
                pages = pages.exclude(path__startswith=path)
    return pages


def _position(page_id: int, former_order: Sequence[int], ids: Sequence[int]) -> int:
    """Return where a page belongs among others: after the nearest one that stood before it."""
    for before in reversed(former_order[: former_order.index(page_id)]):
        if before in ids:
            return ids.index(before) + 1
    return 0
