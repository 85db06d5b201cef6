"""What Wagtail's own templates need to know from the trash."""

from django import template
from django.template.context import Context
from wagtail.models import Page

from managements.trash.links import Links, links_to

register = template.Library()


@register.simple_tag(takes_context=True)
def links_to_page(context: Context, page: Page) -> Links:
    """Return what links to a page, as far as the person who looks may know."""
    return links_to([page], user=context["request"].user)
