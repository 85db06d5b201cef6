"""The page "Termine" of the CMS, and the page with all dates of one event or consultation hour."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import Media
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from managements.events.date_changes import orphaned_changes
from managements.events.date_rows import by_day, left_out_rows, rows_of
from managements.events.models import EventPage, Occurrence, Participation, Source
from managements.events.new_events import new_event_address, public_address
from managements.events.notice_views import FILE as NOTICE
from managements.events.participating import may_be_asked, with_public_events
from managements.events.participation_rows import ParticipationRow, as_asked, as_owner
from managements.events.sources import (
    act_address,
    edit_address,
    event_for,
    hour_for,
    remove_address,
)
from managements.models import Management
from managements.pages.addresses import page_address
from managements.schedules.local_time import local
from managements.schedules.sentences import day_in_words, sentence
from managements.tenancy.roles import managements_of, works_for_the_city

ROWS_PER_PAGE = 50
ADMIN_STYLES = Media(css={"all": ["events/dates_admin.css"]})


class DatesMixin(WagtailAdminTemplateMixin):
    """What all pages about dates have in common."""

    page_title = _("Dates")
    header_icon = "calendar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the style sheet, and where acts come back to."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"media": ADMIN_STYLES, "back": self.request.get_full_path()}


class IndexView(DatesMixin, TemplateView):
    """The next dates of all managements that somebody works for."""

    template_name = "events/dates.html"

    @cached_property
    def managements(self) -> list[Management]:
        """Whose dates one may change."""
        return list(managements_of(self.request.user).select_related("page"))

    @cached_property
    def management(self) -> Management | None:
        """The one that the address asks for; None: all of them.

        Raises:
            Http404: if it is none of the own ones.
        """
        slug = self.request.GET.get("management")
        if not slug:
            return None
        for management in self.managements:
            if management.slug == slug:
                return management
        raise Http404

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The ways to a new event and to a new consultation hour."""
        is_city = works_for_the_city(self.request.user)
        shown = [self.management] if self.management else self.managements
        if (is_city and not self.management) or any(not one.has_ended for one in shown):
            return [
                HeaderButton(
                    _("New event"),
                    url=new_event_address(self.management),
                    icon_name="plus",
                    priority=10,
                ),
                HeaderButton(
                    _("New consultation hour"),
                    url=reverse("wagtailsnippets_offices_consultationhour:add"),
                    icon_name="plus",
                    priority=20,
                ),
            ]
        return []

    def _public_address(self) -> str:
        """Return where the public sees the calendar; empty where these are several, or none."""
        whose = self.management
        if whose is None and not works_for_the_city(self.request.user):
            if len(self.managements) != 1:
                return ""
            [whose] = self.managements
        return public_address(whose, self.request)

    def get_page_subtitle(self) -> str:
        """Say whose they are, where it could be others'."""
        return self.management.name if self.management else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def _tabs(self) -> list[tuple[str, str, bool]]:
        """Return the ways to the dates of all, and of each."""
        if len(self.managements) < 2:
            return []
        address = reverse("dates:index")
        return [
            (str(_("All managements")), address, self.management is None),
            *(
                (
                    one.short_name,
                    f"{address}?{urlencode({'management': one.slug})}",
                    one == self.management,
                )
                for one in self.managements
            ),
        ]

    def _owned(self) -> Q:
        if self.management is not None:
            return Q(management=self.management)
        owned = Q(management__in=[one.pk for one in self.managements])
        return owned | Q(management=None) if works_for_the_city(self.request.user) else owned

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find the dates of one page of the list, and what one holds together with others."""
        coming = Occurrence.objects.coming(timezone.now()).filter(self._owned()).with_facts()
        shown = Paginator(coming, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        is_several = len(self.managements) > 1 or works_for_the_city(self.request.user)
        names_owner = self.management is None and is_several
        whose = [self.management] if self.management else self.managements
        public = self._public_address()
        return super().get_context_data(**kwargs) | {
            "tabs": self._tabs(),
            "public_url": public,
            "notice_url": f"{public}{NOTICE}" if public else "",
            "days": by_day(rows_of(shown.object_list, names_owner=names_owner)),
            "shown": shown,
            "query": f"management={self.management.slug}&" if self.management else "",
            "shared": self._shared(whose),
            "has_managements": bool(self.managements),
        }

    def _shared(self, whose: Sequence[Management]) -> list[ParticipationRow]:
        """Return what some managements hold together with others, or were asked to."""
        found = with_public_events(
            Participation.objects.filter(management__in=whose)
            .exclude(state=Participation.State.DECLINED)
            .select_related("event", "management")
        )
        coming = set(
            Occurrence.objects.filter(
                event__in=[one.event_id for one in found], ends_at__gt=timezone.now()
            ).values_list("event_id", flat=True)
        )
        return [as_asked(one, self.request, is_over=one.event_id not in coming) for one in found]


class SourceMixin(DatesMixin):
    """About one event or one consultation hour, found by the key in the address."""

    kwargs: dict[str, Any]
    source: Source

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Look whether it is the person's before anything else.

        Raises:
            Http404: if there is no such thing, or it is somebody else's.
        """
        super().setup(request, *args, **kwargs)
        if "page_id" in kwargs:
            self.source = event_for(request.user, kwargs["page_id"])
        else:
            self.source = hour_for(request.user, kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Say of what."""
        return str(self.source)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all dates, the dates of this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("dates:index"), "label": DatesMixin.page_title},
            {"url": "", "label": str(self.source)},
        ]


class SourceView(SourceMixin, TemplateView):
    """All coming dates of one, and what its owner can do."""

    template_name = "events/source_dates.html"

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The ways to an additional date, to the rule and to the public page."""
        buttons = []
        if self.is_shown:
            buttons.append(
                HeaderButton(
                    _("Additional date"), url=act_address(self.source, "add"), icon_name="plus"
                )
            )
        if edit := edit_address(self.source, self.request.user):
            buttons.append(HeaderButton(_("Edit the rule"), url=edit, icon_name="edit"))
        if isinstance(self.source, EventPage) and self.is_shown:
            buttons.append(
                HeaderButton(
                    _("Public page"),
                    url=page_address(self.source, self.request),
                    icon_name="view",
                )
            )
        return buttons

    @cached_property
    def is_shown(self) -> bool:
        """Whether there are any dates to change: an event that is not published has none."""
        return not isinstance(self.source, EventPage) or bool(self.source.live)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find the dates, what is not shown, and what no longer fits."""
        now = timezone.now()
        today = local(now).date()
        coming = Occurrence.objects.coming(now).filter(
            **{"event" if isinstance(self.source, EventPage) else "hour": self.source}
        )
        context = super().get_context_data(**kwargs) | {
            "source": self.source,
            "is_shown": self.is_shown,
            "rule": sentence(self.source.rule, today=today),
            "rows": rows_of(coming.with_facts(), is_one=True),
            "left_out": left_out_rows(self.source, today=today),
            "orphans": [
                {
                    "day": day_in_words(change.day, with_weekday=True),
                    "what": change.get_kind_display(),
                    "note": change.note,
                    "url": remove_address(self.source, change.pk),
                }
                for change in orphaned_changes(self.source, now=now)
            ],
        }
        if isinstance(self.source, EventPage):
            participations = self.source.participations.select_related("management")
            context |= {
                "participations": [as_owner(one) for one in participations],
                "to_ask": may_be_asked(self.source) if self.is_shown else [],
                "ask_url": act_address(self.source, "ask"),
                "has_participations": True,
            }
        return context
