"""Keep memberships in step with groups, wherever somebody changes those."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from managements.accounts.models import User
from managements.teams.memberships import follow_groups


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="teams.keep_memberships_in_step")
def keep_memberships_in_step(
    *,
    instance: User | Group,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **_facts: Any,
) -> None:
    """Follow `user.groups` and `group.user_set`; after a clear() nobody knows what was in it."""
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    own = {instance.pk}
    if reverse:
        follow_groups(user_ids=pk_set, group_ids=own)
    else:
        follow_groups(user_ids=own, group_ids=pk_set)
