"""Delete the numbers of months that nobody compares with any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from managements.referrals.models import AnswerCount

YEARS = 5


class Command(BaseCommand):
    """For the nightly run. Running it twice changes nothing."""

    help = "Delete counts of answers (Danach wurde gefragt) that are older than so many years."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long numbers are kept."""
        parser.add_argument(
            "--years", type=int, default=YEARS, help=f"how long they are kept (default: {YEARS})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many.

        Raises:
            CommandError: with one sentence, if everything would go, or the calendar ends.
        """
        years: int = options["years"]
        if not 1 <= years <= 100:
            raise CommandError("--years must be at least 1 and at most 100.")
        today = timezone.localdate()
        first = today.replace(year=today.year - years, day=1)
        deleted, _by_model = AnswerCount.objects.before(first).delete()
        self.stdout.write(f"{deleted} counts of months before {first:%Y-%m} deleted.")
