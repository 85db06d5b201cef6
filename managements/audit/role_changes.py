"""Who is given a role or loses it, as lines of the security log."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.dispatch import receiver

from managements.tenancy.events import acting_user, record_after_commit
from managements.tenancy.roles import CITY_EDITORS

User = get_user_model()

EVENTS = {"post_add": "role_given", "post_remove": "role_taken", "pre_clear": "role_taken"}
# What an account can do beside its roles, with the events when that begins and ends.
SWITCHES = {
    "is_superuser": ("superuser_given", "superuser_taken"),
    "is_active": ("account_opened", "account_closed"),
}


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="audit.roles")
def record_roles(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    """Record memberships that begin and end, whichever side they are changed from."""
    event = EVENTS.get(action)
    if event is None:
        return
    if reverse:
        groups: Iterable[Group] = [instance]
        user_ids = instance.user_set.values_list("pk", flat=True) if pk_set is None else pk_set
    else:
        groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
        user_ids = [instance.pk]
    for group in groups:
        for user_id in user_ids:
            record_after_commit(event, user=user_id, by=acting_user(), **_role(group))


@receiver(pre_save, sender=User, dispatch_uid="audit.switches_before")
def remember_switches(
    sender: Any, instance: Any, raw: bool, update_fields: Iterable[str] | None, **_kwargs: Any
) -> None:
    """Keep what an account could do so far. A log-in, which only stores its time, asks nothing."""
    names = [name for name in SWITCHES if update_fields is None or name in update_fields]
    before = (
        User.objects.filter(pk=instance.pk).values(*names).first()
        if names and instance.pk and not raw
        else None
    )
    instance._switches_before = before  # noqa: SLF001 - read back below


@receiver(post_save, sender=User, dispatch_uid="audit.switches")
def record_switches(sender: Any, instance: Any, created: bool, raw: bool, **_kwargs: Any) -> None:
    """Record that an account becomes a superuser's, is closed, or the reverse."""
    before = instance.__dict__.pop("_switches_before", None) or {}
    if raw:
        return
    if created:
        before = {"is_superuser": False, "is_active": True}
    for name, was in before.items():
        _record_switch(instance.pk, name, before=was, now=getattr(instance, name))


def record_switches_in_bulk(accounts: Iterable[Any]) -> None:
    """Record what was switched past `save()`; the accounts are given as they were before."""
    before = {account.pk: account for account in accounts}
    for now in User.objects.filter(pk__in=before).order_by("pk"):
        for name in SWITCHES:
            _record_switch(
                now.pk, name, before=getattr(before[now.pk], name), now=getattr(now, name)
            )


def _record_switch(user_id: int, name: str, *, before: bool, now: bool) -> None:
    if now != before:
        begins, ends = SWITCHES[name]
        record_after_commit(begins if now else ends, user=user_id, by=acting_user())


def _role(group: Group) -> dict[str, str]:
    """Name the role that a group stands for, without words that people chose."""
    management = getattr(group, "management", None)
    if management is not None:
        return {"role": "editors", "management": management.slug}
    return {"role": "city_editors" if group.name == CITY_EDITORS else f"group {group.pk}"}
