"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The user model."""

    name = "managements.accounts"
    label = "accounts"
    verbose_name = _("accounts")
