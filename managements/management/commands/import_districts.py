"""Take over the outlines of the city's districts for the map."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from managements.management.file_imports import file_read
from managements.models.district_outlines import OutlineOutcome, draw_outlines, replace_outlines
from managements.models.outline_files import OutlineFileError, read_outline_file


class Command(BaseCommand):
    """Running it twice changes nothing. A file with a single bad outline changes nothing at all."""

    help = "Replace the outlines on the city's map by those of a GeoJSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only the file is needed."""
        parser.add_argument(
            "file",
            type=Path,
            help="GeoJSON in WGS 84, an area per district with the property “name”",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what has changed.

        Raises:
            CommandError: with a sentence for every bad outline.
        """
        with file_read(options["file"], OutlineFileError, further_words=_further):
            self.stdout.write(_("Reading the file …"))
            outlines = read_outline_file(options["file"])
            self.stdout.write(
                ngettext(
                    "Simplifying %(total)s outline …",
                    "Simplifying %(total)s outlines …",
                    len(outlines),
                )
                % {"total": len(outlines)}
            )
            drawn = draw_outlines(outlines)
        with transaction.atomic():
            outcome = replace_outlines(drawn)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(_report(outcome))
        if options["dry_run"]:
            self.stdout.write(_("This was a trial: nothing has been changed."))


def _further(number: int) -> str:
    return ngettext("And %(further)s more problem.", "And %(further)s more problems.", number) % {
        "further": number
    }


def _report(outcome: OutlineOutcome) -> str:
    lines = [
        ngettext(
            "%(total)s outline on the map, %(size)s bytes.",
            "%(total)s outlines on the map, %(size)s bytes.",
            outcome.total,
        )
        % {"total": outcome.total, "size": outcome.size}
    ]
    if not outcome.is_new:
        lines.append(_("They are the same as before."))
    if outcome.unknown:
        lines += [
            _("Outlines whose name no district bears; they are drawn without a management:"),
            *(f"  {name}" for name in outcome.unknown),
        ]
    if outcome.missing:
        lines += [
            _("Districts of managements that have no outline:"),
            *(f"  {name}" for name in outcome.missing),
        ]
    return "\n".join(lines)
