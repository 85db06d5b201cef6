"""Permission policies that Wagtail asks before it lets somebody act on a record."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class KeptPolicy(ModelPermissionPolicy):
    """For records that nobody deletes, not even a superuser: they end by changing their state."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse to delete; ask Django for everything else."""
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """As above, for several actions of which one is enough."""
        return bool(super().user_has_any_permission(user, set(actions) - {"delete"}))
