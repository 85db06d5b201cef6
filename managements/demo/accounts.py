"""The demonstration's accounts have a public password: they must not exist anywhere else."""

import sys

from django.conf import settings

from managements.accounts.models import User
from managements.demo.facts import DEMO_MAIL_DOMAIN


def refuse_demo_accounts() -> None:
    """End the start with one sentence if a real service holds accounts of the demonstration."""
    if not settings.DEMO and User.objects.filter(email__endswith=f"@{DEMO_MAIL_DOMAIN}").exists():
        sys.exit(
            "The database holds accounts of the demonstration, whose password is public: "
            "use another database (DATABASE_URL), or set DEMO to true."
        )
