"""The mail that asks another management to hold an event together."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from managements.events.models import Participation
from managements.teams.addresses import addresses_of_editors
from managements.teams.mails import written_mail

logger = logging.getLogger(__name__)


def send_request(asked: Participation) -> bool:
    """Tell the editors of a management that it was asked; return whether that was possible.

    Where nobody has an address, the start of the CMS says it all the same.
    """
    recipients = addresses_of_editors(asked.management, timezone.localdate())
    if not recipients:
        return True
    owner = asked.event.management
    context = {
        "event": asked.event,
        "management": asked.management,
        "owner": owner,
        "url": f"{settings.BASE_URL}{reverse('wagtailadmin_home')}",
    }
    message = written_mail("events/request", context, recipients)
    try:
        message.send()
    except (OSError, ValueError) as error:  # smtplib's errors, addresses that are none
        # The error itself may hold addresses, which do not belong into a log.
        logger.error("The mail of a request could not be sent: %s", type(error).__name__)
        return False
    return True
