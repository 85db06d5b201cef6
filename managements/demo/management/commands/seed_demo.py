"""Fill an empty install with the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from managements.demo.seeding import NotADemonstrationError, seed_demo


class Command(BaseCommand):
    """Running it twice changes nothing; on other content it stops with one sentence."""

    help = "Make the seven managements with their public facts, and the demonstration's accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, and print the accounts.

        Raises:
            CommandError: if this is no demonstration, or the database holds other content.
        """
        if not settings.DEMO:
            raise CommandError(
                "DEMO is false: the demonstration's accounts have a public password."
            )
        try:
            accounts = seed_demo()
        except NotADemonstrationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Demonstration ready. Accounts, password {settings.DEMO_PASSWORD}:")
        for account in accounts:
            self.stdout.write(f"  {account.username}")
