"""The managements' accent colours as a style sheet: no page carries a style of its own."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.crypto import salted_hmac

from managements.models import Management


def accent_styles(managements: Iterable[Management]) -> str:
    """Return the rules that set the custom properties of each management's accent."""
    light, dark = [], []
    for management in managements:
        palette = management.palette
        selector = f".{management.accent_class}"
        light.append(
            f"{selector}{{--accent:{palette.accent};--on-accent:{palette.on_accent};"
            f"--accent-tint:{palette.tint};--accent-ink:{palette.ink}}}"
        )
        dark.append(
            f"{selector}{{--accent-tint:{palette.dark_tint};--accent-ink:{palette.dark_ink}}}"
        )
    return (
        f"@layer accents{{{''.join(light)}@media (prefers-color-scheme:dark){{{''.join(dark)}}}}}"
    )


def accents_version(managements: Iterable[Management]) -> str:
    """Return a short mark that changes when any accent changes, and that nobody can make up."""
    facts = "|".join(sorted(f"{one.slug}:{one.accent}" for one in managements))
    return salted_hmac("websites.accents", facts).hexdigest()[:12]


def accents_url(public: Iterable[Management], own: Management | None) -> str:
    """Return the address of the style sheet; it changes with the colours, so it may be kept.

    A management in preparation is named for its own pages alone, which only its editors see.
    """
    shown = list(public)
    query = {}
    if own is not None and not own.is_public:
        shown.append(own)
        query["mit"] = own.slug
    return f"{reverse('websites:accents')}?{urlencode({'v': accents_version(shown)} | query)}"
