"""Template tags for what stands around every page."""

import re
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from managements.referrals.meanwhile import Meanwhile
from managements.referrals.models import Enquiry
from managements.typesetting.qr_code import qr_code_in_page
from managements.websites.frame import Frame, frame_for

register = template.Library()

# Longer words than that may need a line of a telephone for themselves.
_BEFORE_A_DASH = re.compile(r"(?<![^\s>])[^\s<>]{1,20} –(?=\s)")


@register.simple_tag(takes_context=True)
def website_frame(context: dict[str, Any]) -> Frame:
    """Return the frame of the page that is being rendered."""
    return frame_for(context["request"], context.get("page"))


@register.simple_tag
def meanwhile_with(frame: Frame, enquiry: Enquiry) -> Meanwhile | None:
    """Return who helps with an enquiry while the frame's management is closed; None if it is not."""
    return frame.meanwhile_with(enquiry)


@register.filter
def dashes_held(html: SafeString) -> SafeString:
    """Let no line begin with a dash. The words stay what they are: they may be prescribed."""
    held = _BEFORE_A_DASH.sub(r'<span class="held">\g<0></span>', html)
    return mark_safe(held)  # what came was safe, and words stay words


@register.filter
def as_qr_code(url: str) -> SafeString:
    """Return an address for whoever holds a telephone in front of paper."""
    return mark_safe(qr_code_in_page(url))  # a drawing of squares holds no words
