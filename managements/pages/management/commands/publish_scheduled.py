"""Wagtail's clock, which takes no page of a site's skeleton offline."""

from typing import Any

from wagtail.management.commands import publish_scheduled
from wagtail.models import Page

from managements.pages.models import fixed_page_types


class Command(publish_scheduled.Command):
    """Publish and take offline what is due, and leave start pages and what the law asks for."""

    help = "Publish and take offline what is due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget days of expiry that such pages were given before their forms stopped asking."""
        if not options["dryrun"]:
            given = Page.objects.type(*fixed_page_types()).filter(expire_at__isnull=False)
            given.update(expire_at=None)
        super().handle(*args, **options)
