"""What stands around every page: header, navigation, breadcrumb, footer."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from managements.funding.models import FundingNotice
from managements.funding.notices import notice_for
from managements.models import Management
from managements.pages.addresses import page_address, visible_children
from managements.pages.blocks.texts import phone_link
from managements.pages.models import BasePage, PagePart
from managements.referrals.meanwhile import (
    Meanwhile,
    enquiries_it_helps_with,
    helpers_meanwhile,
)
from managements.referrals.models import Enquiry
from managements.referrals.models.referring import FINDER_SLUG, MOST_SHOWN
from managements.tenancy.choosing import restricted_paths
from managements.websites.accents import accents_url
from managements.websites.closures import ShownClosure, absences_at, closure_at
from managements.websites.models import LegalPage, ManagementPage
from managements.websites.others import (
    PublicManagement,
    accents_of,
    nearest_of,
    public_managements,
)


@dataclass(frozen=True)
class Link:
    """A link in header, breadcrumb or footer."""

    title: str
    url: str
    is_current: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Quarter:
    """Another management, as footers name it."""

    short_name: str
    name: str
    url: str


@dataclass(frozen=True)
class ContactDetails:
    """How to reach a management."""

    address: str
    phone: str
    phone_url: str
    email: str


@dataclass
class Frame:
    """The frame of one response. Everything is read when it is first shown.

    `page` is None where there is no page, as on the page for wrong addresses.
    """

    request: HttpRequest
    page: Page | None
    management: Management | None
    is_demo: bool = field(default_factory=lambda: settings.DEMO)

    @cached_property
    def _home(self) -> Page | None:
        """The city's start page, even where the visitor is on a management's own host."""
        site = Site.find_for_request(self.request)
        if site is None or not site.is_default_site:
            site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        return site.root_page if site else None

    @cached_property
    def _managements(self) -> list[PublicManagement]:
        return public_managements()

    @cached_property
    def _restricted(self) -> tuple[str, ...]:
        return restricted_paths()

    @cached_property
    def _home_children(self) -> list[Page]:
        """The city's own pages below its start page."""
        if self._home is None:
            return []
        return list(visible_children(self._home, self._restricted).not_type(ManagementPage))

    @cached_property
    def _management_children(self) -> list[Page]:
        if self.management is None:
            return []
        return list(visible_children(self.management.page, self._restricted))

    def _link(self, page: Page, title: str = "") -> Link:
        current = self.page
        return Link(
            title=title or page.title,
            url=page_address(page, self.request),
            is_current=current is not None and current.pk == page.pk and self._part is None,
            is_open=current is not None and current.path.startswith(page.path),
        )

    @property
    def _part(self) -> PagePart | None:
        """The part of the page that is shown, if it is a part of it."""
        return self.page.shown_part if isinstance(self.page, BasePage) else None

    @cached_property
    def home_url(self) -> str:
        """The city's start page."""
        return page_address(self._home, self.request) if self._home else "/"

    @cached_property
    def management_url(self) -> str:
        """The management's start page, or an empty text."""
        return page_address(self.management.page, self.request) if self.management else ""

    @property
    def management_title(self) -> str:
        """The management's name, or an empty text."""
        return self.management.name if self.management else ""

    @property
    def emblem_url(self) -> str:
        """The management's emblem, or an empty text."""
        return self.management.page.emblem_url if self.management else ""

    @cached_property
    def accents_url(self) -> str:
        """The style sheet with all accents."""
        return accents_url(accents_of(self._managements), self.management)

    @cached_property
    def city_navigation(self) -> list[Link]:
        """The city's own pages."""
        return [self._link(page) for page in self._home_children if page.show_in_menus]

    @cached_property
    def navigation(self) -> list[Link]:
        """The management's menu: its start page, then its pages in the editors' order."""
        if self.management is None:
            return []
        start = self._link(self.management.page, _("Start"))
        # On every page of the site one is below the start page: that alone opens nothing.
        start = Link(start.title, start.url, start.is_current, start.is_current)
        return [
            start,
            *(self._link(page) for page in self._management_children if page.show_in_menus),
        ]

    @cached_property
    def breadcrumb(self) -> list[Link]:
        """The published pages above this one, from the city's start page down."""
        if self.page is None:
            return [Link(_("Start page"), self.home_url)]
        ancestors = self.page.get_ancestors(inclusive=self._part is not None)
        ancestors = ancestors.filter(depth__gt=1, live=True)
        return [
            self._link(page, _("Start page") if self._home and page.pk == self._home.pk else "")
            for page in ancestors
        ]

    @cached_property
    def notice(self) -> FundingNotice | None:
        """The funding notice that is valid today."""
        return notice_for(self.management, timezone.localdate())

    @cached_property
    def contact(self) -> ContactDetails | None:
        """How to reach the management, None where nothing is known."""
        if self.management is None:
            return None
        page = self.management.page
        if not (page.contact_address or page.contact_phone or page.contact_email):
            return None
        return ContactDetails(
            address=page.contact_address,
            phone=page.contact_phone,
            phone_url=phone_link(page.contact_phone),
            email=page.contact_email,
        )

    @cached_property
    def legal_pages(self) -> list[Link]:
        """Imprint, privacy and accessibility: the management's own, else the city's."""
        pages = self._management_children if self.management else self._home_children
        return [self._link(page) for page in pages if page.specific_class is LegalPage]

    def _quarter(self, one: PublicManagement) -> Quarter:
        # An address follows from the path alone; a record would have to be read for it.
        start = Page(url_path=one.url_path)
        return Quarter(one.short_name, one.name, page_address(start, self.request))

    @cached_property
    def _open_others(self) -> list[PublicManagement]:
        own_pk = self.management.pk if self.management else None
        return [one for one in self._managements if one.is_open and one.pk != own_pk]

    @cached_property
    def others(self) -> list[Quarter]:
        """The other open managements, or the nearest if they are many, in the order of their names."""
        return [self._quarter(one) for one in nearest_of(self._open_others, self.management)]

    @property
    def all_quarters_url(self) -> str:
        """Where all managements stand, an empty text if all are named here."""
        return self.home_url if len(self.others) < len(self._open_others) else ""

    @property
    def status_banner(self) -> str:
        """A sentence for a management that ends or has ended."""
        if self.management is None:
            return ""
        if self.management.status == Management.Status.CLOSED:
            return _("This management has ended. You are reading its archive.")
        if self.management.status == Management.Status.WINDING_DOWN:
            return _("This management will end soon.")
        return ""

    @cached_property
    def closure(self) -> ShownClosure | None:
        """That the management is closed or short of people just now; one query."""
        return closure_at(self.management, timezone.now())

    @property
    def meanwhile_url(self) -> str:
        """Where the management's site says who helps while it is closed."""
        return f"{self.management_url}{FINDER_SLUG}/#inzwischen"

    @cached_property
    def meanwhile(self) -> list[Meanwhile]:
        """Who helps with what the management does itself, while it is closed; five queries."""
        if self.management is None or self.closure is None:
            return []
        return helpers_meanwhile(
            self.management,
            enquiries_it_helps_with(self.management),
            absent=absences_at(timezone.now()),
            on=timezone.localdate(),
            request=self.request,
        )

    def meanwhile_with(self, enquiry: Enquiry) -> Meanwhile | None:
        """Who helps with one enquiry while the management is closed; four queries."""
        if self.management is None or self.closure is None:
            return None
        return helpers_meanwhile(
            self.management,
            [enquiry],
            absent=absences_at(timezone.now()),
            on=timezone.localdate(),
            request=self.request,
            most=MOST_SHOWN,
        )[0]

    @cached_property
    def successor(self) -> Quarter | None:
        """Whom to turn to once this management has ended: the next one that is open."""
        if self.management is None or self.management.status == Management.Status.ACTIVE:
            return None
        for one in self.management.and_successors()[1:]:
            public = next((found for found in self._managements if found.pk == one.pk), None)
            if public and public.is_open:
                return self._quarter(public)
        return None

    @property
    def title(self) -> str:
        """The title of the browser's window, from the page up to the city."""
        parts = [self._part.title] if self._part else []
        if self.page is None:
            parts.append(_("Page not found"))
        elif not self._home or self.page.pk != self._home.pk:
            parts.append(self.page.seo_title or self.page.title)
        if self.management and (self.page is None or self.management.page.pk != self.page.pk):
            parts.append(self.management.short_name)
        return " – ".join([*parts, _("Leipziger Quartiere")])

    @property
    def description(self) -> str:
        """A sentence about the page, or about the part of it."""
        if self._part:
            return self._part.summary
        return self.page.summary if isinstance(self.page, BasePage) else ""

    @property
    def canonical_url(self) -> str:
        """The page's one address in full."""
        full_url = (self.page.full_url or "") if self.page else ""
        return f"{full_url}{self._part.path}" if full_url and self._part else full_url


def frame_for(request: HttpRequest, page: Page | None) -> Frame:
    """Return the frame of a page, or of a wrong address on some management's site."""
    if page is not None:
        management = (
            page.management if isinstance(page, BasePage) else Management.objects.of_page(page)
        )
        return Frame(request, page, management)
    return Frame(request, None, _management_of_address(request))


def _management_of_address(request: HttpRequest) -> Management | None:
    """Return the public management on whose site an address without a page lies."""
    site = Site.find_for_request(request)
    public = Management.objects.public().select_related("page", "successor")
    if site is not None and not site.is_default_site:
        return public.filter(page=site.root_page_id).first()
    first_part = request.path.strip("/").split("/")[0]
    return public.filter(slug=first_part).first() if first_part else None
