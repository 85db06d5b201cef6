"""What stands around every page: header, navigation, breadcrumb, footer."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from managements.accessibility.addresses import report_address
from managements.accessibility.models import AccessibilityStatementPage
from managements.funding.evidence.showing import remember_shown
from managements.funding.notices import ShownNotice, notice_for
from managements.models import Management
from managements.pages.addresses import page_address, site_roots, visible_children
from managements.pages.lists import PAGE
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
from managements.websites.announcing import AnnouncedFeed, announced_feeds, breadcrumb_data
from managements.websites.closures import ShownClosure, absences_at, closure_at
from managements.websites.contacts import contact_for
from managements.websites.drawings import Icons, icons_of
from managements.websites.frame_parts import ContactDetails, Link, Quarter, SharedPicture
from managements.websites.models import LegalPage, ManagementPage
from managements.websites.others import (
    PublicManagement,
    accents_of,
    nearest_of,
    public_managements,
)
from managements.websites.search_box import SearchBox, search_box
from managements.websites.share_images import share_image_of


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

    @property
    def _number(self) -> int:
        """Which page of a long list is shown."""
        return self.page.shown_number if isinstance(self.page, BasePage) else 1

    @cached_property
    def home_url(self) -> str:
        """The city's start page."""
        return page_address(self._home, self.request) if self._home else "/"

    @cached_property
    def management_url(self) -> str:
        """The management's start page, or an empty text."""
        return page_address(self.management.page, self.request) if self.management else ""

    @property
    def emblem_url(self) -> str:
        """The management's emblem, or an empty text on the city's own pages."""
        return self.management.page.emblem_url if self.management else ""

    @cached_property
    def icons(self) -> Icons:
        """What browsers show beside the page's title."""
        return icons_of(self.management)

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
    def search(self) -> SearchBox:
        """Where one searches: the management's site, or all quarters."""
        pages = self._management_children if self.management else self._home_children
        return search_box(pages, self.management, self.page, self.request)

    @cached_property
    def breadcrumb(self) -> list[Link]:
        """The published pages above this one, from the city's start page down."""
        if self.page is None:
            return [Link(_("Start page"), self.home_url)]
        ancestors = self.page.get_ancestors(inclusive=self._part is not None)
        ancestors = ancestors.filter(depth__gt=1, live=True)
        # A management by the name that people call it: so the way has room on one line.
        names = {self._home.pk: _("Start page")} if self._home else {}
        if self.management:
            names[self.management.page.pk] = self.management.short_name
        return [self._link(page, names.get(page.pk, "")) for page in ancestors]

    @property
    def breadcrumb_data(self) -> dict[str, Any]:
        """The way to what is shown, as machines read it; no query beyond the breadcrumb's own."""
        trail = [(link.title, link.url) for link in self.breadcrumb]
        shown = self._part or self.page
        return breadcrumb_data(trail, shown.title if shown else "", self.canonical_url)

    @property
    def feeds(self) -> list[AnnouncedFeed]:
        """What programs may subscribe to: this page, this site, all of the city; no query."""
        sites = {self.management: self._management_children, None: self._home_children}
        return announced_feeds(self.page, sites, self.request)

    @cached_property
    def notice(self) -> ShownNotice | None:
        """The funding notice of the management, or of the city, as of the page's day."""
        today = timezone.localdate()
        day = self.page.as_of(today) if isinstance(self.page, BasePage) else today
        notice = notice_for(self.management, day, today=today)
        remember_shown(self.request, notice)
        return notice

    @cached_property
    def contact(self) -> ContactDetails | None:
        """How to reach the management, or who answers in its place; None where nothing is known."""
        return contact_for(self.management)

    @cached_property
    def legal_pages(self) -> list[Link]:
        """Imprint, privacy and accessibility: the management's own, else the city's."""
        pages = self._management_children if self.management else self._home_children
        types = {LegalPage, AccessibilityStatementPage}
        return [self._link(page) for page in pages if page.specific_class in types]

    @cached_property
    def privacy_url(self) -> str:
        """The management's privacy notice, else the city's; an empty text if there is none."""
        for pages in (self._management_children, self._home_children):
            for page in pages:
                if page.specific_class is LegalPage and page.slug == LegalPage.Kind.PRIVACY:
                    return page_address(page, self.request)
        return ""

    @cached_property
    def report_url(self) -> str:
        """Where barriers of this page are reported, an empty text as long as there is no statement.

        Below the management's own statement, else below the city's.
        """
        for pages in (self._management_children, self._home_children):
            for page in pages:
                if page.specific_class is AccessibilityStatementPage:
                    return report_address(page_address(page, self.request), self.request)
        return ""

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
    def _is_start(self) -> bool:
        """Whether the page is the start page of a site."""
        start = self.management.page if self.management else self._home
        return self.page is not None and start is not None and self.page.pk == start.pk

    @property
    def _titles(self) -> list[str]:
        """From the part of the page up to the management."""
        parts = [self._part.title] if self._part else []
        if self._number > 1:
            parts.insert(0, _("Page %(number)s") % {"number": self._number})
        if self.page is None:
            parts.append(_("Page not found"))
        elif self.management or not self._is_start:
            parts.append(self.page.seo_title or self.page.title)
        if self.management and not self._is_start:
            parts.append(self.management.short_name)
        return parts

    @property
    def title(self) -> str:
        """The title of the browser's window, from the page up to the city."""
        return " – ".join([*self._titles, _("Leipziger Quartiere")])

    @property
    def shared_title(self) -> str:
        """The title of shared links, beside which the city's name stands anyway."""
        return " – ".join(self._titles) or _("Leipziger Quartiere")

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
        if full_url and self._part:
            full_url += self._part.path
        if full_url and self._number > 1:
            full_url += f"{'&' if '?' in full_url else '?'}{PAGE}={self._number}"
        return full_url

    @property
    def printed_url(self) -> str:
        """The address that paper gives; empty for what has none, or is not there yet.

        Without what somebody looked for: everybody may make up more of that than can be kept.
        """
        if getattr(self.request, "is_preview", False):
            return ""
        return self.canonical_url.partition("?")[0]

    @cached_property
    def shared_picture(self) -> SharedPicture | None:
        """The picture for shared links, None for what not everybody may see; no query of its own."""
        page = self.page
        if not isinstance(page, BasePage) or getattr(self.request, "is_preview", False):
            return None
        is_hidden = self.management is not None and not self.management.is_public
        if not page.live or is_hidden or page.path.startswith(self._restricted):
            return None
        parts = page.get_url_parts(site_roots(self.request))
        if parts is None or parts[2] is None:
            return None
        site_pk, root_url, _path = parts
        image = share_image_of(page, self.management, self.notice, is_start=self._is_start)
        mark = image.mark
        path = reverse("websites:share_image", kwargs={"page_id": page.pk, "mark": mark})
        return SharedPicture(image, mark, site_pk, root_url, path)


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
