"""What happens to managements, as lines of the security log.

The logger's handler and all other events belong to `audit`, which stands above this layer. A line
names people by their ids alone, and no title: whoever reads logs need not know more.
"""

import logging
from functools import partial

from django.db import transaction
from wagtail.log_actions import get_active_log_context

from managements.models import Management

SYSTEM = "system"
logger = logging.getLogger("audit")


def acting_user() -> int | str:
    """Return the id of whoever is at work in the CMS, "system" for a command."""
    user = get_active_log_context().user
    return SYSTEM if user is None or user.pk is None else int(user.pk)


def record_after_commit(event: str, **facts: int | str | None) -> None:
    """Write a line once the change is stored for good; what is rolled back did not happen."""
    transaction.on_commit(partial(logger.info, event, extra=facts))


def record_management(event: str, management: Management) -> None:
    """Write that a management was provisioned, repaired or activated, and by whom."""
    record_after_commit(event, management=management.slug, by=acting_user())
