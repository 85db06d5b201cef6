"""What somebody may point to: what everybody reads, what all share, and what is their own."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from wagtail.models import CollectionMember, Page, PageViewRestriction
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.query import PageQuerySet

from managements.models import Management, ManagementOwned, SharedByAll
from managements.tenancy.roles import managements_of, works_for_the_city

Records = TypeVar("Records", bound=QuerySet[Any])


def restricted_paths() -> tuple[str, ...]:
    """Return the tree paths of all pages that are not for everybody; one query."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def choosable(records: Records, user: Any) -> Records:
    """Return those of some records that somebody may point to, in choosers and on pages.

    Images and documents follow Wagtail's right to choose from their collection. A kind of record
    that nobody has declared to be owned or shared cannot be chosen at all.
    """
    model = records.model
    if issubclass(model, Page):
        return pages_to_choose(records, user)
    if works_for_the_city(user) or issubclass(model, SharedByAll):
        return records
    if issubclass(model, Management):
        return records.filter(
            ~Q(status=Management.Status.PREPARATION) | Q(pk__in=managements_of(user))
        )
    if issubclass(model, ManagementOwned):
        return records.filter(management__in=managements_of(user))
    if issubclass(model, CollectionMember):
        policy = policy_registry.get_by_type(model)
        return records.filter(
            collection__in=policy.collections_user_has_any_permission_for(
                user, ["choose", "change"]
            )
        )
    return records.none()


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
