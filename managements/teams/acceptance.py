"""Accepting an invitation: how an account comes to be, or joins one more management."""

import datetime
import re
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from managements.accounts.models import User
from managements.teams.invitations import still_stands
from managements.teams.memberships import has_left, join
from managements.teams.models import Invitation

_NOT_IN_USERNAMES = re.compile(r"[^\w.@+-]")


class InvitationGoneError(Exception):
    """The token leads nowhere: it is wrong, used, withdrawn or expired."""


class AccountChangedError(Exception):
    """The account of the invited address is another one, or in another state, than was thought."""


@dataclass(frozen=True)
class NewAccount:
    """What somebody says about themselves who has no account yet."""

    first_name: str
    last_name: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class NewPassword:
    """What somebody chooses who had left and returns."""

    password: str = field(repr=False)


def find_invitation(*, token: str, now: datetime.datetime) -> Invitation:
    """Return the invitation that a link leads to.

    Raises:
        InvitationGoneError: if it cannot be accepted (any more).
    """
    invitation = (
        Invitation.objects.open(now)
        .with_token(token)
        .select_related("management", "invited_by")
        .first()
    )
    if invitation is None or not still_stands(invitation):
        raise InvitationGoneError
    return invitation


def account_of(email: str) -> User | None:
    """Return the account that an address belongs to, whatever its case."""
    return User.objects.filter(email__iexact=email).first()


def accept(*, token: str, account: User | NewAccount | NewPassword, now: datetime.datetime) -> User:
    """Let an invited person join, with the account that is logged in, a new one, or an old one.

    Returns the account, which is active.

    Raises:
        InvitationGoneError: if the invitation cannot be accepted (any more).
        AccountChangedError: if the address belongs to another account, or one was made meanwhile.
    """
    try:
        with transaction.atomic():
            return _accept(token=token, account=account, now=now)
    except IntegrityError as error:
        # Two invitations of one address were accepted at the same time.
        raise AccountChangedError from error


def _accept(
    *, token: str, account: User | NewAccount | NewPassword, now: datetime.datetime
) -> User:
    # Whoever comes second waits here, and finds nothing.
    if Invitation.objects.select_for_update().with_token(token).first() is None:
        raise InvitationGoneError
    invitation = find_invitation(token=token, now=now)
    user = _account_to_join(account_of(invitation.email), account, email=invitation.email)
    invitation.delete()
    join(user=user, management=invitation.management, last_day=invitation.last_day, by=user)
    user.refresh_from_db()
    return user


def _account_to_join(
    stored: User | None, account: User | NewAccount | NewPassword, *, email: str
) -> User:
    """Return the account that joins, made or given its password where that is asked for."""
    match account:
        case NewAccount() if stored is None:
            return User.objects.create_user(
                username=_free_username(email),
                email=email,
                password=account.password,
                first_name=account.first_name,
                last_name=account.last_name,
            )
        case NewPassword() if stored is not None and has_left(stored):
            stored.set_password(account.password)
            stored.save(update_fields=["password"])
            return stored
        case User() if stored is not None and stored.is_active and stored.pk == account.pk:
            return stored
        case _:
            raise AccountChangedError


def _free_username(email: str) -> str:
    """Return the address as user name, or something near it if that cannot be one."""
    name = _NOT_IN_USERNAMES.sub("-", email)
    candidate, number = name, 1
    while User.objects.filter(username=candidate).exists():
        number += 1
        candidate = f"{name[:140]}-{number}"
    return candidate
