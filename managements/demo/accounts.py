"""The demonstration's accounts have a public password: they must not exist anywhere else."""

import logging
import sys

from django.conf import settings
from django.db import DatabaseError

from managements.accounts.models import User
from managements.demo.facts import DEMO_MAIL_DOMAIN

logger = logging.getLogger(__name__)


def refuse_demo_accounts() -> None:
    """End the start with one sentence if a real service holds accounts of the demonstration."""
    try:
        found = User.objects.filter(email__endswith=f"@{DEMO_MAIL_DOMAIN}").exists()
    except DatabaseError:
        # /readyz says so; the process goes on and tries again with every request.
        logger.warning("The database does not answer, or is not migrated yet.")
        return
    if found and not settings.DEMO:
        sys.exit(
            "The database holds accounts of the demonstration, whose password is public: "
            "use another database (DATABASE_URL), or set DEMO to true."
        )
