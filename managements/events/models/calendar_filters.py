"""What somebody wants to see of a calendar, as plain links."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from managements.events.models.calendars import Calendar, days
from managements.events.models.occurrences import OccurrenceQuerySet
from managements.events.models.participations import Participation
from managements.models import District, FieldOfAction, Management
from managements.pages.lists import Choice, ChoiceGroup, address_with, record_named

QUARTER, DISTRICT, TOPIC = "quartier", "ort", "thema"
ACCESSIBLE, FREE, WHEN = "barrierefrei", "kostenlos", "wann"
YES, WEEK, WEEKEND = "ja", "woche", "wochenende"
# In the order in which addresses name them, so that there is one address for one selection.
NAMES = (QUARTER, DISTRICT, TOPIC, ACCESSIBLE, FREE, WHEN)

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Selection:
    """What somebody has chosen; `has_unknown` if the address asks for what there is not."""

    quarter: Management | None = None
    district: District | None = None
    topic: FieldOfAction | None = None
    is_accessible: bool = False
    is_free: bool = False
    when: str = ""
    has_unknown: bool = False

    @property
    def topic_slug(self) -> str:
        """What addresses call the topic now; empty if there is none."""
        return self.topic.slug if self.topic else ""

    @property
    def values(self) -> dict[str, str]:
        """The selection as parameters of an address."""
        values = {
            QUARTER: self.quarter.slug if self.quarter else "",
            DISTRICT: self.district.slug if self.district else "",
            TOPIC: self.topic_slug,
            ACCESSIBLE: YES if self.is_accessible else "",
            FREE: YES if self.is_free else "",
            WHEN: self.when,
        }
        return {name: values[name] for name in NAMES if values[name]}

    def without(self, name: str) -> "Selection":
        """Return the selection with one choice taken back."""
        taken_back: dict[str, Selection] = {
            QUARTER: replace(self, quarter=None),
            DISTRICT: replace(self, district=None),
            TOPIC: replace(self, topic=None),
            ACCESSIBLE: replace(self, is_accessible=False),
            FREE: replace(self, is_free=False),
            WHEN: replace(self, when=""),
        }
        return taken_back[name]

    def apply(self, dates: OccurrenceQuerySet, today: datetime.date) -> OccurrenceQuerySet:
        """Return those of some dates that fit."""
        if self.quarter:
            dates = dates.of(self.quarter)
        if self.district:
            dates = dates.filter(place__district=self.district)
        if self.topic:
            dates = dates.filter(event__topics=self.topic)
        if self.is_accessible:
            dates = dates.accessible()
        if self.is_free:
            dates = dates.free_of_charge()
        if self.when:
            dates = dates.between(*days(*window(self.when, today)))
        return dates


def window(when: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the first day that is meant, and the first one after; the week ends on Sunday."""
    monday = today + datetime.timedelta(days=DAYS_OF_A_WEEK - today.weekday())
    if when == WEEKEND:
        return max(today, monday - datetime.timedelta(days=2)), monday
    return today, monday


def selection_from(
    query: QueryDict, calendar: Calendar, names: tuple[str, ...] = NAMES
) -> Selection:
    """Read a selection from an address. What it does not know it leaves out, and says so."""
    asked = {name: str(query[name]) for name in names if query.get(name)}
    when = asked.get(WHEN, "")
    quarter: Management | None = None
    if calendar.management is None:
        quarter = record_named(Management.objects.public(), asked.get(QUARTER))
    selection = Selection(
        quarter=quarter,
        district=record_named(District.objects.all(), asked.get(DISTRICT)),
        topic=FieldOfAction.objects.named(asked.get(TOPIC)),
        is_accessible=asked.get(ACCESSIBLE) == YES,
        is_free=asked.get(FREE) == YES,
        when=when if when in {WEEK, WEEKEND} else "",
    )
    return replace(selection, has_unknown=set(asked) != set(selection.values))


