"""Registration of the managements with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ManagementsConfig(AppConfig):
    """The neighbourhood managements and their districts."""

    name = "managements"
    verbose_name = _("managements")
