"""Mails that the product writes by itself."""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from managements.teams.models import Invitation

logger = logging.getLogger(__name__)


class MailNotSentError(Exception):
    """The mail server did not take a mail."""


def written_mail(template: str, context: dict[str, Any], to: Iterable[str]) -> EmailMessage:
    """Return a mail in German: `template` with `_subject.txt` and with `_mail.txt` behind it."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"{template}_subject.txt", context)
        body = render_to_string(f"{template}_mail.txt", context)
    return EmailMessage(
        # A name with a line break would be a header of its own.
        subject=" ".join(subject.split()),
        body=body,
        to=list(to),
        # Holiday notices stay away (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )


def send_invitation(invitation: Invitation, url: str) -> None:
    """Send the link to the person who is invited.

    Raises:
        MailNotSentError: if the mail server cannot be reached, or refuses.
    """
    context = {"invitation": invitation, "management": invitation.management, "url": url}
    message = written_mail("teams/invitation", context, [invitation.email])
    try:
        message.send()
    except OSError as error:  # smtplib's errors are such, too
        # The error itself may hold the address, which does not belong into a log.
        logger.error("The mail of an invitation could not be sent: %s", type(error).__name__)
        raise MailNotSentError from None
