"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrashConfig(AppConfig):
    """Where deleted pages wait."""

    name = "managements.trash"
    label = "trash"
    verbose_name = _("trash")
