"""What all pages have in common, and the page that editors use most."""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, Panel, PublishingPanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page, PagePermissionTester, Revision, Site, get_page_models
from wagtail.search import index

from managements.models import Management
from managements.pages.addresses import SiteRoots, page_address, site_roots, visible_children
from managements.pages.fields import BodyField
from managements.pages.reserved_slugs import ReservedSlugs
from managements.schedules.local_time import local
from managements.tenancy.record_forms import WalledPageForm

# Of what addresses may not have; Wagtail knows no German, and would make “prueftermin” “pruftermin”.
GERMAN_LETTERS = [("[äÄ]", "ae"), ("[öÖ]", "oe"), ("[üÜ]", "ue"), ("[ßẞ]", "ss")]


class WalledPagePermissionTester(PagePermissionTester):
    """Rights on any page."""

    def can_set_view_restrictions(self) -> bool:
        """Nobody but a superuser: who may see a site follows from its management's phase.

        The form for it would also name the groups of all managements.
        """
        return bool(self.user.is_superuser and super().can_set_view_restrictions())


class FixedPagePermissionTester(WalledPagePermissionTester):
    """Rights on a page that belongs to a site's skeleton: it is edited, but stays where it is.

    Provisioning alone makes such pages. Were they deleted, moved or taken offline, the site would
    lose its start page or a page that the law asks for.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Nobody deletes it: a site without a start page would take the lists of all with it."""
        return False

    def can_move(self) -> bool:
        """Nobody moves it."""
        return False

    def can_copy(self) -> bool:
        """There is one of it."""
        return False

    def can_unpublish(self) -> bool:
        """Nobody but a superuser takes it offline."""
        return bool(self.user.is_superuser and super().can_unpublish())


@dataclass(frozen=True)
class PagePart:
    """What a page shows below its own address: an entry of a list, a month of a calendar."""

    title: str
    # Behind the page's own address, with a slash at the end.
    path: str
    summary: str = ""


@dataclass(frozen=True)
class Announcement:
    """When and where something takes place, in the few words that a picture has room for."""

    when: str
    where: str = ""
    # That it does not take place: “fällt aus”.
    state: str = ""


class SchedulePanel(PublishingPanel):
    """When a page goes public, and when it goes offline again: one of the skeleton never does."""

    def on_model_bound(self) -> None:
        """Offer no day of expiry where none is taken."""
        if self.model.is_fixed:
            self.children: list[Any] = [
                one for one in self.children if one.field_name != "expire_at"
            ]
        super().on_model_bound()


class BasePage(Page):
    """Mixin for every page type: one address, one management, one set of panels."""

    # Pages of a site's skeleton are made by provisioning and stay in their place.
    is_fixed = False
    # Set while a request is answered that asks for a part of the page.
    shown_part: PagePart | None = None
    # Which page of a long list is shown: each has an address and a title of its own. A narrowed list
    # goes on naming the whole one as its address.
    shown_number = 1
    # What it is for networks, https://ogp.me/#types.
    open_graph_type = "website"
    # Address parts that the page above needs itself.
    reserved_slugs: ReservedSlugs | None = None
    base_form_class = WalledPageForm

    promote_panels: list[Panel] = [
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=SlugInput(formatters=GERMAN_LETTERS)),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            _("Address, search engines, menu"),
        ),
    ]

    settings_panels: list[Panel] = [SchedulePanel(), CommentPanel()]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an address that the page above needs itself.

        Raises:
            ValidationError: with a sentence at the field.
        """
        super().clean()
        if self.reserved_slugs is not None:
            try:
                self.reserved_slugs.check(self.slug)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error

    def get_url_parts(self, request: HttpRequest | SiteRoots | None = None) -> Any:
        """Return the page's one address: the most specific site wins, wherever the visitor is."""
        return super().get_url_parts(request=site_roots(request))

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """List the page in the site map of its own host only."""
        site = Site.find_for_request(request)
        parts = self.get_url_parts()
        if parts is None or site is None or parts[0] != site.pk:
            return []
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        return urls

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Return what somebody may do with the page; the skeleton of a site is protected."""
        tester = FixedPagePermissionTester if self.is_fixed else WalledPagePermissionTester
        return tester(user, self)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep the title of unfinished work out of `draft_title` once the page has been public.

        Wagtail shows `draft_title` wherever pages are chosen or named, to people of other
        managements, too, whose pages may point to this one. They know its last public title; the
        draft's is in the revision.
        """
        revision: Revision = super().save_revision(*args, **kwargs)
        # A page that was made public by a program may lack the day of its first publication.
        was_public = models.Q(live=True) | models.Q(first_published_at__isnull=False)
        Page.objects.filter(was_public, pk=self.pk).update(draft_title=models.F("title"))
        return revision

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Name a revision by its own title: it may be about to be published.

        A day on which a page of the skeleton was to go offline, in revisions of before, is left out.
        """
        page: Self = super().with_content_json(content)
        page.draft_title = page.title
        if self.is_fixed:
            page.expire_at = None
        return page

    @cached_property
    def management(self) -> Management | None:
        """The management to whose site the page belongs, None for the city's own pages."""
        return Management.objects.of_page(self)

    @property
    def summary(self) -> str:
        """A sentence for lists, search engines and shared links: the description, else the introduction."""
        return self.search_description or getattr(self, "introduction", "")

    def with_owner(self, words: str) -> str:
        """Return a sentence about a page that every management has, with whose it is.

        Where nobody has written one, it says what the page is.
        """
        if self.management is None:
            return words
        name = self.management.name
        return f"{name}: {words}" if words else f"{self.title}: {name}"

    @property
    def announcement(self) -> Announcement | None:
        """When and where that takes place of which the page speaks, None if it speaks of no date."""
        return None

    def as_of(self, today: datetime.date) -> datetime.date:
        """Return the day as of which the page speaks: today, or that of a post's publication.

        What holds of a day, such as who paid for it, stands below the page as it was then.
        """
        return today

    @property
    def first_public_day(self) -> datetime.date | None:
        """The day, in Berlin, on which the page was first published; None if it never was."""
        return local(self.first_published_at).date() if self.first_published_at else None

    def listed_subpages(self, request: HttpRequest | None) -> list[dict[str, str]]:
        """Return the published pages below this one as title, url and description."""
        return [
            {
                "title": page.title,
                "url": page_address(page, request),
                "description": page.summary,
            }
            for page in visible_children(self).not_type(*fixed_page_types()).specific()
            if isinstance(page, BasePage)
        ]


def fixed_page_types() -> list[type[Page]]:
    """Return the types of the pages that belong to a site's skeleton."""
    return [model for model in get_page_models() if issubclass(model, BasePage) and model.is_fixed]


class ContentPage(BasePage):
    """A page with a text of its own: about us, a project, a guide."""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what the page is about."),
    )
    body = BodyField(verbose_name=_("content"))

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    parent_page_types = ["home.HomePage", "websites.ManagementPage", "pages.ContentPage"]
    subpage_types = ["pages.ContentPage"]
    page_description = _("A page with a text of its own: about us, a project, a guide.")

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["subpages"] = self.listed_subpages(request)
        return context
