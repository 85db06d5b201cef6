"""Template tags for what stands around every page."""

from typing import Any

from django import template

from managements.websites.frame import Frame, frame_for

register = template.Library()


@register.simple_tag(takes_context=True)
def website_frame(context: dict[str, Any]) -> Frame:
    """Return the frame of the page that is being rendered."""
    return frame_for(context["request"], context.get("page"))
