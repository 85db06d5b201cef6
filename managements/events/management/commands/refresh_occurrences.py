"""Reckon the dates of the next 18 months."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from managements.events.refreshing import refresh_everything


class Command(BaseCommand):
    """Run it every night; run it again as often as you like."""

    help = "Reckons the dates of events and consultation hours for the next 18 months."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reckon everything anew, and say how much it was.

        Raises:
            CommandError: if something could not be reckoned; the others were.
        """
        refreshed = refresh_everything()
        self.stdout.write(f"Events and consultation hours: {refreshed.checked}.")
        if refreshed.failures:
            raise CommandError(
                f"{refreshed.failures} of them could not be reckoned; the log says which."
            )
