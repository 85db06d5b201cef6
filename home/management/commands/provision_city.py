"""Make the city-wide site, or repair it."""

from typing import Any

from django.core.management.base import BaseCommand

from home.provisioning import provision_city
from managements.models import Management
from managements.tenancy.provisioning import repair_management


class Command(BaseCommand):
    """Run after every migration: it changes nothing where nothing is missing.

    A new release may bring pages and rights that every management is to have.
    """

    help = "Make the city's site and editors' group, or repair them, and all managements with them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Provision, and say where the site is."""
        home = provision_city()
        for management in Management.objects.select_related("page", "collection", "editors"):
            repair_management(management)
        self.stdout.write(f"{home.title}: {home.full_url}")
