"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The seven managements with the facts that were found in public."""

    name = "managements.demo"
    label = "demo"
    verbose_name = _("demonstration")
