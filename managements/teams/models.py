"""Who belongs to a management's editors, and who is invited to."""

import datetime
import hashlib
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from managements.accounts.models import User
from managements.models import ManagementOwned, ManagementOwnedQuerySet

# As long as an account's user name, which an invitation's address becomes.
LONGEST_EMAIL = 150


class MembershipQuerySet(ManagementOwnedQuerySet):
    """Reading memberships."""

    def passed(self, today: datetime.date) -> Self:
        """Return the memberships whose last day is over."""
        return self.filter(last_day__lt=today)

    def with_people(self) -> Self:
        """Fetch the people too, in the order in which lists show them."""
        return self.select_related("user").order_by("user__last_name", "user__username")


class Membership(ManagementOwned):
    """That somebody belongs to a management's editors.

    The rights themselves are those of the group `management.editors`; a membership adds what a
    group cannot say. Every person in such a group has exactly one membership, and the other way
    round (`managements.teams.receivers`).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    last_day = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("The membership ends by itself after this day. Empty: it has no end."),
    )
    joined_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager] = MembershipQuerySet.as_manager()

    # Where a management is used is no list of its people.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "management"], name="teams_membership_once_per_management"
            ),
        ]

    def __str__(self) -> str:
        return f"{person_name(self.user)} – {self.management}"


class InvitationQuerySet(ManagementOwnedQuerySet):
    """Reading invitations."""

    def open(self, now: datetime.datetime) -> Self:
        """Return the invitations that can still be accepted."""
        return self.filter(expires_at__gt=now)

    def expired(self, now: datetime.datetime) -> Self:
        """Return the invitations that nobody can accept any more."""
        return self.filter(expires_at__lte=now)

    def with_token(self, token: str) -> Self:
        """Return the invitation that a link leads to."""
        return self.filter(token_hash=hash_of(token))

    def given_by(self, user: User) -> Self:
        """Return the invitations that somebody gave."""
        return self.filter(invited_by=user)


class Invitation(ManagementOwned):
    """That somebody may join a management's editors.

    It exists as long as it is open: whoever accepts or withdraws it deletes it, and the nightly
    run deletes what has expired. So a token works once, and addresses are not kept.
    """

    email = models.EmailField(_("e-mail"), max_length=LONGEST_EMAIL)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="given_invitations",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    # The token itself stands in the mail and nowhere else.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    objects: ClassVar[models.Manager] = InvitationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["management", "email"], name="teams_invitation_once_per_address"
            ),
            models.CheckConstraint(
                name="teams_invitation_address_in_small_letters",
                condition=models.Q(email=Lower("email")),
            ),
            models.CheckConstraint(
                name="teams_invitation_expires_after_it_was_sent",
                condition=models.Q(expires_at__gt=models.F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        # Without the address: this stands in the log.
        return translate("Invitation to %(management)s") % {"management": self.management}


def hash_of(token: str) -> str:
    """Return what is stored of a token. It has 256 random bits, so the hash needs no salt."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def person_name(user: User) -> str:
    """Return how a person is called in lists and in the log, never by the e-mail address."""
    if full_name := user.get_full_name():
        return full_name
    name = user.get_username()
    return translate("Account %(number)d") % {"number": user.pk} if "@" in name else name
