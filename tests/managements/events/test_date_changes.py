"""What editors do with single dates, and what cannot be done with them."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry

from managements.audit.models import AuditEntry
from managements.events import additions, date_changes, participating
from managements.events.date_changes import DateError
from managements.events.models import DateChange, Occurrence, key_of
from managements.schedules.dates import ChangeKind
from managements.schedules.local_time import local
from tests.dates import at, make_closure, make_event, make_hour, make_place

NOW = at("2026-12-01", "09:00")
MONDAY = datetime.date(2026, 12, 7)
NEXT_MONDAY = datetime.date(2026, 12, 14)
WEDNESDAY = datetime.date(2026, 12, 9)


@pytest.fixture(autouse=True)
def _first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def hour(gruenau):
    """Every Monday from 14 to 16 o'clock, from December on."""
    return make_hour(gruenau, repeats="weekly", nths=[], first_day=datetime.date(2026, 12, 1))


@pytest.fixture
def event(gruenau):
    """Once, on 7 December 2026 from 18 to 20 o'clock."""
    return make_event(gruenau, first_day=MONDAY)


def locks(queries) -> list[str]:
    """Return how rows of events and consultation hours are locked, except for their calendar's."""
    found = [query["sql"].partition(" FOR ") for query in queries]
    return [lock for query, _for, lock in found if lock and "calendarentry" not in query]


def shown(source, until="2026-12-20") -> list[tuple[str, str, str]]:
    key = key_of(source)
    rows = Occurrence.objects.filter(**key, starts_at__lt=at(until))
    return [(f"{local(row.starts_at):%d. %H:%M}", row.state, row.note) for row in rows]


def cancel(source, day=MONDAY, **facts) -> bool:
    return date_changes.cancel(source=source, day=day, by=None, now=NOW, **facts)


def move(source, day=MONDAY, **facts) -> bool:
    facts = {"new_day": WEDNESDAY} | facts
    return date_changes.move(source=source, day=day, by=None, now=NOW, **facts)


def take_back(source, day=MONDAY) -> bool:
    return date_changes.take_back(source=source, day=day, by=None, now=NOW)


def add(source, day=WEDNESDAY, **facts) -> bool:
    return additions.add(source=source, day=day, by=None, now=NOW, **facts)


def addition(source, starts_at: str | None = None) -> DateChange:
    """Return the one addition, or the one that begins at a time."""
    found = additions.additions_of(source)
    return found.get(**({"new_starts_at": starts_at} if starts_at else {}))


def cancel_addition(source, change: DateChange, **facts) -> bool:
    return additions.cancel(source=source, change_id=change.pk, by=None, now=NOW, **facts)


def take_back_addition(source, change: DateChange) -> bool:
    return additions.take_back(source=source, change_id=change.pk, by=None, now=NOW)


def refused(field: str, act, *args, **facts) -> str:
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act(*args, **facts)
    return " ".join(error.value.message_dict[field])


def test_a_cancelled_date_stays_visible_with_its_reason_and_can_be_taken_back(event) -> None:
    assert cancel(event, note="Sturm")
    assert shown(event) == [("07. 18:00", "cancelled", "Sturm")]
    assert take_back(event)
    assert shown(event) == [("07. 18:00", "planned", "")]


def test_whatever_is_done_twice_is_done_once(event, hour) -> None:
    for act in (cancel, move, take_back, add):
        assert act(hour), act
        assert not act(hour), act
    assert date_changes.leave_out(source=hour, day=MONDAY, by=None, now=NOW)
    assert not date_changes.leave_out(source=hour, day=MONDAY, by=None, now=NOW)
    assert DateChange.objects.filter(hour=hour).count() == 2


def test_one_click_keeps_the_reason_that_was_given_before(event) -> None:
    cancel(event, note="Sturm")
    assert not cancel(event)
    assert cancel(event, note="")
    assert shown(event) == [("07. 18:00", "cancelled", "")]


