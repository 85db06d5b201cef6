"""Where dates stand in the CMS, and what the log says of them."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from managements.events import (
    addition_views,
    date_act_views,
    date_views,
    new_events,
    participation_views,
)
from managements.events.dashboard import NextDatesPanel, RequestsPanel
from managements.events.models import EventPage
from managements.events.sources import dates_address
from managements.offices.models import ConsultationHour
from managements.schedules.sentences import day_in_words
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.roles import managements_of, works_for_the_city

open_to(Audience.EDITORS, "dates:*")


def _addresses_of(kind: str, name: str, key: str) -> list[URLPattern]:
    """Return the addresses about one event, or about one consultation hour."""
    one = f"{kind}/<int:{key}>/"
    return [
        path(one, date_views.SourceView.as_view(), name=name),
        path(f"{one}zusaetzlich/", addition_views.AddView.as_view(), name=f"{name}_add"),
        path(
            f"{one}aenderung/<int:change_id>/entfernen/",
            date_act_views.RemoveView.as_view(),
            name=f"{name}_remove",
        ),
        *(
            path(
                f"{one}zusatz/<int:change_id>/{words}/",
                view.as_view(),
                name=f"{name}_{act}_addition",
            )
            for act, words, view in (
                ("cancel", "absagen", addition_views.CancelAdditionView),
                ("take_back", "wie-geplant", addition_views.TakeBackAdditionView),
            )
        ),
        *(
            path(f"{one}<slug:day>/{words}/", view.as_view(), name=f"{name}_{act}")
            for act, words, view in (
                ("cancel", "absagen", date_act_views.CancelView),
                ("move", "verlegen", date_act_views.MoveView),
                ("leave_out", "nicht-anzeigen", date_act_views.LeaveOutView),
                ("take_back", "wie-geplant", date_act_views.TakeBackView),
            )
        ),
    ]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give the pages about dates their addresses."""
    urls = [
        path("", date_views.IndexView.as_view(), name="index"),
        path("veranstaltung/neu/", new_events.NewEventView.as_view(), name="new_event"),
        *_addresses_of("veranstaltung", "event", "page_id"),
        *_addresses_of("sprechstunde", "hour", "pk"),
        path(
            "veranstaltung/<int:page_id>/gemeinsam/",
            participation_views.AskView.as_view(),
            name="event_ask",
        ),
        path(
            "gemeinsam/<int:pk>/zusagen/", participation_views.AcceptView.as_view(), name="accept"
        ),
        path(
            "gemeinsam/<int:pk>/nicht-dabei/",
            participation_views.DeclineView.as_view(),
            name="decline",
        ),
        path(
            "gemeinsam/<int:pk>/zuruecknehmen/",
            participation_views.WithdrawView.as_view(),
            name="withdraw",
        ),
    ]
    return [path("termine/", include((urls, "dates"), namespace="dates"))]


class DatesMenuItem(MenuItem):
    """For those who have a management whose dates they could change."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it out for people without a management."""
        return works_for_the_city(request.user) or managements_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the page where nobody has to look for it."""
    return DatesMenuItem(
        _("Dates"), reverse("dates:index"), name="dates", icon_name="calendar", order=140
    )


@hooks.register("construct_homepage_panels")
def show_dates_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Say on the start of the CMS what comes next, and who would like to hold an event together."""
    panels.extend([NextDatesPanel(), RequestsPanel()])


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def lead_from_events_to_their_dates(
    page: Page, user: Any, *_view: Any, **_kwargs: Any
) -> Iterator[Button]:
    """Lead from an event to its dates."""
    if (
        isinstance(page.specific_deferred, EventPage)
        and page.permissions_for_user(user).can_publish()
    ):
        yield Button(
            _("Manage dates"),
            reverse("dates:event", args=[page.pk]),
            icon_name="calendar",
            priority=12,
        )


@hooks.register("register_snippet_listing_buttons")
def lead_from_hours_to_their_dates(
    snippet: Any, user: Any, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from a consultation hour to its dates."""
    if isinstance(snippet, ConsultationHour):
        yield Button(_("Manage dates"), dates_address(snippet), icon_name="calendar", priority=12)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to dates, with the day, and to what is held together, with whom."""
    for action, label, message in (
        ("dates.cancel", _("Cancel a date"), _("cancelled the date of %(day)s")),
        ("dates.move", _("Move a date"), _("moved the date of %(day)s to %(new_day)s")),
        ("dates.leave_out", _("Leave out a date"), _("left out the date of %(day)s")),
        ("dates.take_back", _("Take back a change"), _("took back the change of %(day)s")),
        ("dates.add", _("Add a date"), _("added the date of %(day)s")),
        ("dates.remove", _("Remove a change"), _("removed what was entered for %(day)s")),
    ):
        actions.register_action(action)(_formatter(_DateFormatter, label, message))
    for action, label, message in (
        ("participations.ask", _("Ask to take part"), _("asked %(name)s to take part")),
        (
            "participations.withdraw",
            _("End of holding together"),
            _("holds the event without %(name)s"),
        ),
        ("participations.accept", _("Take part"), _("accepted for %(name)s")),
        ("participations.decline", _("Take no part"), _("declined for %(name)s")),
        ("participations.end", _("Take part no longer"), _("%(name)s takes part no longer")),
    ):
        actions.register_action(action)(_formatter(_ParticipantFormatter, label, message))


class _DateFormatter(LogFormatter):
    """Names the days."""

    def format_message(self, log_entry: Any) -> str:
        """Fill in the days; entries without one say three dots."""
        facts = log_entry.data.get("date") or {}
        days = {name: _day(facts.get(name)) for name in ("day", "new_day")}
        return str(self.message) % days


class _ParticipantFormatter(LogFormatter):
    """Names the management that was asked; all of them are known to the public."""

    def format_message(self, log_entry: Any) -> str:
        """Fill in the name."""
        facts = log_entry.data.get("participant") or {}
        return str(self.message) % {"name": facts.get("name", translate("a management"))}


def _formatter(kind: type[LogFormatter], label: Any, message: Any) -> type[LogFormatter]:
    return type(kind.__name__, (kind,), {"label": label, "message": message})


def _day(text: str | None) -> str:
    return day_in_words(datetime.date.fromisoformat(text)) if text else "…"
