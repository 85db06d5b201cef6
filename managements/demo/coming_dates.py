"""What is still to come in the demonstration: made up, built from what really took place.

Everything says of itself that it is an example. Days are reckoned from the day on which the
demonstration is made; rules go on from there, so that an old demonstration has dates as well.
"""

import datetime

from managements.demo.past_dates import (
    ACCEPTED,
    ASKED,
    CINEMA,
    CITY,
    EVERYBODY,
    HEISENBERG,
    HERTZ,
    HOUSE,
    HOUSING,
    KULTURGUT,
    LIBRARY,
    MARKET,
    MEADOW,
    MOECKERN_MARKET,
    NEIGHBOURS,
    OSTWALD,
    SENIORS,
    WALDORF,
    Day,
    EventFacts,
    Time,
)
from managements.schedules.public_holidays import public_holiday
from managements.schedules.rules import LAST, Repeats

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)
_MAY, _SEPTEMBER = 5, 9
_EXAMPLE = "Beispieltermin der Demonstration: "
# Of an event and a consultation hour: which of their dates are changed, for everybody to see.
MOVED_EVENT, MOVED_NUMBER = "linie-ost", 1
CANCELLED_NUMBER = 2
CANCELLED_NOTE = "Beispiel der Demonstration für einen Ausfall"
MOVED_NOTE = "Beispiel der Demonstration für eine Verlegung"
# The consultation hour of Leipziger Osten: on the 1st and 3rd Monday, in two places in turn.
HOUR_PLACES = (SENIORS, LIBRARY)
HOUR_NTHS = (1, 3)
HOUR_TIMES = Time(14), Time(16)
HOUR_PURPOSE = "Kommen Sie mit jeder Frage. Sie brauchen keinen festen Anlass."


def _working(day: Day, weekday: int) -> Day:
    """Return the first of a weekday that is not before a day, and no public holiday."""
    day += datetime.timedelta(days=(weekday - day.weekday()) % 7)
    while public_holiday(day):
        day += datetime.timedelta(weeks=1)
    return day


def _in_month(today: Day, month: int, weekday: int, nth: int) -> Day:
    """Return the nth weekday of the next such month that is at least a month off."""
    soon = today + datetime.timedelta(days=30)
    for year in (today.year, today.year + 1, today.year + 2):
        first = Day(year, month, 1)
        day = first + datetime.timedelta(days=(weekday - first.weekday()) % 7, weeks=nth - 1)
        if day >= soon:
            return day
    raise AssertionError(today)  # every month comes again within two years


