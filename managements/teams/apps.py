"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    """Who belongs to a management's editors."""

    name = "managements.teams"
    label = "teams"
    verbose_name = _("teams")

    def ready(self) -> None:
        """Follow the groups."""
        import managements.teams.receivers  # noqa: F401 - registers itself
