"""Write down what the public sees and nobody has written down yet; for the nightly run.

With `--waiting` only what a request left: for every few minutes.

It also looks whether what was written down is still there, and the files of the logos that are shown
today, while there are backups of them.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import Page

from managements.funding.drawings import lost_logos
from managements.funding.evidence.checking import Checked, check_all
from managements.funding.evidence.keeping import (
    forget_deleted_pages,
    keep_evidence,
    keep_what_waits,
)
from managements.funding.models import Publication


class Command(BaseCommand):
    """Running it twice changes nothing."""

    help = "Keep evidence of the notices below all public pages, where it changed or is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the short run."""
        parser.add_argument(
            "--waiting",
            action="store_true",
            help="Look only at pages that were too many for the request that published them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write down what is due, and say how much it was.

        Raises:
            CommandError: if a page could not be rendered, or a stored page or a logo is found
                damaged; all the others were written down and looked at.
        """
        is_short = options["waiting"]
        if is_short:
            kept = keep_what_waits(today=timezone.localdate())
        else:
            kept = keep_evidence(Page.objects.all(), today=timezone.localdate())
            forget_deleted_pages()
        written = ", ".join(f"{kept.written[one]} {one}" for one in Publication.Occasion.values)
        # Every few minutes there is nothing to say, as a rule.
        if options["verbosity"] and not (is_short and not kept.checked):
            self.stdout.write(f"Public pages: {kept.checked}. Written down: {written}.")
        stored = check_all() if not is_short else Checked()
        if options["verbosity"] and stored.damaged:
            self.stdout.write(f"Stored pages: {stored.total}, of these damaged: {stored.damaged}.")
        problems = []
        if kept.failures:
            problems.append(f"{kept.failures} pages could not be written down")
        if stored.new:
            problems.append(f"{stored.new} stored pages are damaged")
        # Each night anew: every page lacks them, and whoever uploads them once more puts that right.
        lost = [] if is_short else lost_logos(timezone.localdate())
        if lost:
            problems.append(f"the files of these logos are lost or damaged: {', '.join(lost)}")
        if problems:
            raise CommandError(f"{'; '.join(problems)}; the log says which.")
