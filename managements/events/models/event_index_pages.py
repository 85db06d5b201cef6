"""A calendar: of one management, or of the whole city."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from managements.events.models.calendar_filters import (
    NAMES,
    TOPIC,
    WHEN,
    CalendarFilters,
    selection_from,
)
from managements.events.models.calendars import Calendar
from managements.events.models.listing import (
    coming,
    hours_in_words,
    of_day,
    past,
    years_of_archive,
)
from managements.events.models.months import (
    Month,
    MonthTable,
    day_address,
    day_named,
    is_within,
    month_address,
    month_named,
    months_of,
)
from managements.events.models.shown_dates import day_with_weekday
from managements.events.models.subscriptions import SubscribablePage
from managements.pages.addresses import page_address
from managements.pages.lists import address_with, led_on, page_number, year_named
from managements.pages.models import PagePart

# Below every start page, the city's and the managements'.
CALENDAR_SLUG = "termine"
NAMES_OF_A_MONTH = tuple(name for name in NAMES if name != WHEN)


class EventIndexPage(SubscribablePage):
    """The dates of one management; on the city's site, those of all."""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what the page is about."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = []
    search_fields = [*Page.search_fields, index.SearchField("introduction", boost=2)]

    is_fixed = True
    # Wagtail does not take this from above: provisioning alone makes these pages.
    is_creatable = False
    parent_page_types = ["home.HomePage", "websites.ManagementPage"]
    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    @property
    def summary(self) -> str:
        """A sentence for search engines: whose dates these are."""
        return self.with_owner(super().summary)

    def calendar(self, request: HttpRequest) -> Calendar:
        """Return the calendar as a visitor sees it now."""
        return Calendar(page_address(self, request), self.management, timezone.now(), request)

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is coming, narrowed to what somebody wants to see."""
        calendar = self.calendar(request)
        selection = selection_from(request.GET, calendar)
        if moved := led_on(request.GET, calendar.url, TOPIC, selection.topic_slug):
            return moved
        page = page_number(request.GET)
        dates = coming(calendar, selection, page.number)
        if not (dates.is_beyond or selection.values):
            self.shown_number = dates.number
        return self._shown(
            request,
            calendar,
            status=404 if dates.is_beyond else 200,
            dates=dates,
            filters=CalendarFilters(
                calendar, calendar.dates.coming(calendar.now), selection, calendar.url, self._row
            ),
            has_unknown=selection.has_unknown or not page.is_known,
            hours=[] if dates.days or selection.values else hours_in_words(calendar),
            month_url=address_with(
                month_address(calendar, Month.of(calendar.today)),
                selection.without(WHEN).values,
            ),
        )

    @path("archiv/")
    def archive(self, request: HttpRequest) -> HttpResponse:
        """Show what is past."""
        return self._archive(request, None)

    @path("archiv/<str:year>/")
    def archive_of_year(self, request: HttpRequest, year: str) -> HttpResponse:
        """Show what is past of one year."""
        return self._archive(request, year)

    def _archive(self, request: HttpRequest, asked: str | None) -> HttpResponse:
        calendar = self.calendar(request)
        years = years_of_archive(calendar, self._row)
        year = year_named(asked) if asked is not None else None
        if asked is not None and year not in years:
            return self._unknown(request, calendar, gettext("The archive has nothing of this year"))
        here = f"archiv/{year}/" if year else "archiv/"
        page = page_number(request.GET)
        dates = past(calendar, year, page.number, f"{calendar.url}{here}")
        self.shown_part = PagePart(
            title=gettext("Archive of %(year)d") % {"year": year} if year else gettext("Archive"),
            path=here,
            summary=gettext("What took place, the latest first."),
        )
        if not dates.is_beyond:
            self.shown_number = dates.number
        return self._shown(
            request,
            calendar,
            template="events/archive.html",
            status=404 if dates.is_beyond else 200,
            dates=dates,
            has_unknown=not page.is_known,
            year=year,
            years=[(one, f"{calendar.url}archiv/{one}/") for one in years],
        )

    @path("monat/")
    def present_month(self, request: HttpRequest) -> HttpResponse:
        """Lead to the present month."""
        calendar = self.calendar(request)
        return HttpResponseRedirect(month_address(calendar, Month.of(calendar.today)))

    @path("monat/<str:month>/")
    def month(self, request: HttpRequest, month: str) -> HttpResponse:
        """Show a month."""
        calendar = self.calendar(request)
        first, last = months_of(calendar)
        wanted = month_named(month)
        if wanted is None or not is_within(wanted, calendar, first, last):
            nearest = min(max(wanted, first), last) if wanted else None
            return self._unknown(
                request, calendar, gettext("The calendar does not show this month"), nearest
            )
        selection = selection_from(request.GET, calendar, NAMES_OF_A_MONTH)
        here = month_address(calendar, wanted)
        if moved := led_on(request.GET, here, TOPIC, selection.topic_slug):
            return moved
        table = MonthTable(wanted, calendar, selection, first, last)
        self.shown_part = PagePart(
            title=wanted.in_words,
            path=f"monat/{wanted}/",
            summary=gettext("All dates of the month %(month)s.") % {"month": wanted.in_words},
        )
        return self._shown(
            request,
            calendar,
            template="events/month.html",
            month=table,
            list_url=address_with(calendar.url, selection.values),
            filters=CalendarFilters(
                calendar,
                table.dates,
                selection,
                month_address(calendar, wanted),
                self._row,
                NAMES_OF_A_MONTH,
            ),
            has_unknown=selection.has_unknown,
        )

    @path("tag/<str:day>/")
    def day(self, request: HttpRequest, day: str) -> HttpResponse:
        """Show a day on which so much takes place that the month has no room for it."""
        calendar = self.calendar(request)
        first, last = months_of(calendar)
        wanted = day_named(day)
        if wanted is None or not is_within(Month.of(wanted), calendar, first, last):
            nearest = min(max(Month.of(wanted), first), last) if wanted else None
            return self._unknown(
                request, calendar, gettext("The calendar does not show this day"), nearest
            )
        page = page_number(request.GET)
        dates = of_day(calendar, wanted, page.number, day_address(calendar, wanted))
        title = day_with_weekday(wanted, calendar.today)
        self.shown_part = PagePart(
            title=title,
            path=f"tag/{wanted.isoformat()}/",
            summary=gettext("All dates of %(day)s.") % {"day": title},
        )
        if not dates.is_beyond:
            self.shown_number = dates.number
        return self._shown(
            request,
            calendar,
            template="events/day.html",
            status=404 if dates.is_beyond else 200,
            dates=dates,
            has_unknown=not page.is_known,
            month=Month.of(wanted),
            month_url=month_address(calendar, Month.of(wanted)),
        )

    def _unknown(
        self, request: HttpRequest, calendar: Calendar, title: str, nearest: Month | None = None
    ) -> HttpResponse:
        """Help on from an address below the calendar where nothing is."""
        nearest = nearest or Month.of(calendar.today)
        self.shown_part = PagePart(title=title, path="")
        return self._shown(
            request,
            calendar,
            template="events/unknown.html",
            status=404,
            title=title,
            month=nearest,
            month_url=month_address(calendar, nearest),
        )

    def _shown(
        self,
        request: HttpRequest,
        calendar: Calendar,
        *,
        template: str | None = None,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        context = {
            "calendar": calendar,
            "month_url": month_address(calendar, Month.of(calendar.today)),
            "archive_url": f"{calendar.url}archiv/",
            "has_ended": bool(calendar.management and calendar.management.has_ended),
        } | context
        response: HttpResponse = self.render(request, template=template, context_overrides=context)
        response.status_code = status
        return response

    @property
    def _row(self) -> PageQuerySet:
        """The page as a query, in whose row other questions may be asked."""
        return EventIndexPage.objects.filter(pk=self.pk)
