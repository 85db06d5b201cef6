"""The place in the page tree where deleted pages wait.

One plain page stands directly below the root of the tree, outside every site: what is in it has no
address, and nobody but a superuser has a right on it, so that explorer, search, choosers, previews
and forms do not know its pages.
"""

from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

SLUG = "papierkorb"


def find_container() -> Page | None:
    """Return the container, None as long as nobody has deleted a page."""
    return Page.objects.exact_type(Page).filter(depth=2, slug=SLUG).first()


def locked_container() -> Page:
    """Return the container, made where it is missing; what changes the trash waits in line for it.

    The root of the tree is locked, so that two deletions at once neither make two containers nor
    take the same place in it. Must be called inside a transaction.
    """
    root = Page.objects.select_for_update().get(depth=1)
    container = find_container()
    if container is None:
        container = root.add_child(instance=Page(title=_("Trash"), slug=SLUG, live=False))
        # For nobody: an alias becomes public with its source, even in here.
        PageViewRestriction.objects.create(
            page=container, restriction_type=PageViewRestriction.GROUPS
        )
    return container


def is_in_trash(page: Page) -> bool:
    """Whether a page, or one above it, was deleted; one query."""
    container = find_container()
    return container is not None and page.is_descendant_of(container)


def without_trash(pages: PageQuerySet) -> PageQuerySet:
    """Leave out the trash and all that is in it; one query more."""
    container = find_container()
    return pages.not_descendant_of(container, inclusive=True) if container else pages
