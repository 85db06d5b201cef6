"""Permission policies that Wagtail asks before it lets somebody act on a record."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from managements.models import Evidence, ManagementOwned
from managements.tenancy.roles import CITY_EDITORS, managements_of, works_for


class KeptPolicy(ModelPermissionPolicy):
    """For records that nobody deletes, not even a superuser: they end by changing their state."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse to delete; ask Django for everything else."""
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """As above, for several actions of which one is enough."""
        return bool(super().user_has_any_permission(user, set(actions) - {"delete"}))


def may_be_deleted(record: Any) -> bool:
    """Whether anybody may delete a record at all, by what it says of itself today."""
    return not (isinstance(record, Evidence) and record.is_evidence(timezone.localdate()))


class EvidencePolicy(ModelPermissionPolicy):
    """For records of all that nobody deletes once they have counted."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Evidence) -> bool:
        """Whether somebody may act on a record."""
        if action == "delete" and not may_be_deleted(instance):
            return False
        return self.user_has_permission(user, action)


class OwnedPolicy(ModelPermissionPolicy):
    """For records of one management: Django's permission on the model, and the record is one's own."""

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: ManagementOwned
    ) -> bool:
        """Whether somebody may act on a record; one without a management yet belongs to nobody."""
        if action == "delete" and not may_be_deleted(instance):
            return False
        if not self.user_has_permission(user, action):
            return False
        return instance.management_id is None or works_for(user, instance.management_id)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """Return the records of the managements that somebody works for."""
        # Not by a subquery of the records' own keys: search filters by the management.
        return (
            super()
            .instances_user_has_any_permission_for(user, actions)
            .filter(management__in=managements_of(user))
        )

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: ManagementOwned
    ) -> QuerySet[Any]:
        """Return who may act on a record: its editors, the Stadtredaktion and superusers."""
        users = self.users_with_any_permission(actions)
        theirs = users.filter(groups__management=instance.management_id)
        return (
            theirs | users.filter(groups__name=CITY_EDITORS) | users.filter(is_superuser=True)
        ).distinct()
