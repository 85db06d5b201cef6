"""Pages that every site has at a fixed address."""

from itertools import count
from typing import TypeVar

from django.db.models import Q
from wagtail.models import Page, Revision

from managements.pages.models import BasePage

FixedPage = TypeVar("FixedPage", bound=BasePage)


def provide_fixed_page(
    page_type: type[FixedPage],
    root: Page,
    *,
    slug: str,
    is_draft: bool = False,
    **facts: object,
) -> None:
    """Publish a page of a type below a start page, unless there is one.

    Another page that has its address makes room and gets the next free one. A draft may lack what
    nobody but editors knows.
    """
    if page_type.objects.child_of(root).exists():
        return
    _make_room(root, slug)
    page: FixedPage = root.add_child(instance=page_type(slug=slug, live=not is_draft, **facts))
    revision = page.save_revision(clean=not is_draft)
    if not is_draft:
        revision.publish()


def _make_room(root: Page, slug: str) -> None:
    """Free an address: of the page that has it, and of drafts that will have it.

    Else the clock would fail on publishing such a draft, and publish nothing that comes after it.
    """
    children = root.get_children()
    if taken := children.filter(slug=slug).first():
        page = taken.specific
        slugs = set(children.values_list("slug", flat=True))
        page.slug = next(free for number in count(2) if (free := f"{slug}-{number}") not in slugs)
        page.save()
    kept = {str(pk): kept for pk, kept in children.values_list("pk", "slug")}
    current = Q(approved_go_live_at__isnull=False) | Q(pk__in=children.values("latest_revision"))
    drafts = Revision.page_revisions.filter(current, object_id__in=kept, content__slug=slug)
    for draft in drafts:
        draft.content["slug"] = kept[draft.object_id]
        draft.save(update_fields=["content"])
