"""Take over the city's list of streets."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from managements.management.file_imports import file_read
from managements.models.street_list import (
    HEADER,
    Outcome,
    StreetListError,
    read_street_list,
    replace_streets,
)


class Command(BaseCommand):
    """Running it twice changes nothing. A file with a single bad line changes nothing at all."""

    help = "Replace the list of streets by a tab-separated file: street, districts with commas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only the file is needed."""
        columns = HEADER.replace("\t", "<tab>")
        parser.add_argument("file", type=Path, help=f"UTF-8, first line: {columns}")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what has changed.

        Raises:
            CommandError: with a sentence for every bad line.
        """
        with file_read(options["file"], StreetListError, further_words=_further):
            streets = read_street_list(options["file"].read_bytes())
        with transaction.atomic():
            outcome = replace_streets(streets)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(_report(outcome))
        if options["dry_run"]:
            self.stdout.write(_("This was a trial: nothing has been changed."))


def _further(number: int) -> str:
    return ngettext("And %(further)s more line.", "And %(further)s more lines.", number) % {
        "further": number
    }


def _report(outcome: Outcome) -> str:
    lines = [
        _(
            "%(total)s streets: %(added)s new, %(changed)s in other districts than before, "
            "%(deleted)s no longer there."
        )
        % {
            "total": outcome.total,
            "added": outcome.added,
            "changed": outcome.changed,
            "deleted": outcome.deleted,
        }
    ]
    if outcome.new_districts:
        lines += [
            _("Districts that were not known, so that no management looks after them yet:"),
            *(f"  {name}" for name in outcome.new_districts),
        ]
    return "\n".join(lines)
