"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """What is new: the posts of a management and of the city, and their feeds."""

    name = "managements.news"
    label = "news"
    verbose_name = _("news")

    def ready(self) -> None:
        """Register the page that every site has."""
        from managements.news import provisioning

        provisioning.provide_news_page  # noqa: B018 - the import registers it
