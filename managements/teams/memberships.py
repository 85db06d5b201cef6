"""Joining a management's editors, and leaving them.

Each function is one transaction, and brings group, membership and account into line.
"""

import datetime
from collections.abc import Collection

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import PageSubscription

from managements.accounts.models import User
from managements.models import Management
from managements.teams.invitations import withdraw_what_outlasts
from managements.teams.models import Membership
from managements.teams.rules import OutOfReachError, check_last_day, required_reach


@transaction.atomic
def join(
    *,
    user: User,
    management: Management,
    last_day: datetime.date | None = None,
    by: User | None,
) -> Membership:
    """Let somebody belong to a management's editors; who does so already stays as they are.

    Whoever had left for good may log in again. An account that was blocked while it still had
    rights stays blocked.
    """
    person = _locked(user)
    if has_left(person):
        person.is_active = True
        person.save(update_fields=["is_active"])
    membership, created = Membership.objects.get_or_create(
        user=person, management=management, defaults={"last_day": last_day}
    )
    if created:
        log(instance=membership, action="teams.join", user=by)
    person.groups.add(management.editors_id)
    return membership


@transaction.atomic
def leave(*, user: User, management: Management, by: User | None) -> None:
    """Let somebody no longer belong to a management's editors.

    `by` is None where nobody decides, as in the demonstration.

    Raises:
        Membership.DoesNotExist: if the person does not belong to them.
        OutOfReachError: if `by` may not do that.
    """
    _locked(user)
    membership = Membership.objects.select_for_update().get(user=user, management=management)
    if by is not None and not required_reach(by, management).may_touch(membership):
        raise OutOfReachError
    _end(membership, action="teams.leave", by=by)


@transaction.atomic
def change_end(
    *,
    membership: Membership,
    last_day: datetime.date | None,
    by: User,
    today: datetime.date,
) -> None:
    """Let a membership end on another day, or never.

    Raises:
        Membership.DoesNotExist: if it has ended meanwhile.
        OutOfReachError: if `by` may not touch it.
        ValidationError: by field, if the day is over or beyond the reach of `by`.
    """
    stored = Membership.objects.select_for_update().get(pk=membership.pk)
    reach = required_reach(by, stored.management)
    if not reach.may_touch(stored):
        raise OutOfReachError
    check_last_day(last_day, reach=reach, today=today)
    if stored.last_day == last_day:
        return
    stored.last_day = last_day
    stored.save(update_fields=["last_day"])
    log(
        instance=stored,
        action="teams.change_end",
        user=by,
        data={"last_day": last_day and last_day.isoformat()},
    )
    withdraw_what_outlasts(giver_ids={stored.user_id}, by=by)


@transaction.atomic
def end_memberships(*, today: datetime.date, user: User | None = None) -> int:
    """End the memberships whose last day is over, of one person or of all; return how many."""
    passed = Membership.objects.passed(today)
    if user is not None:
        passed = passed.filter(user=user)
    # The accounts first, as everywhere here: who locks in one order does not wait in a circle.
    people = User.objects.filter(pk__in=passed.values("user")).order_by("pk")
    list(people.select_for_update().values_list("pk"))
    ending = list(passed.select_for_update(of=("self",)).select_related("user", "management__page"))
    for membership in ending:
        _end(membership, action="teams.end", by=None)
    return len(ending)


@transaction.atomic
def follow_groups(
    *,
    user_ids: Collection[int] | None = None,
    group_ids: Collection[int] | None = None,
) -> None:
    """Bring memberships into line with the groups of some people (None: of all).

    For changes that were made at the groups themselves, as in Wagtail's form for accounts.
    """
    managements = Management.objects.in_bulk(field_name="editors_id")
    in_groups = User.groups.through.objects.filter(group_id__in=managements)
    stored = Membership.objects.select_related("user", "management__page")
    if user_ids is not None:
        in_groups = in_groups.filter(user_id__in=user_ids)
        stored = stored.filter(user_id__in=user_ids)
    if group_ids is not None:
        in_groups = in_groups.filter(group_id__in=group_ids)
        stored = stored.filter(management__editors__in=group_ids)
    wanted = {
        (user_id, managements[group_id].pk): managements[group_id]
        for user_id, group_id in in_groups.values_list("user_id", "group_id")
    }
    there = {(membership.user_id, membership.management_id): membership for membership in stored}
    for key in wanted.keys() - there.keys():
        membership, created = Membership.objects.get_or_create(
            user_id=key[0], management=wanted[key]
        )
        if created:
            log(instance=membership, action="teams.join")
    for key in there.keys() - wanted.keys():
        _forget(there[key], action="teams.leave", by=None)
    withdraw_what_outlasts(giver_ids=user_ids, by=None)


def has_left(user: User) -> bool:
    """Whether an account is closed because its person belongs to nothing any more."""
    return not (user.is_active or user.is_superuser or user.groups.exists())


def _locked(user: User) -> User:
    """Return the account as it is stored, locked until the end of the transaction."""
    return User.objects.select_for_update().get(pk=user.pk)


def _end(membership: Membership, *, action: str, by: User | None) -> None:
    """End a membership, and close the account of a person who belongs to nothing any more."""
    person, management = membership.user, membership.management
    _forget(membership, action=action, by=by)
    withdraw_what_outlasts(giver_ids={person.pk}, by=by)
    person.groups.remove(management.editors_id)
    if not person.is_superuser and not person.groups.exists():
        User.objects.filter(pk=person.pk).update(is_active=False)


def _forget(membership: Membership, *, action: str, by: User | None) -> None:
    """Delete a membership and what its person subscribed to because of it."""
    PageSubscription.objects.filter(
        user=membership.user_id, page__path__startswith=membership.management.page.path
    ).delete()
    log(instance=membership, action=action, user=by, deleted=True)
    membership.delete()
