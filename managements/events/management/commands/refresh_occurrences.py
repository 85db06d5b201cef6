"""Reckon the dates of the next 18 months."""

from typing import Any

from django.core.management.base import BaseCommand

from managements.events.refreshing import refresh_everything


class Command(BaseCommand):
    """Run it every night; run it again as often as you like."""

    help = "Reckons the dates of events and consultation hours for the next 18 months."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reckon everything anew."""
        self.stdout.write(f"{refresh_everything()} Veranstaltungen und Sprechstunden geprüft.")