@dataclass(frozen=True)
class CalendarFilters:
    """The selection of a calendar, and what else may be chosen.

    `dates` are those from which one chooses, `url` is the address that takes the selection.
    """

    calendar: Calendar
    dates: OccurrenceQuerySet
    selection: Selection
    url: str
    # The calendar's page as a query: some questions to the database are asked in its row.
    row: QuerySet[Any]
    names: tuple[str, ...] = NAMES

    @cached_property
    def active(self) -> list[Choice]:
        """What has been chosen, as links that take it back."""
        selection = self.selection
        words = {
            QUARTER: selection.quarter.short_name if selection.quarter else "",
            DISTRICT: str(selection.district or ""),
            TOPIC: str(selection.topic or ""),
            ACCESSIBLE: _("step-free (of a date)"),
            FREE: _("free of charge (of a date)"),
            WHEN: self._words_of(selection.when),
        }
        return [
            Choice(words[name], self._url(selection.without(name)), is_active=True)
            for name in selection.values
        ]

    @cached_property
    def quick(self) -> list[Choice]:
        """Choices of which there is one each, as far as they lead somewhere; one query."""
        candidates = [
            (name, words, replaced)
            for name, words, replaced in (
                (WHEN, self._words_of(WEEK), replace(self.selection, when=WEEK)),
                (WHEN, self._words_of(WEEKEND), replace(self.selection, when=WEEKEND)),
                (FREE, _("free of charge (of a date)"), replace(self.selection, is_free=True)),
                (
                    ACCESSIBLE,
                    _("step-free (of a date)"),
                    replace(self.selection, is_accessible=True),
                ),
            )
            if name in self.names and replaced.values != self.selection.values
        ]
        if not candidates:
            return []
        leads_somewhere = self.row.annotate(
            **{
                f"leads_{number}": Exists(self._narrowed(replaced))
                for number, (_name, _words, replaced) in enumerate(candidates)
            }
        ).values(*(f"leads_{number}" for number in range(len(candidates))))[0]
        return [
            Choice(words, self._url(replaced))
            for number, (_name, words, replaced) in enumerate(candidates)
            if leads_somewhere[f"leads_{number}"]
        ]

    @cached_property
    def groups(self) -> list[ChoiceGroup]:
        """Choices among several, as far as they lead somewhere; a query each."""
        groups = [
            ChoiceGroup(_("Quarter"), _("Only dates of this quarter:"), self._quarters()),
            ChoiceGroup(_("District"), _("Only dates in this district:"), self._districts()),
            ChoiceGroup(_("Topic"), _("Only dates on this topic:"), self._topics()),
        ]
        return [group for group in groups if group.choices]

    def _quarters(self) -> list[Choice]:
        if self.calendar.management or self.selection.quarter:
            return []
        dates = self._narrowed(self.selection)
        taking_part = dates.filter(
            event__participations__management=OuterRef("pk"),
            event__participations__state=Participation.State.ACCEPTED,
        )
        records = Management.objects.public().filter(
            Q(Exists(dates.filter(management=OuterRef("pk")))) | Q(Exists(taking_part))
        )
        choices = [
            Choice(one.short_name, self._url(replace(self.selection, quarter=one)))
            for one in records
        ]
        return choices if len(choices) > 1 else []

    def _districts(self) -> list[Choice]:
        if self.selection.district:
            return []
        records = District.objects.filter(
            Exists(self._narrowed(self.selection).filter(place__district=OuterRef("pk")))
        )
        choices = [
            Choice(one.name, self._url(replace(self.selection, district=one))) for one in records
        ]
        return choices if len(choices) > 1 else []

    def _topics(self) -> list[Choice]:
        if self.selection.topic:
            return []
        records = FieldOfAction.objects.filter(
            Exists(self._narrowed(self.selection).filter(event__topics=OuterRef("pk")))
        )
        return [Choice(one.name, self._url(replace(self.selection, topic=one))) for one in records]

    def _narrowed(self, selection: Selection) -> OccurrenceQuerySet:
        return selection.apply(self.dates, self.calendar.today).order_by()

    def _url(self, selection: Selection) -> str:
        return address_with(self.url, selection.values)

    def _words_of(self, when: str) -> str:
        return {WEEK: _("this week"), WEEKEND: _("at the weekend")}.get(when, "")
