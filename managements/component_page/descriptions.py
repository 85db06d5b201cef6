"""What the templates say about themselves: the comment in their first line names their parameters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template

_COMMENT = re.compile(r"\{# (?P<name>\w+):? ?(?P<parameters>.*?)(?: – (?P<purpose>.*?))? #\}")
_PARAMETER = re.compile(r"(?P<name>\w+)(?: \((?P<note>.*)\))?")
_COMMA_OUTSIDE = re.compile(r", (?![^()]*\))")


@dataclass(frozen=True)
class Parameter:
    """One thing that a template is given."""

    name: str
    note: str

    @property
    def is_optional(self) -> bool:
        """Whether the template does without it."""
        return "optional" in self.note


@dataclass(frozen=True)
class Description:
    """What the first line of a template says."""

    name: str
    parameters: tuple[Parameter, ...]
    purpose: str
    # As it stands there.
    words: str


def description_of(template: str) -> Description:
    """Read the first line of a template.

    Raises:
        ValueError: if it is no such comment.
    """
    source: str = get_template(template).template.source  # type: ignore[attr-defined]
    line = source.partition("\n")[0]
    match = _COMMENT.match(line)
    if match is None:
        raise ValueError(f"the first line of {template} does not name its parameters: {line!r}")
    return Description(
        name=match["name"],
        parameters=tuple(_parameters(match["parameters"])),
        purpose=match["purpose"] or "",
        words=line[3 : line.index(" #}")],
    )


def _parameters(words: str) -> Iterable[Parameter]:
    if words == "no parameters":
        return
    for part in filter(None, _COMMA_OUTSIDE.split(words)):
        match = _PARAMETER.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"this names no parameter: {part!r}")
        yield Parameter(match["name"], match["note"] or "")


def all_components() -> set[str]:
    """Return the names of all templates in templates/components/, icons aside."""
    folder = Path(settings.PROJECT_DIR) / "templates" / "components"
    return {file.stem for file in folder.glob("*.html")}


def all_icons() -> list[str]:
    """Return the names of all icons in their order."""
    folder = Path(settings.PROJECT_DIR) / "templates" / "components" / "icons"
    return sorted(file.stem for file in folder.glob("*.html"))
