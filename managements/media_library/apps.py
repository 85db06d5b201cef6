"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaLibraryConfig(AppConfig):
    """Images and documents with all that must be known about them."""

    name = "managements.media_library"
    label = "media_library"
    verbose_name = _("media library")

    def ready(self) -> None:
        """Strip pictures that wait for their description, too."""
        from managements.media_library import uploads

        uploads.watch_uploads()
