"""Giving invitations, and taking them back."""

import datetime
import secrets
from collections.abc import Callable, Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from managements.accounts.models import User
from managements.models import Management
from managements.teams.mails import send_invitation
from managements.teams.models import Invitation, Membership, hash_of
from managements.teams.rules import OutOfReachError, check_last_day, reach_of, required_reach

VALIDITY = datetime.timedelta(days=14)
TOKEN_BYTES = 32


def invite(
    *,
    management: Management,
    email: str,
    last_day: datetime.date | None,
    by: User,
    now: datetime.datetime,
    build_url: Callable[[str], str],
) -> Invitation:
    """Invite somebody to a management's editors, by a mail with a link (`build_url(token)`).

    An invitation that is open for the same address is replaced. Whether the address has an
    account is not looked at, so that nobody learns it; only colleagues are known as such.

    Raises:
        ValidationError: by field, if the address or the day cannot be used.
        OutOfReachError: if `by` works for another management.
        MailNotSentError: if the invitation is there, but its mail could not be sent.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    email = email.strip().lower()
    # Durable: inside another transaction the mail could leave before there is an invitation.
    with transaction.atomic(durable=True):
        _check(management=management, email=email, last_day=last_day, by=by, now=now)
        invitation, _created = Invitation.objects.update_or_create(
            management=management,
            email=email,
            defaults={
                "last_day": last_day,
                "invited_by": by,
                "created_at": now,
                "expires_at": _expiry(now, last_day),
                "token_hash": hash_of(token),
            },
        )
        log(instance=invitation, action="teams.invite", user=by)
    send_invitation(invitation, build_url(token))
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """Take an invitation back; its link leads nowhere from now on.

    Raises:
        Invitation.DoesNotExist: if it was accepted or withdrawn meanwhile.
        OutOfReachError: if `by` may not do that.
    """
    stored = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not required_reach(by, stored.management).may_withdraw(stored):
        raise OutOfReachError
    _withdraw(stored, by=by)


def withdraw_what_outlasts(*, giver_ids: Collection[int] | None, by: User | None) -> None:
    """Take back what some people (None: all) gave, and what they might give no longer.

    For those who leave, or whose own end was moved forward.
    """
    given = Invitation.objects.filter(invited_by__isnull=False)
    if giver_ids is not None:
        given = given.filter(invited_by__in=giver_ids)
    for invitation in given.select_related("invited_by", "management"):
        if not still_stands(invitation):
            _withdraw(invitation, by=by)


def still_stands(invitation: Invitation) -> bool:
    """Whether the one who gave an invitation might still give it."""
    if invitation.invited_by is None:
        return False
    reach = reach_of(invitation.invited_by, invitation.management)
    return reach is not None and reach.covers(invitation.last_day)


def forget_expired(*, now: datetime.datetime) -> int:
    """Delete the invitations that nobody can accept any more; return how many."""
    return int(Invitation.objects.expired(now).delete()[0])


def _expiry(now: datetime.datetime, last_day: datetime.date | None) -> datetime.datetime:
    """Return until when an invitation is valid: never longer than the membership it leads to."""
    expires_at = now + VALIDITY
    if last_day is None:
        return expires_at
    day_after = timezone.make_aware(
        datetime.datetime.combine(last_day + datetime.timedelta(days=1), datetime.time.min),
        timezone.get_default_timezone(),
    )
    return min(expires_at, day_after)


def _check(
    *,
    management: Management,
    email: str,
    last_day: datetime.date | None,
    by: User,
    now: datetime.datetime,
) -> None:
    """Refuse an invitation that must not be.

    Raises:
        ValidationError: by field.
        OutOfReachError: if `by` works for another management.
    """
    reach = required_reach(by, management)
    Invitation(email=email, last_day=last_day).clean_fields(
        exclude={"management", "invited_by", "created_at", "expires_at", "token_hash"}
    )
    check_last_day(last_day, reach=reach, today=timezone.localdate(now))
    if Membership.objects.of(management).filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("This person already belongs to your team.")})
    # Locked, so that nobody else replaces it at the same time.
    there = Invitation.objects.of(management).select_for_update().filter(email=email).first()
    if there is not None and there.expires_at > now and not reach.may_withdraw(there):
        raise ValidationError(
            {"email": _("A colleague has already invited this person, for longer than you can.")}
        )


def _withdraw(invitation: Invitation, *, by: User | None) -> None:
    log(instance=invitation, action="teams.withdraw", user=by, deleted=True)
    invitation.delete()
