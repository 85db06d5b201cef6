"""How somebody subscribes to a calendar."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from managements.models import Management
from managements.pages.addresses import page_address
from managements.pages.models import BasePage, PagePart

SUBSCRIBE_PATH = "abonnieren/"


@dataclass(frozen=True)
class Subscription:
    """A calendar as a file: its name, and its full address."""

    name: str
    url: str

    @classmethod
    def beside(cls, name: str, page_url: str | None) -> "Subscription":
        """Return the file beside a page: “/termine.ics” for “/termine/”."""
        return cls(name, f"{(page_url or '').rstrip('/')}.ics")

    @classmethod
    def of_calendar(cls, owner: Management | None, page_url: str | None) -> "Subscription":
        """Return the file with all dates of a calendar: of a management, else of the city."""
        whose = owner.name if owner else _("Leipziger Quartiere")
        return cls.beside(_("Dates: %(name)s") % {"name": whose}, page_url)

    @property
    def webcal_url(self) -> str:
        """The address by which programs know that it is to be subscribed to."""
        return f"webcal:{self.url.partition(':')[2]}"


class SubscribablePage(RoutablePageMixin, BasePage):
    """Mixin for a calendar: it stands beside its page as a file, and explains what that is for."""

    class Meta:
        abstract = True

    @property
    def subscription(self) -> Subscription:
        """The file with all dates of the calendar."""
        return Subscription.of_calendar(self.management, self.full_url)

    @path(SUBSCRIBE_PATH)
    def subscribe(self, request: HttpRequest) -> HttpResponse:
        """Explain in words how dates get into one's own calendar."""
        self.shown_part = PagePart(
            title=_("Into my calendar"),
            path=SUBSCRIBE_PATH,
            summary=_(
                "Subscribe to our dates: they then stand in your own calendar, and change there by "
                "themselves."
            ),
        )
        response: HttpResponse = self.render(
            request,
            template="events/subscribe.html",
            context_overrides={"calendar_url": page_address(self, request)},
        )
        return response
