"""Make the city-wide site, or repair it."""

from typing import Any

from django.core.management.base import BaseCommand

from home.provisioning import provision_city


class Command(BaseCommand):
    """Run after every migration: it changes nothing where nothing is missing."""

    help = "Make the city's start page, site, legal pages and editors' group, or repair them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Provision, and say where the site is."""
        home = provision_city()
        self.stdout.write(f"{home.title}: {home.full_url}")
