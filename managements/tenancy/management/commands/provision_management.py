"""Make a management with everything that belongs to it, or repair one that is there."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from managements.models import Management
from managements.tenancy.provisioning import ProvisioningError, provision_management


class Command(BaseCommand):
    """Running it twice changes nothing. It fails with one sentence and leaves nothing half-made."""

    help = "Make a management with page tree, collection and editors' group, or repair one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name, address part and kind are needed; the rest has defaults."""
        parser.add_argument("slug", help="part of the address, for example leipziger-osten")
        parser.add_argument("--name", required=True, help="full name")
        parser.add_argument(
            "--kind", required=True, help=f"one of {', '.join(Management.Kind.values)}"
        )
        parser.add_argument("--short-name", default="", help="the quarter alone")
        parser.add_argument("--accent", help="colour as #RRGGBB")
        parser.add_argument("--hostname", help="a hostname of its own")

    def handle(self, *args: Any, **options: Any) -> None:
        """Provision, and say where the site is.

        Raises:
            CommandError: with one sentence, if it cannot be made.
        """
        facts = {name: options[name] for name in ("accent", "hostname") if options[name]}
        existed = Management.objects.filter(slug=options["slug"]).exists()
        try:
            management = provision_management(
                name=options["name"],
                slug=options["slug"],
                kind=options["kind"],
                short_name=options["short_name"],
                **facts,
            )
        except ProvisioningError as error:
            raise CommandError(str(error)) from error
        done = "repaired" if existed else "made"
        self.stdout.write(f"{management.name}: {done}, {management.page.full_url}")
