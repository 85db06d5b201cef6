"""Events and consultation hours as RFC 5545 writes them.

Addresses are no part of the text: they follow from sites and the page tree when a feed is read, and
a management that gets a hostname of its own rewrites nothing.
"""

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from icalendar import Event, vCalAddress

from managements.events.calendar_file import plain
from managements.events.models import CalendarEntry, EventPage, key_of
from managements.models import Management
from managements.offices.models import ConsultationHour, Place
from managements.schedules.dates import Date, State
from managements.schedules.local_time import local
from managements.schedules.recurrence import Instance, Series, When, series
from managements.schedules.sentences import day_in_words, sentence

# Stands for the address of the page. No text that people write holds it, see `plain`.
ADDRESS = "\x1a"
# As the library writes it at the end of a description, perhaps with a line broken in its midst.
_ADDRESS_AT_END = re.compile(r"\\(?:\r\n )?n(?:\r\n )?" + ADDRESS)
_LINE = 75  # octets, RFC 5545, 3.1
# What ended longer before the current month is of no use to anybody's calendar.
_KEPT = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Facts:
    """What is said of all dates of an event or a consultation hour."""

    title: str
    about: tuple[str, ...]
    rule_in_words: str
    meeting_point: str
    categories: tuple[str, ...]
    # The management, and its mail if it is known.
    host: str
    mail: str


def locked_entry(source: EventPage | ConsultationHour, *, now: datetime.datetime) -> CalendarEntry:
    """Return the calendar's entry of an event or a consultation hour, made if there is none.

    Until the transaction ends nobody else changes its dates: two editors who change two dates at
    the same moment both see theirs in the end.
    """
    entry, _is_new = CalendarEntry.objects.select_for_update().get_or_create(
        **key_of(source), defaults={"changed_at": now}
    )
    return entry


def write_entry(
    entry: CalendarEntry,
    source: EventPage | ConsultationHour,
    management: Management | None,
    dates: Sequence[Date],
    *,
    now: datetime.datetime,
) -> None:
    """Keep the calendar's text of an event or a consultation hour in step with its dates.

    Every date names the place where it really is. Without dates it is in no calendar.
    """
    before = (entry.text, entry.management_id, entry.last_ends_at)
    kept = recent(dates, local(now).date())
    found = series(source.rule, kept)
    text = ""
    if found is not None:
        places = Place.objects.in_bulk({date.place_id for date in kept} - {None})
        text = _without_version(entry, _facts(source, management), found, places)
    entry.management = management
    entry.last_ends_at = max(one.date.ends for one in found.instances) if found else None
    # With the sequence and the moment of the last change: is it the same in every letter?
    if _with_version(text, entry) != entry.text:
        # Even where it was not public for a while, calendars never see a number again.
        entry.sequence += 1 if entry.text or entry.sequence else 0
        entry.changed_at = now
        entry.text = _with_version(text, entry)
    if before != (entry.text, entry.management_id, entry.last_ends_at):
        entry.save()


def recent(dates: Sequence[Date], today: datetime.date) -> list[Date]:
    """Leave out what is long past.

    What begins to be long past does so with a new month, as the horizon moves: texts stay the same
    in between. What ended altogether keeps its last weeks, and is never written again.
    """
    standing = [date for date in dates if date.state != State.MOVED_AWAY]
    if not standing:
        return []
    end = max(date.last_day for date in standing)
    first_day = min(today.replace(day=1), end) - _KEPT
    return [date for date in standing if date.last_day >= first_day]


def with_address(text: str, address: str) -> str:
    """Return an entry's text with the address of its page."""
    # Both places leave four octets of their line to the name before it.
    first, rest = address[: _LINE - 4], address[_LINE - 4 :]
    lines = [first, *(rest[at : at + _LINE - 1] for at in range(0, len(rest), _LINE - 1))]
    return text.replace(ADDRESS, "\r\n ".join(lines))


def _facts(source: EventPage | ConsultationHour, management: Management | None) -> Facts:
    host = management.name if management else _("Leipziger Quartiere")
    mail = management.page.contact_email if management else ""
    words = sentence(source.rule) if source.rule.recurs else ""
    rule_in_words = words[:1].upper() + words[1:]
    if isinstance(source, EventPage):
        registration = _("Registration: %(how)s") % {"how": source.registration}
        return Facts(
            title=plain(source.title),
            about=(
                source.introduction,
                source.cost or (_("Free of charge.") if source.is_free else ""),
                registration if source.registration else "",
                source.accessibility,
            ),
            rule_in_words=rule_in_words,
            meeting_point=source.meeting_point,
            categories=tuple(source.topics.values_list("name", flat=True)),
            host=host,
            mail=mail,
        )
    appointment = source.get_appointment_display()
    return Facts(
        # In a calendar of somebody who has several, it has to say whose it is.
        title=plain(f"{source.title} – {host}"),
        about=(
            source.purpose,
            ": ".join(filter(None, (appointment, source.appointment_contact))),
        ),
        rule_in_words=rule_in_words,
        meeting_point="",
        categories=(source.title,),
        host=host,
        mail=mail,
    )


