"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsitesConfig(AppConfig):
    """A management's site as a whole."""

    name = "managements.websites"
    label = "websites"
    verbose_name = _("websites")

    def ready(self) -> None:
        """Join in when managements are provisioned, and notice changes of addresses."""
        from managements.websites import provisioning, redirects  # noqa: F401 - it registers its steps

        redirects.watch_addresses()
