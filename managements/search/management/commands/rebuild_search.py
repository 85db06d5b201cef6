"""Make the index of the search anew."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from managements.search.indexing import index_everything, is_built


class Command(BaseCommand):
    """Run after a release, and every night: a topic or a place may have another name by then."""

    help = "Make the index of the public search anew, and that of the CMS."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let the start of a server ask for it without waiting each time."""
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only if it was never made as a whole, or has another form since.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Index everything, and say how much."""
        if options["if_needed"] and is_built():
            return
        number = index_everything()
        call_command("update_index", verbosity=0)
        if options["verbosity"]:
            self.stdout.write(f"{number} pages, answers and enquiries can be found.")
