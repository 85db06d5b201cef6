"""The start page of a management, and the pages that the law asks for."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from managements.events.next_dates import next_dates
from managements.models import Management
from managements.news.latest_posts import latest_posts
from managements.pages.fields import BodyField
from managements.pages.models import BasePage
from managements.referrals.most_asked import honest_columns
from managements.tenancy.roles import works_for
from managements.websites.data_use import DataUsePanel, data_use_of
from managements.websites.drawings import emblem_url
from managements.websites.opening_hours import office_data
from managements.websites.quarters import neighbours_of, quarter_cards
from managements.websites.when_and_where import when_and_where
from managements.websites.where_to_find import where_to_find

NEIGHBOURS_SHOWN = 3


class ManagementPage(BasePage):
    """The start page of a management's site."""

    management_record = models.OneToOneField(
        Management,
        on_delete=models.PROTECT,
        related_name="page",
        editable=False,
        verbose_name=_("management"),
    )
    introduction = models.TextField(
        _("one sentence about you"),
        max_length=300,
        blank=True,
        help_text=_("Stands below the name here, and on the city's page."),
    )
    body = BodyField(verbose_name=_("content"))
    contact_address = models.TextField(_("address"), max_length=300, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)

    content_panels = [
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("contact_address"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_email"),
            ],
            _("How to reach you (stands at the foot of every page)"),
        ),
        FieldPanel("body"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")],
            _("Search engines"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    is_fixed = True
    is_creatable = False
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "pages.ContentPage",
        "referrals.AnswerIndexPage",
        "events.EventIndexPage",
        "news.NewsIndexPage",
        "search.SearchPage",
        "websites.LegalPage",
        "accessibility.AccessibilityStatementPage",
    ]

    class Meta:
        verbose_name = _("start page of a management")
        verbose_name_plural = _("start pages of managements")

    @property
    def management(self) -> Management:
        """The management whose start page this is."""
        return self.management_record

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page of the site, unless the site is in preparation and none of one's business.

        Wagtail would show a log-in form, and the page's title to editors who type its address: nobody
        else need know of the site.

        Raises:
            Http404: if there is no such page, or the person may not know of it.
        """
        if not self.management.is_public and not works_for(request.user, self.management):
            raise Http404
        result: RouteResult = super().route(request, path_components)
        if result.page.pk != self.pk:
            result.page.management = (
                self.management
            )  # known already: it need not be looked up again
        return result

    def with_content_json(self, content: dict[str, Any]) -> "ManagementPage":
        """Keep what follows from the management's record, whichever revision is published."""
        page: ManagementPage = super().with_content_json(content)
        page.title, page.slug = self.title, self.slug
        page.management_record = self.management_record
        return page

    @property
    def emblem_url(self) -> str:
        """Where the management's emblem is, in its colours."""
        return emblem_url(self.management)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add when and where, what it does, news, dates, where it is, and the nearest managements."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if not self.management.has_ended:
            now = timezone.now()
            meeting = when_and_where(self.management, now=now, request=request)
            context["meeting"] = meeting
            context["office_data"] = office_data(self.management, meeting.occurrences, now=now)
            context["honest"] = honest_columns(
                self.management, on=timezone.localdate(), request=request
            )
            context["visit"] = where_to_find(self.management, meeting)
        context["management"] = self.management
        context["districts"] = self.management.district_names
        context["subpages"] = self.listed_subpages(request)
        context["latest_posts"] = latest_posts(self, self.management, request)
        context["next_dates"] = next_dates(
            self, self.management, request, with_hours=self.management.has_ended
        )
        context["neighbours"] = quarter_cards(
            neighbours_of(self.management, NEIGHBOURS_SHOWN), request
        )
        return context


class LegalPage(BasePage):
    """A page that the law asks for: imprint, privacy."""

    class Kind(models.TextChoices):
        """What the law asks for, and at which address."""

        IMPRINT = "impressum", _("Imprint")
        PRIVACY = "datenschutz", _("Privacy notice")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, editable=False)
    body = BodyField(verbose_name=_("content"))

    content_panels = [
        FieldPanel("title"),
        FieldPanel("body"),
        DataUsePanel(heading=_("Stands below your text by itself")),
    ]
    promote_panels = []
    search_fields = [*Page.search_fields, index.SearchField("body")]

    is_fixed = True
    is_creatable = False
    parent_page_types = ["home.HomePage", "websites.ManagementPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")

    @property
    def is_privacy_notice(self) -> bool:
        """Whether it is about data; the rest of it the application knows by itself."""
        return self.kind == self.Kind.PRIVACY

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the application does with data."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.is_privacy_notice:
            context["data_use"] = data_use_of(self.management)
        return context

    @property
    def summary(self) -> str:
        """A sentence for search engines: which page of whose site."""
        owner = self.management.name if self.management else _("Leipziger Quartiere")
        return f"{self.title}: {owner}"
