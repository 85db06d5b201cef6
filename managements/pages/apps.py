"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Pages and the blocks that they are written with."""

    name = "managements.pages"
    label = "pages"
    verbose_name = _("pages")

    def ready(self) -> None:
        """Register the blocks that every page may hold, and notice changes of hosts."""
        from managements.pages import blocks, hosts  # noqa: F401 - the blocks register themselves

        hosts.watch_hosts()
