"""The public style sheet in one of its two colour schemes, whatever the device asks for."""

import re
from enum import StrEnum
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

_ADDRESS = re.compile(r"url\(([\"']?)\.\./([^)\"']+)\1\)")
_DARK = re.compile(r"\(prefers-color-scheme:\s*dark\)")
_LIGHT = re.compile(r"\(prefers-color-scheme:\s*light\)")
_ALWAYS, _NEVER = "all", "not all"


class Scheme(StrEnum):
    """Which colours are shown."""

    DEVICE = ""
    LIGHT = "hell"
    DARK = "dunkel"


def in_scheme(css: str, scheme: Scheme) -> str:
    """Return a style sheet that shows one scheme alone."""
    is_dark = scheme is Scheme.DARK
    css = _DARK.sub(_ALWAYS if is_dark else _NEVER, css)
    css = _LIGHT.sub(_NEVER if is_dark else _ALWAYS, css)
    return css.replace("color-scheme:light dark", f"color-scheme:{'dark' if is_dark else 'light'}")


def public_style() -> str:
    """Return the public style sheet, with addresses that hold wherever it is served.

    Raises:
        FileNotFoundError: if there is none.
    """
    file = finders.find("css/site.css")
    if file is None:
        raise FileNotFoundError("css/site.css")
    css = Path(file).read_text(encoding="utf-8")
    return _ADDRESS.sub(lambda match: f'url("{static(match[2])}")', css)
