"""End the memberships whose last day is over; for the nightly run."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from managements.teams.invitations import forget_expired
from managements.teams.memberships import end_memberships


class Command(BaseCommand):
    """Rights end at midnight without it; this tidies up after people who do not log in."""

    help = "End memberships whose last day is over, and delete expired invitations."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy up, and say how much there was."""
        ended = end_memberships(today=timezone.localdate())
        expired = forget_expired(now=timezone.now())
        self.stdout.write(f"Ended memberships: {ended}. Deleted expired invitations: {expired}.")
