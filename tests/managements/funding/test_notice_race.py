"""Two people who store notices for the same days at the same moment."""

import contextlib
import datetime
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.test import Client
from wagtail.models import Collection, ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.funding import notice_forms
from managements.funding.models import CityNotice, FundingNotice, Programme, WordedNotice
from managements.funding.succession import make_room
from managements.models import Management
from tests.builders import logged_in
from tests.dates import at
from tests.managements.funding.noticed import (
    CITY_NOTICES,
    NOTICES,
    errors_by_field,
    form,
    make_notice,
    make_programme,
)

ROUNDS = 2

day = datetime.date.fromisoformat


@pytest.fixture
def _before_the_days_of_the_notices() -> Iterator[None]:
    """It is 30 November 2026: what has begun already is refused for another reason."""
    with time_machine.travel(at("2026-11-30", "09:00"), tick=False):
        yield


@pytest.fixture
def browser(gruenau: Management, editor_of: Any) -> Client:
    return logged_in(editor_of(gruenau))


@pytest.mark.usefixtures("_before_the_days_of_the_notices")
def test_somebody_who_was_quicker_is_noticed_when_the_notice_is_stored(
    browser: Client, gruenau: Management, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_notice(gruenau, "alt")

    def wait_for_the_other(notice: FundingNotice, **kwargs: Any) -> Any:
        FundingNotice.objects.of(gruenau).update(valid_until=day("2026-12-31"))
        make_notice(gruenau, "schneller", valid_from=day("2027-02-01"))
        return make_room(notice, **kwargs)

    monkeypatch.setattr("managements.funding.notice_forms.make_room", wait_for_the_other)
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(valid_from="01.02.2027")))
    assert list(said) == ["valid_from"]
    assert "ab dem 1. Februar 2027" in said["valid_from"]
    assert not FundingNotice.objects.filter(text="Gefördert.").exists()


# --- On connections of their own ---------------------------------------------------------------


@pytest.fixture
def for_all(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[User, Management]]:
    """A superuser and a management that other connections see, too.

    They are made and removed by hand: emptying all tables would take Wagtail's first pages along.
    """
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("SQLite lets one connection write at a time.")
        made = [
            group := Group.objects.create(name="Redaktion Wettlauf"),
            collection := Collection.get_first_root_node().add_child(name="Wettlauf"),
            management := Management.objects.create(
                name="Wettlauf", short_name="Wettlauf", slug="wettlauf", kind="quartiersmanagement",
                editors=group, collection=collection,
            ),
            user := User.objects.create_superuser("wettlauf", "wettlauf@example.org", "x"),
        ]  # fmt: skip
        try:
            yield user, management
        finally:
            remove_notices(user)
            for record in reversed(made):
                record.delete()


def remove_notices(user: User) -> None:
    """Put back what the forms wrote."""
    for kind in (FundingNotice, CityNotice):
        kind.objects.all().delete()
    ModelLogEntry.objects.filter(user=user).delete()
    AuditEntry.objects.filter(user=user).delete()
    Session.objects.all().delete()


def wait_until_somebody_waits_for_me() -> None:
    """Go on once another connection wants what this one has locked."""
    deadline = time.monotonic() + 30
    waits = (
        "SELECT EXISTS (SELECT FROM pg_locks"
        " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
    )
    with connection.cursor() as cursor:
        while True:
            cursor.execute(waits)
            if cursor.fetchone() == (True,):
                return
            assert time.monotonic() < deadline, "nobody waits"


@pytest.mark.parametrize("has_one_before", [False, True])
@pytest.mark.parametrize("kind", [FundingNotice, CityNotice])
def test_of_two_notices_for_the_same_days_one_is_stored_and_the_other_is_refused_in_words(
    for_all: tuple[User, Management],
    monkeypatch: pytest.MonkeyPatch,
    kind: type[WordedNotice],
    *,
    has_one_before: bool,
) -> None:
    user, management = for_all
    is_city = kind is CityNotice
    owner = {} if is_city else {"management": management}
    url = f"{CITY_NOTICES if is_city else NOTICES}add/"
    for _round in range(ROUNDS):
        together, both_past = threading.Barrier(2), threading.Barrier(2)

        def both_at_once(
            notice: WordedNotice,
            together: threading.Barrier = together,
            both_past: threading.Barrier = both_past,
            **kwargs: Any,
        ) -> Any:
            # Both forms have found the days free.
            together.wait(timeout=30)
            ended = make_room(notice, **kwargs)
            # If both came here at once, PostgreSQL might end them as a deadlock.
            with contextlib.suppress(threading.BrokenBarrierError):
                both_past.wait(timeout=0.5)
            return ended

        monkeypatch.setattr(notice_forms, "make_room", both_at_once)
        if has_one_before:
            kind.objects.create(text="davor", **owner)
        said: list[dict[str, str]] = []

        def store(browser: Client, words: str, said: list[dict[str, str]] = said) -> None:
            try:
                sent = form(
                    text=words, valid_from="01.01.2099",
                    **({} if is_city else {"management": str(management.pk)}),
                )  # fmt: skip
                said.append(errors_by_field(browser.post(url, sent)))
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=store, args=(logged_in(user), words))
            for words in ("eins", "zwei")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        stored = kind.objects.exclude(text="davor")
        assert sorted(map(list, said)) == [[], ["valid_from"]]
        assert "anderer Hinweis" in max(said, key=len)["valid_from"]
        assert stored.count() == 1
        assert both_past.broken, "the second waits until the first is stored"
        remove_notices(user)


def test_two_who_change_one_notice_at_once_wait_for_each_other(
    for_all: tuple[User, Management], monkeypatch: pytest.MonkeyPatch
) -> None:
    user, management = for_all
    made = [make_programme(title) for title in ("Wettlauf Eins", "Wettlauf Zwei")]
    notice = make_notice(management, "Aus {Programm}.", made[0])
    (row,) = notice.notice_programmes.all()
    first_is_there, second_has_room = threading.Event(), threading.Event()

    def one_in_the_middle_of_the_other(stored: WordedNotice, **kwargs: Any) -> Any:
        if stored.text == "eins {Programm}":
            first_is_there.set()
            second_has_room.wait(timeout=30)
            return make_room(stored, **kwargs)
        ended = make_room(stored, **kwargs)
        second_has_room.set()
        # PostgreSQL would end two that wait for each other.
        wait_until_somebody_waits_for_me()
        return ended

    monkeypatch.setattr(notice_forms, "make_room", one_in_the_middle_of_the_other)
    said: list[dict[str, str]] = []

    def store(browser: Client, words: str, programme: Programme) -> None:
        try:
            rows = inline_formset([{"programme": programme.pk, "id": row.pk}], initial=1)
            sent = form(text=f"{words} {{Programm}}") | nested_form_data(
                {"notice_programmes": rows}
            )
            said.append(errors_by_field(browser.post(f"{NOTICES}edit/{notice.pk}/", sent)))
        finally:
            connections.close_all()

    try:
        # The first one takes another programme, the second one keeps it.
        threads = [
            threading.Thread(target=store, args=(logged_in(user), words, programme))
            for words, programme in (("eins", made[1]), ("zwei", made[0]))
        ]
        threads[0].start()
        assert first_is_there.wait(timeout=30)
        threads[1].start()
        for thread in threads:
            thread.join()
        assert said == [{}, {}]
        assert FundingNotice.objects.get(pk=notice.pk).programmes == [made[1]]
    finally:
        remove_notices(user)
        for programme in made:
            programme.delete()
