"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    """Who pays, on which dates, in which words."""

    name = "managements.funding"
    label = "funding"
    verbose_name = _("funding")
