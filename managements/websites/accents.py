"""The managements' accent colours as a style sheet: no page carries a style of its own."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.crypto import salted_hmac

from managements.models import Management
from managements.models.colour import Palette, accent_class


class Accent(NamedTuple):
    """A management's colour, without the rest of the record: every page needs those of all."""

    slug: str
    colour: str


def accent_styles(accents: Iterable[Accent]) -> str:
    """Return the rules that set the custom properties of each management's accent."""
    light, dark = [], []
    for accent in accents:
        selector = f".{accent_class(accent.slug)}"
        in_light, in_dark = _declarations(accent.colour)
        light.append(f"{selector}{{{in_light}}}")
        dark.append(f"{selector}{{{in_dark}}}")
    return (
        f"@layer accents{{{''.join(light)}@media (prefers-color-scheme:dark){{{''.join(dark)}}}}}"
    )


@lru_cache(maxsize=1024)
def _declarations(colour: str) -> tuple[str, str]:
    """Return what is set in light and in dark surroundings."""
    palette = Palette(colour)
    return (
        f"--accent:{palette.accent};--on-accent:{palette.on_accent};"
        f"--accent-tint:{palette.tint};--accent-ink:{palette.ink}",
        f"--accent-tint:{palette.dark_tint};--accent-ink:{palette.dark_ink}",
    )


def accents_version(accents: Iterable[Accent]) -> str:
    """Return a short mark that changes when any accent changes, and that nobody can make up."""
    facts = "|".join(sorted(f"{one.slug}:{one.colour}" for one in accents))
    return salted_hmac("websites.accents", facts).hexdigest()[:12]


def accents_url(public: Iterable[Accent], own: Management | None) -> str:
    """Return the address of the style sheet; it changes with the colours, so it may be kept.

    A management in preparation is named for its own pages alone, which only its editors see.
    """
    shown = list(public)
    query = {}
    if own is not None and not own.is_public:
        shown.append(Accent(own.slug, own.accent))
        query["mit"] = own.slug
    return f"{reverse('websites:accents')}?{urlencode({'v': accents_version(shown)} | query)}"
