"""Events, their occurrences, and the calendars that gather them."""

from managements.events.models.calendar_entries import CalendarEntry, Source, key_of
from managements.events.models.changes import DateChange
from managements.events.models.event_index_pages import EventIndexPage
from managements.events.models.event_pages import EventPage, EventPlace
from managements.events.models.occurrences import Occurrence, OccurrenceQuerySet
from managements.events.models.participations import Participation

__all__ = [
    "CalendarEntry",
    "DateChange",
    "EventIndexPage",
    "EventPage",
    "EventPlace",
    "Occurrence",
    "OccurrenceQuerySet",
    "Participation",
    "Source",
    "key_of",
]