def test_a_reason_is_one_line_of_plain_text(event) -> None:
    cancel(event, note="  wegen\r\n<b>Sturm</b>\x00\u202e " + "x" * 300)
    note = DateChange.objects.get().note
    assert note.startswith("wegen <b>Sturm</b> xxx")
    assert len(note) == 160


def test_a_moved_date_is_missed_where_it_was_and_found_where_it_is(hour, gruenau) -> None:
    place = make_place(gruenau, "Café")
    move(hour, new_starts_at=datetime.time(10), new_ends_at=datetime.time(11), place=place)
    assert shown(hour)[:3] == [
        ("07. 14:00", "moved_away", ""),
        ("09. 10:00", "moved", ""),
        ("14. 14:00", "planned", ""),
    ]
    assert Occurrence.objects.get(state="moved").place == place


def test_what_had_moved_is_cancelled_where_it_had_moved_to(hour) -> None:
    move(hour, note="Bibliothek zu")
    cancel(hour, note="krank")
    assert shown(hour)[:2] == [
        ("07. 14:00", "moved_away", "krank"),
        ("09. 14:00", "cancelled", "krank"),
    ]
    take_back(hour)
    assert [state for _day, state, _note in shown(hour)[:2]] == ["moved_away", "moved"]
    take_back(hour)
    assert shown(hour)[0] == ("07. 14:00", "planned", "")


def test_times_that_are_as_planned_stay_as_planned(hour) -> None:
    move(hour, new_starts_at=datetime.time(14), new_ends_at=datetime.time(16))
    change = DateChange.objects.get()
    assert (change.new_day, change.new_starts_at, change.new_ends_at) == (WEDNESDAY, None, None)


def test_a_date_cannot_move_to_where_nobody_can_come(hour) -> None:
    assert "vorbei" in refused("new_day", move, hour, new_day=datetime.date(2026, 11, 30))
    assert "vorbei" in refused(
        "new_day", move, hour, new_day=datetime.date(2026, 12, 1),
        new_starts_at=datetime.time(8), new_ends_at=datetime.time(9),
    )  # fmt: skip
    assert "schon geplant" in refused("new_day", move, hour, new_day=MONDAY)
    assert "Montag, 14. Dezember 2026" in refused("new_day", move, hour, new_day=NEXT_MONDAY)
    assert "30. Juni 2028" in refused("new_day", move, hour, new_day=datetime.date(9999, 12, 31))
    assert not DateChange.objects.exists()


def test_a_date_may_move_to_a_day_of_another_one_at_another_time(hour) -> None:
    move(hour, new_day=NEXT_MONDAY, new_starts_at=datetime.time(16))
    assert ("14. 16:00", "moved", "") in shown(hour)


def test_an_end_has_a_beginning_and_comes_after_it(hour) -> None:
    two, four = datetime.time(14), datetime.time(16)
    assert "Beginn" in refused("new_starts_at", move, hour, new_ends_at=four)
    assert "nach dem" in refused("new_ends_at", move, hour, new_starts_at=four, new_ends_at=two)
    assert "nach dem" in refused("new_ends_at", add, hour, new_starts_at=four, new_ends_at=four)


def test_an_event_of_several_days_moves_as_a_whole(gruenau) -> None:
    event = make_event(gruenau, first_day=MONDAY, last_day=WEDNESDAY, ends_at=datetime.time(2))
    move(event, new_day=datetime.date(2026, 12, 15))
    row = Occurrence.objects.get(state="moved")
    assert (row.starts_at, row.ends_at) == (at("2026-12-15", "18:00"), at("2026-12-17", "02:00"))


