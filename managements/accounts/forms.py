"""Logging in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    """Wagtail's form; its German catalogue lacks a word for the second field. An e-mail address is
    as good as a user name (`teams.backends`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = _("Or your e-mail address.")
        self.fields["password"].label = _("Password")
