"""What people see who follow the link of an invitation."""

import re
from typing import Any, cast

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages

from managements.accounts.models import User
from managements.teams.acceptance import (
    AccountChangedError,
    InvitationGoneError,
    NewAccount,
    NewPassword,
    accept,
    account_of,
    find_invitation,
)
from managements.teams.forms import AccountForm, PasswordForm
from managements.teams.memberships import has_left
from managements.teams.models import Invitation

BACKEND = "managements.teams.backends.MembershipBackend"
_AFTER_SIGNS = re.compile(r"(?<=[@._+-])")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AcceptView(View):
    """Leads each person to what is left to do before the invitation is accepted."""

    invitation: Invitation
    account: User | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the invitation and the account of its address; say so where there is nothing."""
        try:
            self.invitation = find_invitation(token=kwargs["token"], now=timezone.now())
            self.account = account_of(self.invitation.email)
            return super().dispatch(request, *args, **kwargs)
        except InvitationGoneError:
            context = {"title": _("This invitation cannot be accepted")}
            return render(request, "teams/invitation_gone.html", context, status=404)
        except AccountChangedError:
            # What is left to do is another thing now.
            return redirect(request.path)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what is left to do."""
        return self._obstacle() or self._ask(self._form(data=None))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Do it."""
        if obstacle := self._obstacle():
            return obstacle
        form = self._form(data=request.POST)
        if form is not None and not form.is_valid():
            return self._ask(form)
        now = timezone.now()
        if form is None:
            accept(token=token, account=cast(User, request.user), now=now)
        else:
            account: NewAccount | NewPassword
            password = form.cleaned_data["new_password1"]
            if isinstance(form, AccountForm):
                account = NewAccount(
                    first_name=form.cleaned_data["first_name"],
                    last_name=form.cleaned_data["last_name"],
                    password=password,
                )
            else:
                account = NewPassword(password)
            login(request, accept(token=token, account=account, now=now), backend=BACKEND)
            # As after Wagtail's log-in: until the browser is closed.
            request.session.set_expiry(0)
        messages.success(
            request,
            _("Welcome! You now belong to the team of %(management)s.")
            % {"management": self.invitation.management},
        )
        return redirect("wagtailadmin_home")

    def _obstacle(self) -> HttpResponse | None:
        """Return a page that says what has to be done elsewhere first, if anything has."""
        user = self.request.user
        if user.is_authenticated and user != self.account:
            return self._page("teams/invitation_for_somebody_else.html", _("Another account"))
        if self.account is None or user.is_authenticated or has_left(self.account):
            return None
        if self.account.is_active:
            return self._page("teams/invitation_log_in.html", _("Please log in first"))
        return self._page("teams/invitation_blocked.html", _("Your account is blocked"))

    def _form(self, *, data: Any) -> AccountForm | PasswordForm | None:
        """Return what has to be filled in; None where a click is enough."""
        if self.account is None:
            email = self.invitation.email
            return AccountForm(User(username=email, email=email), data)
        return None if self.account.is_active else PasswordForm(self.account, data)

    def _ask(self, form: AccountForm | PasswordForm | None) -> HttpResponse:
        title = _("You are invited")
        if form is None:
            return self._page("teams/invitation_confirm.html", title)
        is_new = isinstance(form, AccountForm)
        return self._page("teams/invitation_account.html", title, form=form, is_new=is_new)

    def _page(self, template_name: str, title: str, **context: Any) -> HttpResponse:
        facts = {
            "title": title,
            "invitation": self.invitation,
            "management": self.invitation.management,
            "email": _breakable(self.invitation.email),
            "address": self.request.path,
        }
        return render(self.request, template_name, facts | context)


def _breakable(email: str) -> SafeString:
    """Let a long address break where it has a sign, as small screens need."""
    return format_html_join("", "{}<wbr>", ((part,) for part in _AFTER_SIGNS.split(email)))
