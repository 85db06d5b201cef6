"""The mail that asks another management to hold an event together."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from managements.events.models import Participation
from managements.models import Management
from managements.teams.models import Membership

logger = logging.getLogger(__name__)


def send_request(asked: Participation) -> bool:
    """Tell the editors of a management that it was asked; return whether that was possible.

    Where nobody has an address, the start of the CMS says it all the same.
    """
    recipients = _addresses(asked.management)
    if not recipients:
        return True
    owner = asked.event.management
    context = {
        "event": asked.event,
        "management": asked.management,
        "owner": owner,
        "url": f"{settings.BASE_URL}{reverse('wagtailadmin_home')}",
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("events/request_subject.txt", context)
        body = render_to_string("events/request_mail.txt", context)
    message = EmailMessage(
        # A title with a line break would be a header of its own.
        subject=" ".join(subject.split()),
        body=body,
        to=recipients,
        # Holiday notices stay away (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, ValueError) as error:  # smtplib's errors, addresses that are none
        # The error itself may hold addresses, which do not belong into a log.
        logger.error("The mail of a request could not be sent: %s", type(error).__name__)
        return False
    return True


def _addresses(management: Management) -> list[str]:
    """Return the addresses of those who belong to a management's editors today."""
    left = Membership.objects.of(management).passed(timezone.localdate()).values("user")
    people = management.editors.user_set.filter(is_active=True).exclude(pk__in=left)
    return sorted(people.exclude(email="").values_list("email", flat=True))
