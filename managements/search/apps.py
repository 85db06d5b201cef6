"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """What can be found, and the pages on which people look for it."""

    name = "managements.search"
    label = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        """Register the page that every site has, and notice what changes."""
        from managements.search import provisioning, receivers

        provisioning.provide_search_page  # noqa: B018 - the import registers it
        receivers.watch()
