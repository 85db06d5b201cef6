"""Tell editors by mail which answers no longer hold, or are to be looked at again; for the nightly run."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from managements.referrals.reporting import report_answers


class Command(BaseCommand):
    """Running it twice tells nothing twice."""

    help = "Mail editors which of their answers have expired or come up for review."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due, and say how much it was.

        Raises:
            CommandError: if a mail could not be sent; the others were.
        """
        reported = report_answers(timezone.localdate())
        self.stdout.write(f"Mails about answers: {reported.mails}.")
        if reported.failures:
            raise CommandError(
                f"{reported.failures} could not be sent; the next run tries them again."
            )
