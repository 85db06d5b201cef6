"""The site's own style sheet, for pages that the CMS shows by day and in the evening side by side.

A frame cannot be told in which light its page is seen. So it loads the style sheet with the question
answered: what is meant for the other light is left out.
"""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

from managements.models.colour import Palette
from managements.models.painting import Surroundings

_SHEET = "css/site.css"
_QUESTION = re.compile(r"\(prefers-color-scheme:\s*(light|dark)\)")
_FILE = re.compile(r"url\(\.\./([^)\"']+)\)")


@cache
def styles_in(light: Surroundings) -> str:
    """Return the site's style sheet for one light."""
    path = finders.find(_SHEET)
    sheet = Path(path).read_text(encoding="utf-8") if path else ""
    word = "dark" if light is Surroundings.DARK else "light"

    def answer(found: re.Match[str]) -> str:
        return "(min-width:0)" if found[1] == word else "(max-width:0)"

    sheet = _QUESTION.sub(answer, sheet).replace("color-scheme:light dark", f"color-scheme:{word}")
    return _FILE.sub(lambda found: f"url({static(found[1])})", sheet)


def accent_in(light: Surroundings, accent: str) -> str:
    """Return the rule that gives a whole page the shades of an accent (#RRGGBB)."""
    palette = Palette(accent)
    tint, ink = palette.tint, palette.ink
    if light is Surroundings.DARK:
        tint, ink = palette.dark_tint, palette.dark_ink
    return (
        f"@layer accents{{:root{{--accent:{palette.accent};--on-accent:{palette.on_accent};"
        f"--accent-tint:{tint};--accent-ink:{ink}}}}}"
    )
