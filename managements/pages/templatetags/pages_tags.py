"""Template tags for what pages of every kind say to machines."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Nothing in a text may end the block or open a comment; JSON may write any letter like this.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


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
