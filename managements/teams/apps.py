"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    """Who belongs to a management's editors."""

    name = "managements.teams"
    label = "teams"
    verbose_name = _("teams")