def test_a_date_that_is_past_or_unknown_is_left_alone(hour) -> None:
    later = at("2026-12-07", "16:00")
    with time_machine.travel(later, tick=False):
        for act in (date_changes.cancel, date_changes.leave_out):
            with pytest.raises(DateError, match="vorbei"):
                act(source=hour, day=MONDAY, by=None, now=later)
        just_before = later - datetime.timedelta(seconds=1)
        assert date_changes.cancel(source=hour, day=MONDAY, by=None, now=just_before)
    with pytest.raises(DateError, match="kein Termin"):
        cancel(hour, WEDNESDAY)


def test_a_date_that_moved_into_the_future_can_still_be_cancelled(hour) -> None:
    move(hour)
    tuesday = at("2026-12-08")
    assert date_changes.cancel(source=hour, day=MONDAY, by=None, now=tuesday)
    assert DateChange.objects.get().kind == ChangeKind.CANCELLED


def test_a_date_that_moved_and_has_ended_there_is_past_though_its_planned_day_is_to_come(
    hour,
) -> None:
    move(hour, NEXT_MONDAY, new_day=datetime.date(2026, 12, 4))
    later = at("2026-12-08")
    facts = {"source": hour, "day": NEXT_MONDAY, "by": None, "now": later}
    with time_machine.travel(later, tick=False):
        for act in (date_changes.cancel, date_changes.take_back, date_changes.leave_out):
            with pytest.raises(DateError, match="vorbei"):
                act(**facts)
        with pytest.raises(DateError, match="vorbei"):
            date_changes.move(**facts, new_day=datetime.date(2026, 12, 16))
    assert DateChange.objects.get().kind == ChangeKind.MOVED


def test_what_is_cancelled_where_it_had_moved_to_takes_place_there_after_all(hour) -> None:
    move(hour)
    cancel(hour)
    tuesday = at("2026-12-08")
    facts = {"source": hour, "day": MONDAY, "by": None, "now": tuesday}
    with time_machine.travel(tuesday, tick=False):
        assert date_changes.take_back(**facts)
        assert DateChange.objects.get().kind == ChangeKind.MOVED
        # Where it was planned it can take place no more.
        with pytest.raises(DateError, match="vorbei"):
            date_changes.take_back(**facts)


def test_an_additional_date_is_shown_cancelled_with_the_reason_and_removed(hour) -> None:
    add(hour, new_starts_at=datetime.time(10), new_ends_at=datetime.time(11), note="wegen Andrang")
    assert ("09. 10:00", "extra", "wegen Andrang") in shown(hour)
    extra = addition(hour)
    assert cancel_addition(hour, extra)
    assert ("09. 10:00", "cancelled", "") in shown(hour)
    assert cancel_addition(hour, extra, note="doch \n nicht")
    assert ("09. 10:00", "cancelled", "doch nicht") in shown(hour)
    assert not cancel_addition(hour, extra), "one click keeps the reason"
    assert date_changes.orphaned_changes(hour, now=NOW) == []
    assert take_back_addition(hour, extra)
    assert not take_back_addition(hour, extra)
    assert ("09. 10:00", "extra", "wegen Andrang") in shown(hour)
    cancel_addition(hour, extra)
    assert date_changes.remove(source=hour, change_id=extra.pk, by=None, now=NOW)
    assert not DateChange.objects.exists()
    assert len(shown(hour)) == 2
    assert not date_changes.remove(source=hour, change_id=extra.pk, by=None, now=NOW)
    with pytest.raises(DateError, match="gelöscht"):
        cancel_addition(hour, extra)


def test_of_several_additional_dates_on_one_day_each_is_cancelled_by_itself(hour) -> None:
    for starts_at in (10, 17, 19):
        add(
            hour,
            MONDAY,
            new_starts_at=datetime.time(starts_at),
            new_ends_at=datetime.time(starts_at + 1),
        )
    cancel_addition(hour, addition(hour, "17:00"), note="Sturm")
    assert shown(hour)[:4] == [
        ("07. 10:00", "extra", ""), ("07. 14:00", "planned", ""),
        ("07. 17:00", "cancelled", "Sturm"), ("07. 19:00", "extra", ""),
    ]  # fmt: skip
    date_changes.remove(source=hour, change_id=addition(hour, "10:00").pk, by=None, now=NOW)
    assert [state for _day, state, _note in shown(hour)[:3]] == ["planned", "cancelled", "extra"]