def series_text(
    entry: CalendarEntry, facts: Facts, found: Series, places: Mapping[int, Place]
) -> str:
    """Return the components of a series: what is true of all dates, then each that differs."""
    return _with_version(_without_version(entry, facts, found, places), entry)


def _without_version(
    entry: CalendarEntry, facts: Facts, found: Series, places: Mapping[int, Place]
) -> str:
    usual = _usual_place(found)
    first = found.instances[0]
    master = Event()
    master.add("uid", str(entry.uid))
    _add_times(master, found.start, found.end)
    if found.rule is not None:
        master.add("rrule", found.rule)
    if found.left_out:
        master.add("exdate", list(found.left_out))
    if found.added:
        master.add("rdate", list(found.added))
    described = first.date if found.is_single else replace(first.date, state=State.PLANNED, note="")
    place_id = first.date.place_id if found.is_single else usual
    _describe(master, facts, described, _place(place_id, places))
    components = [master]
    if not found.is_single:
        for one in found.instances:
            if _differs(one, usual):
                override = Event()
                override.add("uid", str(entry.uid))
                override.add("recurrence-id", one.slot)
                _add_times(override, one.start, one.end)
                _describe(override, facts, one.date, _place(one.date.place_id, places))
                components.append(override)
    text = "".join(one.to_ical(sorted=False).decode() for one in components)
    return _ADDRESS_AT_END.sub(f"\r\n \\\\n{ADDRESS}", text)


def _place(place_id: int | None, places: Mapping[int, Place]) -> Place | None:
    return None if place_id is None else places.get(place_id)


def _usual_place(found: Series) -> int | None:
    """Return where most dates are; among equals, where the earliest is."""
    counted = Counter(one.date.place_id for one in found.instances)
    return counted.most_common(1)[0][0]


def _differs(one: Instance, usual_place: int | None) -> bool:
    is_as_planned = one.date.state in {State.PLANNED, State.EXTRA} and not one.date.note
    return not (one.is_regular and is_as_planned and one.date.place_id == usual_place)


def _with_version(text: str, entry: CalendarEntry) -> str:
    """Say in every component which version of the entry it is, behind the identifier."""
    version = Event()
    changed_at = entry.changed_at.replace(microsecond=0)
    version.add("dtstamp", changed_at)
    version.add("last-modified", changed_at)
    version.add("sequence", entry.sequence)
    _begin, *lines, _end, _rest = version.to_ical(sorted=False).decode().split("\r\n")
    # A whole line: those that go on with a long text begin with a space.
    uid = f"\r\nUID:{entry.uid}\r\n"
    return text.replace(uid, "".join([uid, *(f"{line}\r\n" for line in lines)]))


def _add_times(component: Event, start: When, end: When | None) -> None:
    component.add("dtstart", start)
    if end is None:
        return
    if isinstance(start, datetime.datetime) and isinstance(end, datetime.datetime):
        passed = end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC)
        if passed <= datetime.timedelta():
            # A series that begins in the hour that clocks leave out cannot say when it ends.
            component.add("duration", end - start)
            return
    component.add("dtend", end)


def _describe(component: Event, facts: Facts, date: Date, place: Place | None) -> None:
    is_cancelled = date.state == State.CANCELLED
    # Many programs show cancelled dates like any other: the title has to say it.
    summary = _("Cancelled: %(title)s") % {"title": facts.title} if is_cancelled else facts.title
    component.add("summary", summary)
    parts = [
        _moved_in_words(date),
        date.note,
        *facts.about,
        _("Meeting point: %(where)s") % {"where": facts.meeting_point}
        if facts.meeting_point
        else "",
        facts.rule_in_words,
        facts.host,
    ]
    described = "\n".join(filter(None, map(plain, parts)))
    component.add("description", f"{described}\n{ADDRESS}")
    if place is not None:
        component.add("location", plain(place.in_one_line))
        if place.latitude is not None and place.longitude is not None:
            component.add("geo", (place.latitude, place.longitude))
    elif facts.meeting_point:
        component.add("location", plain(facts.meeting_point))
    component.add("url", ADDRESS)
    if facts.categories:
        component.add("categories", list(map(plain, facts.categories)))
    if facts.mail:
        organizer = vCalAddress(f"mailto:{facts.mail}")
        organizer.params["CN"] = plain(facts.host)
        component.add("organizer", organizer)
    else:
        component.add("contact", plain(facts.host))
    component.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    # Whoever subscribes is not busy whenever something takes place somewhere.
    component.add("transp", "TRANSPARENT")


def _moved_in_words(date: Date) -> str:
    if date.other_day is None or date.other_day == date.day:
        return ""
    return _("Moved from %(day)s.") % {"day": day_in_words(date.other_day, with_weekday=True)}
