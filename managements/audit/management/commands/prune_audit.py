"""Delete what is older than the record of changes is kept."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from managements.audit.models import AuditEntry

DAYS = 730


class Command(BaseCommand):
    """For the nightly run. Running it twice changes nothing."""

    help = "Delete entries of the record of changes (Verlauf) that are older than so many days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long entries are kept."""
        parser.add_argument(
            "--days", type=int, default=DAYS, help=f"how long entries are kept (default: {DAYS})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many.

        Raises:
            CommandError: with one sentence, if everything would go.
        """
        days: int = options["days"]
        if days < 1:
            raise CommandError("--days must be at least 1.")
        old = AuditEntry.objects.older_than(timezone.now() - timedelta(days=days))
        deleted, _by_model = old.delete()
        self.stdout.write(f"{deleted} entries older than {days} days deleted.")