def test_what_becomes_of_the_rule_neither_cancels_additional_dates_nor_takes_that_back(
    hour,
) -> None:
    cancel(hour)
    add(hour, MONDAY, new_starts_at=datetime.time(17), note="Ersatz")
    add(hour, datetime.date(2026, 12, 8), new_starts_at=datetime.time(17))
    eighth = additions.additions_of(hour).get(day=datetime.date(2026, 12, 8))
    cancel_addition(hour, eighth, note="Sturm")
    hour.weekdays = [1]
    hour.save()
    assert shown(hour)[1:4] == [
        ("07. 17:00", "extra", "Ersatz"), ("08. 14:00", "planned", ""),
        ("08. 17:00", "cancelled", "Sturm"),
    ]  # fmt: skip
    [orphan] = date_changes.orphaned_changes(hour, now=NOW)
    assert (orphan.kind, orphan.day) == (ChangeKind.CANCELLED, MONDAY)
    with pytest.raises(DateError, match="kein Termin"):
        cancel(hour)


def test_a_cancelled_date_and_a_cancelled_addition_at_the_same_time_are_two(hour) -> None:
    cancel(hour)
    add(hour, MONDAY)
    cancel_addition(hour, addition(hour))
    assert shown(hour)[:2] == [("07. 14:00", "cancelled", "")] * 2
    take_back_addition(hour, addition(hour))
    assert {state for _day, state, _note in shown(hour)[:2]} == {"cancelled", "extra"}


def test_an_additional_date_that_is_cancelled_is_not_added_a_second_time(hour) -> None:
    add(hour)
    cancel_addition(hour, addition(hour))
    for facts in ({}, {"new_starts_at": datetime.time(14), "new_ends_at": datetime.time(15)}):
        assert "Nehmen Sie das zurück" in refused("day", add, hour, **facts)
    assert add(hour, new_starts_at=datetime.time(17))


def test_an_additional_date_that_is_past_stays_as_it_was(hour) -> None:
    add(hour)
    facts = {"source": hour, "change_id": addition(hour).pk, "by": None}
    later = at("2026-12-09", "16:00")
    with time_machine.travel(later, tick=False):
        for act in (additions.cancel, additions.take_back, date_changes.remove):
            with pytest.raises(DateError, match="vorbei"):
                act(**facts, now=later)
        assert additions.cancel(**facts, now=later - datetime.timedelta(seconds=1))


