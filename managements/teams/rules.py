"""Who may let others join and leave.

One rule: a member may only touch memberships, and only give invitations, that end no later than
the own one. Nobody touches the own membership. The Stadtredaktion and superusers may do so for
every management. So nobody can raise the own rights, not even by way of a second account.
"""

import datetime
from dataclasses import dataclass
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.accounts.models import User
from managements.models import Management
from managements.teams.models import Invitation, Membership
from managements.tenancy import roles


class OutOfReachError(Exception):
    """Somebody wants to do what the rule does not allow."""


@dataclass(frozen=True)
class Reach:
    """How far somebody's word goes in a management."""

    user_id: int
    last_day: datetime.date | None  # None: without end

    def covers(self, last_day: datetime.date | None) -> bool:
        """Whether something that ends then ends no later than this."""
        if self.last_day is None:
            return True
        return last_day is not None and last_day <= self.last_day

    def may_touch(self, membership: Membership) -> bool:
        """Whether a membership may be changed and ended: never the own one."""
        return membership.user_id != self.user_id and self.covers(membership.last_day)

    def may_withdraw(self, invitation: Invitation) -> bool:
        """Whether an invitation may be withdrawn, or replaced by another one."""
        return self.covers(invitation.last_day)


def reach_of(user: User, management: Management) -> Reach | None:
    """Return how far somebody's word goes in a management; None if it counts for nothing.

    A membership that has passed reaches only to days that have passed, so it gives nothing away
    before it is ended.
    """
    if not user.is_active:
        return None
    if roles.works_for_the_city(user):
        return Reach(user.pk, None)
    membership = Membership.objects.of(management).filter(user=user).first()
    return Reach(user.pk, membership.last_day) if membership else None


def required_reach(user: User, management: Management) -> Reach:
    """Return how far somebody's word goes in a management.

    Raises:
        OutOfReachError: if it counts for nothing there.
    """
    reach = reach_of(user, management)
    if reach is None:
        raise OutOfReachError
    return reach


def check_last_day(last_day: datetime.date | None, *, reach: Reach, today: datetime.date) -> None:
    """Refuse a last day that is over, or that lies beyond somebody's reach.

    Raises:
        ValidationError: at the field `last_day`.
    """
    if last_day is not None and last_day < today:
        raise ValidationError({"last_day": _("This day is over. Please choose a later one.")})
    if not reach.covers(last_day):
        raise ValidationError(
            {
                "last_day": _(
                    "You belong to this team until %(day)s yourself. Please choose that day or an "
                    "earlier one."
                )
                % {"day": date_format(cast(datetime.date, reach.last_day))}
            }
        )
