"""Dates in every state, as lists, as a month, on an event's page."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from managements.component_page.examples import Example, component
from managements.component_page.facts import (
    LONG_WORD,
    NOWHERE,
    TODAY,
    accent_of,
    at_a_glance,
    place,
    shown_date,
)
from managements.component_page.stand_ins import StandIn
from managements.events.models.listing import DateList
from managements.events.models.months import Month, MonthDay, MonthTable
from managements.events.models.shown_dates import ShownDate, ShownDay, day_with_weekday, nearness
from managements.events.models.shown_events import EventDates
from managements.offices.models import ConsultationHour
from managements.pages.lists import Choice, ChoiceGroup
from managements.websites.when_and_where import WhenAndWhere


def examples() -> Iterator[Example]:
    """Yield single dates, lists of dates, the month, filters, pagers."""
    by_state = at_a_glance()
    for state in ("wie geplant", "heute", "fällt aus"):
        yield component("date_block", state, date=by_state[state])
    for state in ("wie geplant", "fällt aus", "langes Wort, ohne Adresse"):
        yield component("date_title", state, date=by_state[state])
    for state, date in by_state.items():
        if date.state_words or date.note:
            yield component("date_state", state, date=date)
    yield component("date_state", "nur ein Hinweis", date=shown_date(note="Bitte läuten."))
    yield component("date_facts", "Ort allein", date=by_state["wie geplant"])
    yield component("date_facts", "Ort, Quartier, Merkmale", date=by_state["morgen, mit Merkmalen"])
    for state, date in by_state.items():
        yield component("event_date", state, date=date, says_where=True)
        yield component("meeting_date", state, date=date, says_title=True)
    yield component("dates_by_day", "alle Zustände", days=_days(list(by_state.values())))
    yield component("next_dates", "alle Zustände", dates=list(by_state.values()), url=NOWHERE)
    yield from _on_event_pages(by_state)
    yield from _when_and_where(by_state)
    yield component("month", "voll und leer, mit „noch 2“", month=_month(by_state))
    yield from _around_lists()


def _days(dates: list[ShownDate]) -> list[ShownDay]:
    days = sorted({date.day for date in dates})
    return [
        ShownDay(
            day,
            nearness(day, TODAY),
            day_with_weekday(day, TODAY),
            [date for date in dates if date.day == day],
        )
        for day in days
    ]


def _event(next_: ShownDate | None, dates: list[ShownDate] | None = None, **values: Any) -> Any:
    dates = dates or []
    return StandIn(
        EventDates,
        **{
            "next": next_,
            "first": dates[:3],
            "further": dates[3:],
            "is_past": False,
            "goes_on": False,
            "has_several_places": True,
        }
        | values,
    )


def _on_event_pages(by_state: dict[str, ShownDate]) -> Iterator[Example]:
    links: dict[str, Any] = {"calendar_url": NOWHERE, "file_url": NOWHERE}
    rule = "Jeden Donnerstag, 16–18\N{NO-BREAK SPACE}Uhr, nicht in den Schulferien."
    for state in ("wie geplant", "heute", "fällt aus, mit Grund", "verlegt nach anderswo"):
        yield component(
            "event_when", state, dates=_event(by_state[state]), rule=rule, meeting_point="", **links
        )
    yield component(
        "event_when", "vorbei, Treffpunkt",
        dates=_event(by_state["wie geplant"], is_past=True), rule="", meeting_point="Am Brunnen",
        **links,
    )  # fmt: skip
    yield component(
        "event_when", "kein Termin", dates=_event(None), rule=rule, meeting_point="", **links
    )
    dates = list(by_state.values())
    yield component("event_dates", "wenige", dates=_event(dates[0], dates[:3]))
    yield component(
        "event_dates", "viele, geht weiter", dates=_event(dates[0], dates, goes_on=True)
    )


def _hour(**values: Any) -> Any:
    return StandIn(
        ConsultationHour, **{"purpose": "Kommen Sie mit Fragen, Ideen und Sorgen."} | values
    )


def _meeting(**values: Any) -> Any:
    return StandIn(
        WhenAndWhere,
        **{
            "next": None,
            "hour": _hour(),
            "place": place(),
            "rules": ["Jeden Montag, 14–16\N{NO-BREAK SPACE}Uhr."],
            "missed": [],
            "further": [],
            "has_several": False,
            "calendar_url": NOWHERE,
            "file_url": NOWHERE,
            "appointment": "Einfach vorbeikommen, kein Termin nötig",
        }
        | values,
    )


def _when_and_where(by_state: dict[str, ShownDate]) -> Iterator[Example]:
    hour = replace(
        by_state["heute"], title="Sprechstunde", times="14–16\N{NO-BREAK SPACE}Uhr", place=""
    )
    later = [
        replace(
            hour, day=datetime.date(2026, 12, day), machine_time=f"2026-12-{day}T14:00:00+01:00"
        )
        for day in (14, 21)
    ]
    off = replace(hour, is_off=True, state_words="fällt aus", note="Krankheit.")
    yield component(
        "when_and_where", "heute", meeting=_meeting(next=hour, further=later), contact=True
    )
    yield component(
        "when_and_where", "der nächste fällt aus, mehrere Sprechstunden",
        meeting=_meeting(next=later[0], missed=[off], further=[later[1]], has_several=True),
        contact=True,
    )  # fmt: skip
    yield component(
        "when_and_where", "kein Termin, aber eine Regel",
        meeting=_meeting(hour=None, place=None, file_url="", appointment=""), contact=True,
    )  # fmt: skip
    yield component(
        "when_and_where", "nichts eingetragen",
        meeting=_meeting(hour=None, place=None, file_url="", appointment="", rules=[]),
        contact=None,
    )  # fmt: skip


def _month(by_state: dict[str, ShownDate]) -> Any:
    dates = list(by_state.values())
    first = datetime.date(2026, 11, 30)
    days = [first + datetime.timedelta(days=number) for number in range(35)]
    cells = [
        MonthDay(
            day=day,
            is_of_month=day.month == 12,
            nearness=nearness(day, TODAY),
            words=day_with_weekday(day, TODAY),
            dates=[date for date in dates if date.day == day][:4],
            further=2 if day == datetime.date(2026, 12, 10) else 0,
            url=NOWHERE,
        )
        for day in days
    ]
    return StandIn(
        MonthTable,
        month=Month(2026, 12),
        weekdays=["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        weeks=[cells[start : start + 7] for start in range(0, len(cells), 7)],
    )


def _filters(**values: Any) -> dict[str, Any]:
    quarters = [Choice(name, NOWHERE) for name in ("Grünau", "Leipziger Osten", "Paunsdorf")]
    return {
        "url": NOWHERE,
        "active": [],
        "quick": [Choice("kostenlos", NOWHERE), Choice("stufenlos", NOWHERE)],
        "groups": [ChoiceGroup("Quartier", "Nur Termine dieses Quartiers:", quarters)],
    } | values


def _around_lists() -> Iterator[Example]:
    words: dict[str, Any] = {
        "title": "Termine auswählen", "all_words": "Alle Termine zeigen",
        "quick_title": "Nur Termine, die … sind",
    }  # fmt: skip
    chosen = [
        Choice("Leipziger Osten", NOWHERE, is_active=True),
        Choice(LONG_WORD, NOWHERE, is_active=True),
    ]
    yield component("filters", "nichts gewählt", filters=_filters(), **words)
    yield component("filters", "zwei gewählt", filters=_filters(active=chosen, quick=[]), **words)
    yield component(
        "filters", "nichts zu wählen: nichts", filters=_filters(quick=[], groups=[]), **words
    )
    labels: dict[str, Any] = {"previous_words": "Frühere Termine", "next_words": "Spätere Termine"}
    for state, previous, next_ in (
        ("erste Seite", "", NOWHERE), ("mittendrin", NOWHERE, NOWHERE), ("letzte Seite", NOWHERE, ""),
        ("eine Seite allein: nichts", "", ""),
    ):  # fmt: skip
        dates = StandIn(DateList, number=2, previous_url=previous, next_url=next_)
        yield component("pager", state, dates=dates, **labels)
    years = [(2026, NOWHERE), (2025, NOWHERE), (2024, NOWHERE)]
    yield component("archive_years", "alle", archive_url=NOWHERE, years=years, year=None)
    yield component("archive_years", "ein Jahr", archive_url=NOWHERE, years=years, year=2025)
    yield component(
        "calendar_links",
        "Liste",
        url="/termine/",
        list_url="",
        month_url=NOWHERE,
        archive_url=NOWHERE,
    )
    yield component(
        "calendar_links", "Monat", url="/termine/", list_url=NOWHERE, month_url="", archive_url=""
    )
    yield component(
        "place", "alles bekannt", place=place(), name="Stadtteilbibliothek Volkmarsdorf"
    )
    yield component(
        "place", "manches unbekannt",
        place=place(known_facts=place().known_facts[:1], unknown_facts=["Induktive Höranlage"],
                    accessibility_note="", spoken=[], directions=""),
    )  # fmt: skip
    yield component(
        "place", "nichts bekannt", name=LONG_WORD,
        place=place(address="", directions="", known_facts=[], unknown_facts=[],
                    accessibility_note="", spoken=[]),
    )  # fmt: skip
    yield component("date_block", "anderer Monat", date=shown_date(day=datetime.date(2027, 3, 31)))
    yield component(
        "next_dates", "Farbe eines Quartiers", url=NOWHERE,
        dates=[shown_date(owner="Grünau", accent_class=accent_of("gruenau"))],
    )  # fmt: skip
