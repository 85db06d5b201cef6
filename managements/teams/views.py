"""The page "Team": who belongs to it, and what one may do about that."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from managements.accounts.models import User
from managements.models import Management
from managements.teams.forms import InvitationForm, LastDayForm
from managements.teams.invitations import invite, withdraw
from managements.teams.mails import MailNotSentError
from managements.teams.memberships import change_end, leave
from managements.teams.models import Invitation, Membership, person_name
from managements.teams.rules import OutOfReachError, Reach, reach_of
from managements.teams.tables import colleagues_table, invitations_table
from managements.tenancy import roles


def team_address(management: Management) -> str:
    """Return where the team of a management is shown."""
    return f"{reverse('teams:index')}?{urlencode({'management': management.slug})}"


class _ReaderMixin:
    """For views that only people who are logged in reach."""

    request: HttpRequest

    @property
    def reader(self) -> User:
        """Who is logged in."""
        return cast(User, self.request.user)


class TeamView(_ReaderMixin, WagtailAdminTemplateMixin, TemplateView):
    """Colleagues and open invitations of one management."""

    page_title = _("Team")
    header_icon = "group"
    template_name = "teams/team.html"

    @cached_property
    def managements(self) -> list[Management]:
        """The managements whose teams one may see."""
        return list(roles.managements_of(self.reader))

    @cached_property
    def management(self) -> Management | None:
        """The one that is shown: that of the address, else the first one.

        Raises:
            Http404: if the one of the address is none of the own ones.
        """
        slug = self.request.GET.get("management")
        if slug is None:
            return self.managements[0] if self.managements else None
        for management in self.managements:
            if management.slug == slug:
                return management
        raise Http404

    @cached_property
    def reach(self) -> Reach | None:
        """What one may do in this team."""
        return reach_of(self.reader, self.management) if self.management else None

    def get_page_subtitle(self) -> str:
        """Say whose team it is."""
        return self.management.name if self.management else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to invite."""
        if self.management is None or self.reach is None:
            return []
        return [
            HeaderButton(
                _("Invite a colleague"),
                url=reverse("teams:invite", args=[self.management.slug]),
                icon_name="plus",
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare the tables."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.management is None:
            return context
        invitations = Invitation.objects.of(self.management).open(timezone.now())
        return context | {
            "management": self.management,
            "tabs": [
                (management, team_address(management), management == self.management)
                for management in self.managements
            ],
            "colleagues": colleagues_table(
                Membership.objects.of(self.management).with_people(),
                reader_id=self.reader.pk,
                reach=self.reach,
            ),
            "invitations": invitations_table(invitations.order_by("email"), reach=self.reach),
        }


class _TeamFormView(_ReaderMixin, WagtailAdminTemplateMixin, FormView):
    """A form about one team. Subclasses find the management, and act."""

    template_name = "wagtailadmin/generic/form.html"
    header_icon = "group"
    management: Management
    reach: Reach
    submit_label: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look for what the address names among what is one's own.

        Raises:
            Http404: if it is somebody else's, or has gone meanwhile.
            PermissionDenied: if it is out of one's reach.
        """
        self.find()
        reach = reach_of(self.reader, self.management)
        if reach is None:
            raise Http404
        self.reach = reach
        try:
            if not self.is_allowed():
                raise PermissionDenied
            return super().dispatch(request, *args, **kwargs)
        except (Membership.DoesNotExist, Invitation.DoesNotExist) as error:
            raise Http404 from error
        except OutOfReachError as error:
            raise PermissionDenied from error

    def find(self) -> None:
        """Find the management, and the record that this is about."""
        raise NotImplementedError

    def is_allowed(self) -> bool:
        """Whether one may do that at all."""
        return True

    def act(self, cleaned_data: dict[str, Any]) -> str:
        """Do it, and return what to tell.

        Raises:
            ValidationError: by field.
        """
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it; what the rules object to is said at its field."""
        try:
            told = self.act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        except MailNotSentError:
            messages.error(
                self.request,
                translate(
                    "The invitation is stored, but its e-mail could not be sent. Please invite "
                    "the person once more."
                ),
            )
        else:
            messages.success(self.request, told)
        return redirect(team_address(self.management))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Say above the form, too, that something is wrong."""
        messages.validation_error(
            self.request, translate("Please check what is marked below."), form
        )
        return super().form_invalid(form)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the team, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": team_address(self.management), "label": TeamView.page_title},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what the buttons do."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "management": self.management,
            "submit_button_label": self.submit_label,
            "submit_button_active_label": self.submit_label,
            "back_url": team_address(self.management),
        }


class InviteView(_TeamFormView):
    """Invite somebody."""

    page_title = _("Invite a colleague")
    form_class = InvitationForm
    submit_label = _("Send the invitation")

    def find(self) -> None:
        """Find the management by its part of the address."""
        self.management = get_object_or_404(
            roles.managements_of(self.reader), slug=self.kwargs["slug"]
        )

    def get_page_subtitle(self) -> str:
        """Say to which team."""
        return self.management.name

    def get_initial(self) -> dict[str, Any]:
        """Propose the own last day, which is the latest."""
        return {"last_day": self.reach.last_day}

    def act(self, cleaned_data: dict[str, Any]) -> str:
        """Store the invitation and send it."""
        invitation = invite(
            management=self.management,
            email=cleaned_data["email"],
            last_day=cleaned_data["last_day"],
            by=self.reader,
            now=timezone.now(),
            build_url=_invitation_address,
        )
        return translate("The invitation is on its way to %(email)s.") % {"email": invitation.email}


class _MembershipView(_TeamFormView):
    """About a colleague."""

    membership: Membership

    def find(self) -> None:
        """Find the membership among the own managements'."""
        self.membership = get_object_or_404(
            Membership.objects.select_related("user", "management").filter(
                management__in=roles.managements_of(self.reader)
            ),
            pk=self.kwargs["pk"],
        )
        self.management = self.membership.management

    def is_allowed(self) -> bool:
        """Never about oneself, never about somebody who stays longer."""
        return self.reach.may_touch(self.membership)

    @property
    def person(self) -> str:
        """The colleague's name."""
        return person_name(self.membership.user)

    def get_page_subtitle(self) -> str:
        """Say about whom."""
        return self.person


class ChangeEndView(_MembershipView):
    """Change until when a colleague belongs to the team."""

    page_title = _("Change the end")
    form_class = LastDayForm
    submit_label = _("Save")

    def get_initial(self) -> dict[str, Any]:
        """Show the present end."""
        return {"last_day": self.membership.last_day}

    def act(self, cleaned_data: dict[str, Any]) -> str:
        """Store the new end."""
        change_end(
            membership=self.membership,
            last_day=cleaned_data["last_day"],
            by=self.reader,
            today=timezone.localdate(),
        )
        return translate("The end for %(name)s is changed.") % {"name": self.person}


class RemoveView(_MembershipView):
    """Ask, then remove a colleague."""

    page_title = _("Remove from the team")
    form_class = forms.Form
    template_name = "teams/remove.html"
    submit_label = _("Remove")

    def act(self, cleaned_data: dict[str, Any]) -> str:
        """Remove."""
        leave(user=self.membership.user, management=self.management, by=self.reader)
        return translate("%(name)s no longer belongs to the team.") % {"name": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the person."""
        return super().get_context_data(**kwargs) | {"person": self.person}


class WithdrawView(_TeamFormView):
    """Ask, then take an invitation back."""

    page_title = _("Withdraw the invitation")
    form_class = forms.Form
    template_name = "teams/withdraw.html"
    submit_label = _("Withdraw")
    invitation: Invitation

    def find(self) -> None:
        """Find the invitation among the own managements'."""
        self.invitation = get_object_or_404(
            Invitation.objects.open(timezone.now())
            .select_related("management")
            .filter(management__in=roles.managements_of(self.reader)),
            pk=self.kwargs["pk"],
        )
        self.management = self.invitation.management

    def is_allowed(self) -> bool:
        """Only what one might have given."""
        return self.reach.may_withdraw(self.invitation)

    def get_page_subtitle(self) -> str:
        """Say whose."""
        return self.invitation.email

    def act(self, cleaned_data: dict[str, Any]) -> str:
        """Withdraw."""
        withdraw(invitation=self.invitation, by=self.reader)
        return translate("The invitation to %(email)s is withdrawn.") % {
            "email": self.invitation.email
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the address."""
        return super().get_context_data(**kwargs) | {"invitation": self.invitation}


def _invitation_address(token: str) -> str:
    # From the settings: the host of a request is for others to choose.
    return f"{settings.BASE_URL}{reverse('teams_invitation:accept', args=[token])}"
