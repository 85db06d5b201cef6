"""Registration of the city-wide site with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The city-wide site."""

    name = "home"
    verbose_name = _("city-wide site")
