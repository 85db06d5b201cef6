"""Who is logged in: with the rights of today, and by user name or e-mail address."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from managements.accounts.models import User
from managements.teams.memberships import end_memberships
from managements.teams.models import Membership


class MembershipBackend(ModelBackend):
    """Ends the memberships whose last day is over before anybody asks for rights.

    So a deputy's rights end at midnight in Berlin, even where the nightly run does not.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the account with this name and password, or with this address and password."""
        if not username or password is None:
            return None
        # One person's address may be another one's user name: the password tells them apart.
        found = User.objects.filter(Q(username=username) | Q(email__iexact=username))
        candidates = list(found.order_by("pk"))
        if not candidates:
            # As slow as with an account, so that the time does not tell (Django ticket 20760).
            User().set_password(password)
        for user in candidates:
            if user.check_password(password):
                current = self.get_user(user.pk)
                if current is not None:
                    return current
        return None

    def get_user(self, user_id: int) -> User | None:
        """Return the account of a session; every request of somebody logged in begins here."""
        user: User | None = super().get_user(user_id)
        today = timezone.localdate()
        if user is None or not Membership.objects.passed(today).filter(user=user).exists():
            return user
        end_memberships(today=today, user=user)
        # Read anew: it may be closed now.
        return super().get_user(user_id)
