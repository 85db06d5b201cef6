"""Remove pages for good that have waited in the trash for their time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from managements.trash.trashing import empty_trash


class Command(BaseCommand):
    """Meant to run every night."""

    help = "Removes pages for good that were deleted more than 30 days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove what is due, and say how much it was."""
        emptied = empty_trash(now=timezone.now())
        self.stdout.write(f"Removed for good: {emptied.removed}.")
        for page_id in emptied.kept:
            self.stderr.write(f"Page {page_id} stays: something else cannot do without it.")
