"""Which pages everybody reads, and which somebody may point to."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import PageViewRestriction
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet


def restricted_paths() -> tuple[str, ...]:
    """Return the tree paths of all pages that are not for everybody; one query."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def pages_to_choose(pages: PageQuerySet, user: Any) -> PageQuerySet:
    """Return those of some pages that a user may choose: the own ones, and what everybody reads.

    Links across managements are what this product is for; titles of others' drafts, of hidden and
    of scheduled pages are none of anybody's business. Stock Wagtail lists them all
    (wagtail issue 9714).
    """
    if user.is_superuser:
        return pages
    # By path, because search can filter by it: a subquery of ids would be an error there.
    roots = {
        permission.page.path
        for permission in page_permission_policy.get_cached_permissions_for_user(user)
    }
    return pages.filter(_below(roots) | (Q(live=True) & ~_below(restricted_paths())))


def _below(paths: Iterable[str]) -> Q:
    """Match the pages at some places in the tree, and all pages below them."""
    condition = Q(path="")  # no page is there
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition
