"""Inviting, changing an end, and accepting."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from managements.accounts.models import User
from managements.teams.models import LONGEST_EMAIL


class _LastDayField(forms.DateField):
    """A day, in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Last day"),
            required=False,
            help_text=_("Access ends by itself after this day. Leave it empty if it has no end."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **kwargs,
        )


class InvitationForm(forms.Form):
    """Whom to invite, and until when."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LONGEST_EMAIL,
        help_text=_("We send a link there that is valid for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    last_day = _LastDayField()


class LastDayForm(forms.Form):
    """Until when somebody belongs to the team."""

    last_day = _LastDayField()


class PasswordForm(SetPasswordForm):
    """A password for somebody who had left and returns."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = _("Password")
        self.fields["new_password1"].help_text = password_validators_help_text_html()
        self.fields["new_password2"].label = _("Password, once more")
        self.fields["new_password2"].help_text = ""


class AccountForm(PasswordForm):
    """A first account: name and password."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    field_order = ["first_name", "last_name", "new_password1", "new_password2"]

    def clean(self) -> dict[str, Any]:
        """Compare the password with the name, too."""
        for name in ("first_name", "last_name"):
            setattr(self.user, name, self.cleaned_data.get(name, ""))
        return super().clean() or self.cleaned_data
