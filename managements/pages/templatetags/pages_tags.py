"""Template tags for what pages of every kind show, and what they say to machines."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

from managements.schedules.sentences import unbroken

register = template.Library()
register.filter("unbroken", unbroken)

# Nothing in a text may end the block or open a comment; JSON may write any letter like this.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}

# As wide as a text gets, on plain and on dense screens, and what a telephone needs.
_WIDTHS = (400, 800, 1200)
_TEXT_WIDTH = "(min-width: 40rem) 37rem, 92vw"


@register.simple_tag
def picture_in_text(image: Any, *, loading: str = "eager") -> Picture:
    """Return an image in the widths that a column of text needs, as <picture>.

    Wagtail makes no image wider than it is: asked for more, its own tag would offer one width twice,
    which HTML forbids (https://html.spec.whatwg.org/multipage/images.html#srcset-attributes).
    """
    narrower = [width for width in _WIDTHS if width < image.width]
    widths = (*narrower, *_WIDTHS[len(narrower) : len(narrower) + 1])
    spec = f"format-{{avif,webp,jpeg}}|width-{{{','.join(map(str, widths))}}}"
    renditions = get_renditions_or_not_found(image, Filter.expand_spec(spec))
    return Picture(renditions, {"sizes": _TEXT_WIDTH, "loading": loading})


@register.simple_tag
def structured_data(value: Any) -> SafeString:
    """Return a value as a block of JSON-LD (https://schema.org), nothing if there is nothing to say.

    It is a block of data, which the content security policy lets through: nothing in it is run.
    Days and moments are written as ISO 8601.
    """
    if not value:
        return SafeString("")
    written = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    escaped = mark_safe(written.translate(_ESCAPES))
    return format_html('<script type="application/ld+json">{}</script>', escaped)
