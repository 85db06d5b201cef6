"""Pages that every site has at a fixed address."""

from itertools import count
from typing import TypeVar

from wagtail.models import Page

from managements.pages.models import BasePage

FixedPage = TypeVar("FixedPage", bound=BasePage)


def provide_fixed_page(
    page_type: type[FixedPage], root: Page, *, slug: str, **facts: object
) -> None:
    """Publish a page of a type below a start page, unless there is one.

    Another page that has its address makes room and gets the next free one.
    """
    if page_type.objects.child_of(root).exists():
        return
    _make_room(root, slug)
    page: FixedPage = root.add_child(instance=page_type(slug=slug, **facts))
    page.save_revision().publish()


def _make_room(root: Page, slug: str) -> None:
    taken = root.get_children().filter(slug=slug).first()
    if taken is None:
        return
    page = taken.specific
    slugs = set(root.get_children().values_list("slug", flat=True))
    page.slug = next(free for number in count(2) if (free := f"{slug}-{number}") not in slugs)
    page.save()
