"""Tell by mail which reported barriers wait for an answer; for the nightly run."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from managements.accessibility.models.handing_over import note_who_answers
from managements.accessibility.models.telling import tell_of_barriers


class Command(BaseCommand):
    """Running it twice tells nothing twice."""

    help = "Mail editors and the Stadtredaktion about barriers that are to be answered soon or overdue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due, and say how much it was.

        Raises:
            CommandError: if a mail could not be sent; the others were.
        """
        today = timezone.localdate()
        # Of what others have to answer since then, if nobody was told at once.
        note_who_answers(today)
        reported = tell_of_barriers(today)
        self.stdout.write(f"Mails about reported barriers: {reported.mails}.")
        if reported.failures:
            raise CommandError(
                f"{reported.failures} could not be sent; the next run tries them again."
            )