def test_only_the_additions_of_the_same_source_are_cancelled_by_their_number(hour, event) -> None:
    add(hour)
    cancel(hour)
    for source, change in ((event, addition(hour)), (hour, DateChange.objects.get(day=MONDAY))):
        for act in (cancel_addition, take_back_addition):
            with pytest.raises(DateError):
                act(source, change)
    assert not addition(hour).is_cancelled


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": ChangeKind.MOVED, "is_cancelled": True},
        {"kind": ChangeKind.EXTRA, "cancelled_because": "Sturm"},
    ],
)
def test_the_database_cancels_additional_dates_alone_and_gives_reasons_of_these(
    event, facts
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DateChange.objects.create(event=event, day=MONDAY, **facts)


def test_an_additional_date_does_not_stand_where_there_is_one(hour) -> None:
    assert "schon ein Termin" in refused("day", add, hour, MONDAY)
    assert add(hour, MONDAY, new_starts_at=datetime.time(16))
    assert "schon ein Termin" in refused(
        "day", add, hour, MONDAY, new_starts_at=datetime.time(16, 30)
    )


def test_a_date_that_is_left_out_is_shown_to_nobody(hour) -> None:
    date_changes.leave_out(source=hour, day=MONDAY, by=None, now=NOW)
    assert shown(hour) == [("14. 14:00", "planned", "")]
    take_back(hour)
    assert len(shown(hour)) == 2


def test_a_change_that_fits_no_day_any_more_is_found_and_removed(hour) -> None:
    cancel(hour)
    [change] = DateChange.objects.all()
    assert date_changes.orphaned_changes(hour, now=NOW) == []
    with pytest.raises(DateError, match="gilt noch"):
        date_changes.remove(source=hour, change_id=change.pk, by=None, now=NOW)
    hour.weekdays = [1]
    hour.save()
    assert date_changes.orphaned_changes(hour, now=NOW) == [change]
    assert date_changes.orphaned_changes(hour, now=at("2026-12-08")) == []
    date_changes.remove(source=hour, change_id=change.pk, by=None, now=NOW)
    assert not DateChange.objects.exists()


def test_what_a_closure_cancels_is_not_taken_back_by_hand(hour, gruenau) -> None:
    make_closure(gruenau, at("2026-12-07"), at("2026-12-08"), reason="Urlaub")
    assert not take_back(hour)
    assert shown(hour)[0] == ("07. 14:00", "cancelled", "Urlaub")


def test_the_dates_of_an_event_that_is_not_published_wait(gruenau) -> None:
    event = make_event(gruenau, "Entwurf", is_live=False)
    with pytest.raises(DateError, match="nicht veröffentlicht"):
        cancel(event)


def test_the_database_refuses_two_changes_of_the_same_day(event) -> None:
    cancel(event)
    with pytest.raises(IntegrityError), transaction.atomic():
        DateChange.objects.create(event=event, day=MONDAY, kind=ChangeKind.MOVED)


def test_every_act_stands_once_in_the_log_with_its_day(event, editor_of, gruenau) -> None:
    editor = editor_of(gruenau)
    for _again in range(2):
        date_changes.cancel(source=event, day=MONDAY, by=editor, now=NOW)
    date_changes.move(source=event, day=MONDAY, new_day=WEDNESDAY, by=editor, now=NOW)
    additions.add(
        source=event,
        day=WEDNESDAY,
        new_starts_at=datetime.time(8),
        new_ends_at=datetime.time(9),
        by=editor,
        now=NOW,
    )
    facts = {"source": event, "change_id": addition(event).pk, "by": editor, "now": NOW}
    for act in (additions.cancel, additions.cancel, additions.take_back, additions.take_back):
        act(**facts)
    lines = PageLogEntry.objects.filter(action__startswith="dates.").order_by("pk")
    assert [(line.action, line.user) for line in lines] == [
        ("dates.cancel", editor), ("dates.move", editor), ("dates.add", editor),
        ("dates.cancel", editor), ("dates.take_back", editor),
    ]  # fmt: skip
    told = AuditEntry.objects.filter(action__startswith="dates.", management=gruenau)
    assert [entry.message for entry in told.order_by("pk")][:4] == [
        "Hat den Termin am 7. Dezember 2026 abgesagt",
        "Hat den Termin vom 7. Dezember 2026 auf den 9. Dezember 2026 verlegt",
        "Hat einen Termin am 9. Dezember 2026 hinzugefügt",
        "Hat den Termin am 9. Dezember 2026 abgesagt",
    ]


def test_what_fails_leaves_nothing_behind(hour, monkeypatch) -> None:
    def fail(*_args, **_kwargs) -> None:
        raise RuntimeError

    monkeypatch.setattr(date_changes, "refresh", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        cancel(hour)
    assert not DateChange.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no single rows")
def test_whoever_changes_dates_lets_others_store_dates_meanwhile(event, hour, paunsdorf) -> None:
    for act in (
        lambda: cancel(event),
        lambda: cancel(hour),
        lambda: participating.ask(event=event, management=paunsdorf, by=None),
    ):
        with CaptureQueriesContext(connection) as queries:
            act()
        assert locks(queries) == ["NO KEY UPDATE"]
