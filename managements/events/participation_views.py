"""Ask other managements to hold an event together, and answer."""

from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.generic import View
from wagtail.admin import messages

from managements.accounts.models import User
from managements.events import participating
from managements.events.date_act_views import come_back
from managements.events.date_views import SourceMixin
from managements.events.models import Participation
from managements.events.participating import ParticipationError
from managements.events.sources import dates_address, event_for, known
from managements.models import Management
from managements.tenancy.roles import works_for


class AskView(SourceMixin, View):
    """Ask a management."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change nothing by looking."""
        return redirect(dates_address(self.source))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask it."""
        management = self._chosen(request)
        if management is None:
            messages.error(request, gettext("Please choose whom you would like to ask."))
            return come_back(request, dates_address(self.source))
        try:
            asked, is_told = participating.ask(
                event=self.source, management=management, by=cast(User, request.user)
            )
        except ParticipationError as error:
            messages.error(request, str(error))
            return come_back(request, dates_address(self.source))
        if is_told:
            messages.success(
                request,
                gettext("%(name)s has been asked.") % {"name": asked.management.name},
            )
        else:
            messages.warning(
                request,
                gettext(
                    "%(name)s has been asked and reads so in the CMS, but the e-mail could not be "
                    "sent. Please tell them."
                )
                % {"name": asked.management.name},
            )
        return come_back(request, dates_address(self.source))

    @staticmethod
    def _chosen(request: HttpRequest) -> Management | None:
        """Return whom the form names, of those that the public knows."""
        slug = request.POST.get("participant", "")
        # In Python: not every text is one that a database can look for.
        return next((one for one in Management.objects.open() if one.slug == slug), None)


class _ParticipationView(View):
    """About one request."""

    participation: Participation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it among what is the person's.

        Raises:
            Http404: if there is none, or it is none of the person's business.
        """
        super().setup(request, *args, **kwargs)
        self.participation = known(
            Participation.objects.select_related("event", "management"), kwargs["pk"]
        )
        self.check(cast(User, request.user))

    def check(self, user: User) -> None:
        """Look whether it is the person's.

        Raises:
            Http404: if it is not.
        """
        if not works_for(user, self.participation.management_id):
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change nothing by looking."""
        return redirect("dates:index")

    def tell(self, act: Callable[..., bool], done: str, default: str) -> HttpResponse:
        """Do it, and say what came of it."""
        try:
            is_new = act(participation=self.participation, by=self.request.user, now=timezone.now())
        except ParticipationError as error:
            messages.error(self.request, str(error))
        else:
            if is_new:
                messages.success(self.request, done)
            else:
                messages.info(self.request, gettext("Nothing was changed: this is so already."))
        return come_back(self.request, default)


class AcceptView(_ParticipationView):
    """Take part."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept."""
        done = gettext("You take part. The event now stands in your calendar, too.")
        return self.tell(participating.accept, done, reverse("dates:index"))


class DeclineView(_ParticipationView):
    """Take no part, or no longer."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decline."""
        done = gettext("You do not take part. Those who asked see that.")
        return self.tell(participating.decline, done, reverse("dates:index"))


class WithdrawView(_ParticipationView):
    """Ask no longer, or hold the event alone again."""

    def check(self, user: User) -> None:
        """The event has to be the person's."""
        event_for(user, self.participation.event_id)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change nothing by looking."""
        return redirect(dates_address(self.participation.event))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw."""
        done = gettext("%(name)s does not take part.") % {
            "name": self.participation.management.name
        }
        event = self.participation.event
        return self.tell(participating.withdraw, done, dates_address(event))
