"""Erase who reported barriers that were answered long ago; for the nightly run."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from managements.accessibility.forgetting import forget_reporters


class Command(BaseCommand):
    """Running it twice changes nothing."""

    help = (
        "Erase addresses, aids and notes from barriers that were answered more than six months ago."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase what is due, and say how much it was."""
        count = forget_reporters(timezone.localdate())
        self.stdout.write(f"Contacts erased from reported barriers: {count}.")
