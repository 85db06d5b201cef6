"""Tell by mail which funding notices are missing, end soon, or are right again; for the nightly run."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from managements.funding.reporting import report_notices


class Command(BaseCommand):
    """Running it twice tells nothing twice."""

    help = "Mail editors and the Stadtredaktion when the light of a funding notice has turned."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due, and say how much it was.

        Raises:
            CommandError: if a mail could not be sent; the others were.
        """
        reported = report_notices(timezone.localdate())
        self.stdout.write(f"Mails about funding notices: {reported.mails}.")
        if reported.failures:
            raise CommandError(
                f"{reported.failures} could not be sent; the next run tries them again."
            )
