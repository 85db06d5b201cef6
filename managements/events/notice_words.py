"""Dates, closures and consultation hours in the few words that a notice has room for."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.events.models import EventPage, Occurrence
from managements.events.models.shown_dates import moved_in_words
from managements.offices.models import Closure, ConsultationHour, Fact, Place
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.schedules.sentences import day_in_words, sentence, times_in_words

_MINUTE = datetime.timedelta(minutes=1)


def period_in_words(first: datetime.date, last: datetime.date) -> str:
    """Return some days in words, naming month and year once if they are the same."""
    if first.year != last.year:
        beginning = day_in_words(first)
    elif first.month != last.month:
        beginning = date_format(first, "j. F")
    else:
        beginning = date_format(first, "j.")
    return _("%(first)s to %(last)s") % {"first": beginning, "last": day_in_words(last)}


def day_of_week(day: datetime.date) -> str:
    """Return a day without its year: “Montag, 7. Dezember”."""
    return date_format(day, "l, j. F")


def shown_day(row: Occurrence, first_day: datetime.date) -> datetime.date:
    """Return the day at which a date stands: its own, or the notice's first if it goes on then."""
    return max(local(row.starts_at).date(), first_day)


def times_of(row: Occurrence, day: datetime.date) -> str:
    """Return at what time a date begins and ends on a day."""
    starts, last_day = local(row.starts_at), _last_day(row)
    if not row.has_time or starts.date() < day < last_day:
        return _("all day")
    ends_at = local(row.ends_at).time() if row.has_end else None
    if starts.date() == last_day == day:
        return times_in_words(starts.time(), ends_at)
    if starts.date() == day:
        return times_in_words(starts.time(), None)
    return _("until %(time)s o’clock") % {"time": _clock(ends_at)} if ends_at else _("all day")


def date_in_words(row: Occurrence, day: datetime.date) -> str:
    """Return from when until when a date of several days lasts; nothing for all others."""
    starts, last_day = local(row.starts_at), _last_day(row)
    if starts.date() == last_day:
        return ""
    words = _("until %(day)s") % {"day": day_of_week(last_day)}
    if row.has_time and row.has_end and last_day != day:
        words += ", " + _("%(time)s o’clock") % {"time": _clock(local(row.ends_at).time())}
    if starts.date() < day:
        words = _("since %(day)s") % {"day": day_of_week(starts.date())} + ", " + words
    return words


def _last_day(row: Occurrence) -> datetime.date:
    """Return the day on which a date ends; midnight belongs to the day before."""
    starts = local(row.starts_at).date()
    return max(starts, local(row.ends_at - _MINUTE).date())


def _clock(time: datetime.time) -> str:
    return f"{time.hour}:{time.minute:02}" if time.minute else str(time.hour)


def state_in_words(row: Occurrence) -> str:
    """Return that a date is cancelled, moved or additional, with the reason if one is given."""
    words = _state(row)
    if words and row.note:
        return f"{words}: {row.note}"
    return words or row.note


def _state(row: Occurrence) -> str:
    is_same_day = row.other_day is None or row.other_day == local(row.starts_at).date()
    other_day = "" if row.other_day is None else day_of_week(row.other_day)
    match row.state:
        case State.CANCELLED:
            return _("does not take place")
        case State.MOVED_AWAY:
            return moved_in_words(row, "" if is_same_day else other_day)
        case State.MOVED if is_same_day:
            return _("changed: new time or new place")
        case State.MOVED:
            return _("moved from %(day)s") % {"day": other_day}
        case State.EXTRA:
            return _("additional date")
        case _:
            return ""


def facts_of(row: Occurrence) -> list[str]:
    """Return where a date is, who gets in, what it costs, and whether to register."""
    if row.state == State.MOVED_AWAY:
        return []
    where = row.place.in_one_line if row.place else ""
    if not row.takes_place:
        return [where]
    access = _access(row.place)
    if row.event:
        return _facts_of_event(row.event, where, access)
    return _facts_of_hour(row.hour, where, access) if row.hour else [where]


def _facts_of_event(event: EventPage, where: str, access: str) -> list[str]:
    return [
        where,
        _("Meeting point: %(where)s") % {"where": event.meeting_point}
        if event.meeting_point
        else "",
        _in_a_line(access, _cost(event), _audience(event)),
        event.accessibility,
        _registration(event),
        _("With: %(organisers)s") % {"organisers": event.organisers} if event.organisers else "",
    ]


def _facts_of_hour(hour: ConsultationHour, where: str, access: str) -> list[str]:
    appointment = str(hour.get_appointment_display())
    if hour.appointment_contact:
        appointment += f": {hour.appointment_contact}"
    return [hour.purpose, where, _in_a_line(access, appointment)]


def _in_a_line(*facts: str) -> str:
    return " · ".join(filter(None, facts))


def _access(place: Place | None) -> str:
    """Return whether people get in without steps; nothing is promised where nobody knows."""
    if place is None:
        return ""
    return {
        Fact.YES.value: _("step-free access"),
        Fact.PARTLY.value: _("step-free in part"),
        Fact.NO.value: _("not step-free"),
    }.get(place.step_free, "")


def _cost(event: EventPage) -> str:
    if event.is_free:
        return _("costs nothing")
    return event.cost or _("costs money")


def _audience(event: EventPage) -> str:
    return _("for: %(audience)s") % {"audience": event.audience} if event.audience else ""


def _registration(event: EventPage) -> str:
    how = " ".join(filter(None, [event.registration, without_scheme(event.registration_url)]))
    return _("Registration: %(how)s") % {"how": how} if how else ""


def without_scheme(url: str) -> str:
    """Return an address as people write it down."""
    return url.partition("://")[2].removesuffix("/") if "://" in url else url


def closure_title(closure: Closure, who: str) -> str:
    """Return what is announced, and of whom if the notice speaks of several."""
    words = (
        _("Closed") if closure.kind == Closure.Kind.CLOSED else _("Fewer people at work than usual")
    )
    return f"{who}: {words}" if who else words


def closure_lines(closure: Closure) -> tuple[str, ...]:
    """Return when, why, and who stands in."""
    starts, ends = local(closure.starts_at), local(closure.ends_at)
    if starts.time() == ends.time() == datetime.time():
        # Whole days, up to the midnight that ends the last of them.
        last_day = (ends - _MINUTE).date()
        when = day_of_week(starts.date())
        if last_day != starts.date():
            when = _("%(first)s to %(last)s") % {"first": when, "last": day_of_week(last_day)}
    elif starts.date() == ends.date():
        when = f"{day_of_week(starts.date())}, {times_in_words(starts.time(), ends.time())}"
    else:
        when = _("%(first)s to %(last)s") % {"first": _minute(starts), "last": _minute(ends)}
    deputy = " ".join(closure.deputy.split())
    reason = f"{when}: {closure.reason}" if closure.reason else when
    return tuple(
        filter(None, [reason, _("In the meantime: %(who)s") % {"who": deputy} if deputy else ""])
    )


def _minute(at: datetime.datetime) -> str:
    time = _("%(time)s o’clock") % {"time": _clock(at.time())}
    return f"{day_of_week(at.date())}, {time}"


def hour_in_words(hour: ConsultationHour, today: datetime.date) -> str:
    """Return a consultation hour with its rule, and its places in turn."""
    words = f"{hour}: {sentence(hour.rule, today=today)}"
    places = [link.place.in_one_line for link in hour.hour_places.all()]
    if not places:
        return words
    where = _("Where: %(places)s") % {"places": _(", in turn with ").join(places)}
    return f"{words}. {where}"
