"""What commands have in common that replace a list by that of a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

MOST_PROBLEMS = 20


@contextmanager
def file_read(
    file: Path, refusal: type[Exception], *, further_words: Callable[[int], str]
) -> Iterator[None]:
    """Read a file, and say of a bad one what is wrong with it.

    `refusal` has `problems`, a sentence each; `further_words` says how many more there are than are
    shown.

    Raises:
        CommandError: with a line for each of the first problems.
    """
    try:
        yield
    except OSError as error:
        raise CommandError(_("The file “%(file)s” cannot be read.") % {"file": file}) from error
    except refusal as error:
        problems: list[str] = error.problems  # type: ignore[attr-defined]
        lines = problems[:MOST_PROBLEMS]
        if further := len(problems) - len(lines):
            lines.append(further_words(further))
        raise CommandError("\n".join([*lines, _("Nothing has been changed.")])) from error