def coming_events(today: Day) -> tuple[EventFacts, ...]:
    """Return the events of the demonstration that begin after a day."""

    def after(weeks: int, weekday: int) -> Day:
        return _working(today + datetime.timedelta(days=1, weeks=weeks), weekday)

    redevelopment_day = _in_month(today, _MAY, SATURDAY, 2)
    summer = _in_month(today, _SEPTEMBER, FRIDAY, 2)
    forum = after(3, TUESDAY)
    return (
        EventFacts(
            CITY,
            "tag-der-staedtebaufoerderung",
            "Tag der Städtebauförderung",
            f"{_EXAMPLE}Alle Quartiere zeigen, was sich bei ihnen getan hat.",
            redevelopment_day,
            topics=(HOUSING,),
            is_free=True,
            participations=dict.fromkeys(EVERYBODY, ACCEPTED),
        ),
        EventFacts(
            "leipziger-osten",
            "linie-ost",
            "Linie Ost: Bustour durch den Leipziger Osten",
            f"{_EXAMPLE}Steigen Sie ein und sehen Sie, was sich im Leipziger Osten tut.",
            today,
            Time(15),
            places=(CINEMA,),
            topics=(HOUSING,),
            is_free=True,
            repeats=Repeats.MONTHLY,
            weekdays=(FRIDAY,),
            nths=(LAST,),
            participations={"paunsdorf": ACCEPTED},
        ),
        EventFacts(
            "leipziger-osten",
            "tag-der-offenen-tuer",
            "Tag der offenen Tür im Stadtteilhaus",
            f"{_EXAMPLE}Schauen Sie herein und lernen Sie das Haus kennen.",
            after(2, TUESDAY),
            Time(14, 30),
            Time(17),
            places=(HOUSE,),
            topics=(NEIGHBOURS,),
            is_free=True,
        ),
        EventFacts(
            "leipziger-osten",
            "stadtteilrundgang-nachhaltigkeit",
            "Stadtteilrundgang Nachhaltigkeit",
            f"{_EXAMPLE}Wir gehen durch den Stadtteil und sehen, was sich ändern lässt.",
            after(6, FRIDAY),
            Time(16),
            Time(18),
            places=(HOUSE,),
            meeting_point="von der Wurzner Straße 70 zur Elisabethstraße 7",
            topics=(HOUSING,),
            is_free=True,
        ),
        EventFacts(
            "gruenau",
            "quartiersrat",
            "Sitzung des Quartiersrats",
            f"{_EXAMPLE}Menschen aus Grünau beraten über Grünau. Ein Ort ist nicht eingetragen.",
            today,
            Time(18),
            topics=(NEIGHBOURS,),
            is_free=True,
            repeats=Repeats.MONTHLY,
            weekdays=(WEDNESDAY,),
            nths=(3,),
        ),
        EventFacts(
            "paunsdorf",
            "buergerinformationsabend",
            "Bürgerinformationsabend Paunsdorf",
            f"{_EXAMPLE}Fragen Sie, was Sie über Paunsdorf wissen wollen.",
            after(1, TUESDAY),
            Time(18),
            Time(20, 30),
            places=(HERTZ,),
            is_free=True,
            repeats=Repeats.WEEKLY,
            every=8,
            weekdays=(TUESDAY,),
        ),
        EventFacts(
            "paunsdorf",
            "paunsdorf-blueht-auf",
            "Paunsdorf blüht auf",
            f"{_EXAMPLE}Ein Nachmittag auf dem Marktplatz, zum Tag der Städtebauförderung.",
            redevelopment_day,
            Time(14),
            places=(MARKET,),
            topics=(NEIGHBOURS, HOUSING),
            is_free=True,
        ),
        EventFacts(
            "mockau",
            "neues-in-mockau",
            "Neues in Mockau",
            f"{_EXAMPLE}Hören Sie, was in Mockau geplant ist, und sagen Sie Ihre Meinung.",
            after(2, THURSDAY),
            Time(18),
            Time(20),
            places=(WALDORF,),
            is_free=True,
            repeats=Repeats.WEEKLY,
            every=12,
            weekdays=(THURSDAY,),
            participations={"schoenefeld": ASKED},
        ),
        EventFacts(
            "mockau",
            "bunter-mockauer-sommer",
            "Bunter Mockauer Sommer",
            f"{_EXAMPLE}Drei Tage auf der Wiese, für alle aus Mockau.",
            summer,
            last_day=summer + datetime.timedelta(days=2),
            places=(MEADOW,),
            topics=(NEIGHBOURS,),
            is_free=True,
        ),
        EventFacts(
            "schoenefeld",
            "neues-im-stadtteil",
            "Neues im Stadtteil",
            f"{_EXAMPLE}Was sich in Schönefeld tut, an einem Abend erzählt.",
            today,
            Time(17, 30),
            places=(KULTURGUT,),
            is_free=True,
            repeats=Repeats.MONTHLY,
            weekdays=(THURSDAY,),
            nths=(1,),
        ),
        EventFacts(
            "loessnig",
            "stadtteilforum",
            "Stadtteilforum Lößnig",
            f"{_EXAMPLE}Sprechen Sie mit über das, was in Lößnig ansteht.",
            forum,
            Time(18),
            places=(OSTWALD,),
            is_free=True,
            repeats=Repeats.LISTED,
            days=tuple(
                _working(forum + datetime.timedelta(weeks=16 * n), TUESDAY) for n in (1, 2, 3, 4)
            ),
        ),
        EventFacts(
            "moeckern-gohlis-nord",
            "stadtteilrundgang",
            "Stadtteilrundgang Möckern",
            f"{_EXAMPLE}Zeigen Sie uns Ihren Stadtteil: Wo hakt es, wo ist es schön?",
            today,
            Time(17),
            places=(MOECKERN_MARKET,),
            topics=(HOUSING,),
            is_free=True,
            repeats=Repeats.MONTHLY,
            weekdays=(WEDNESDAY,),
            nths=(2,),
        ),
        EventFacts(
            "moeckern-gohlis-nord",
            "stadtteilforum",
            "Stadtteilforum Möckern",
            f"{_EXAMPLE}Ein Abend über die Fragen, die in Möckern offen sind.",
            after(4, TUESDAY),
            Time(18),
            places=(HEISENBERG,),
            is_free=True,
            repeats=Repeats.WEEKLY,
            every=12,
            weekdays=(TUESDAY,),
        ),
    )
