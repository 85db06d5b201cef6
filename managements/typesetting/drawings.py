"""Our own drawings, for programs that the press sets."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@cache
def static_drawing(name: str) -> str:
    """Return an SVG from the static files, for example “emblems/mockau.svg”; empty if there is none."""
    path = finders.find(name)
    return Path(path).read_text(encoding="utf-8") if path else ""
