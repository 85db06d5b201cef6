"""Template tags for what stands around every page."""

from typing import Any

from django import template

from managements.referrals.meanwhile import Meanwhile
from managements.referrals.models import Enquiry
from managements.websites.frame import Frame, frame_for

register = template.Library()


@register.simple_tag(takes_context=True)
def website_frame(context: dict[str, Any]) -> Frame:
    """Return the frame of the page that is being rendered."""
    return frame_for(context["request"], context.get("page"))


@register.simple_tag
def meanwhile_with(frame: Frame, enquiry: Enquiry) -> Meanwhile | None:
    """Return who helps with an enquiry while the frame's management is closed; None if it is not."""
    return frame.meanwhile_with(enquiry)
