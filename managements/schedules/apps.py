"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchedulesConfig(AppConfig):
    """From one rule the sentence, the dates and the calendar's words."""

    name = "managements.schedules"
    label = "schedules"
    verbose_name = _("schedules")
