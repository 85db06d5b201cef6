"""Reports on sites that had ended before it was noted who answers: taken down once, without a mail."""

from importlib import import_module
from io import StringIO
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from managements.accessibility.models import BarrierReport
from tests.dates import at

MIGRATION = "0003_who_answers_instead"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(at("2026-11-26", "12:00"), tick=False):
        yield


@pytest.fixture
def upgrade(gruenau, paunsdorf, make_report, editor_of, stadt):
    """End Grünau, store a report as the older version did, and migrate."""
    editor_of(paunsdorf)

    def upgrade(successor=paunsdorf, **facts) -> BarrierReport:
        gruenau.status, gruenau.successor = "closed", successor
        gruenau.save()
        report = make_report(gruenau, **{"editors_told": "new", "city_told": "new"} | facts)
        migration = import_module(f"managements.accessibility.migrations.{MIGRATION}")
        state = MigrationLoader(connection).project_state([("accessibility", MIGRATION)])
        migration.note_who_answers_already(state.apps, SimpleNamespace(connection=connection))
        report.refresh_from_db()
        return report

    return upgrade


def nightly() -> list[tuple[str, str]]:
    call_command("report_barriers", stdout=StringIO())
    return [(message.to[0], message.subject) for message in mail.outbox]


def test_whoever_was_told_is_not_told_again(upgrade) -> None:
    report = upgrade()
    assert report.answers_instead == "Paunsdorf"
    assert nightly() == []
    report.refresh_from_db()
    assert (report.editors_told, report.city_told) == ("new", "new")


def test_nor_is_the_stadtredaktion(upgrade) -> None:
    assert upgrade(successor=None).answers_instead == "die Stadtredaktion"
    assert nightly() == []


def test_whom_nobody_had_told_is_told_now(upgrade) -> None:
    upgrade(editors_told="")
    assert nightly() == [
        ("paunsdorf@example.org", "Gemeldete Barrieren: Jetzt antwortet Paunsdorf")
    ]


def test_no_day_is_named_that_nobody_knows(upgrade, client, stadt) -> None:
    report = upgrade()
    client.force_login(stadt)
    nightly()
    said = " ".join(client.get(f"/admin/barrieren/{report.pk}/").content.decode().split())
    assert "<dd> Paunsdorf </dd>" in said


def test_those_of_a_whole_line_that_has_ended_are_the_last_ones(
    upgrade, paunsdorf, make_management
) -> None:
    mockau = make_management(slug="mockau", status="winding_down")
    paunsdorf.status, paunsdorf.successor = "closed", mockau
    paunsdorf.save()
    assert upgrade().answers_instead == mockau.short_name


def test_a_circle_of_old_ends_with_the_stadtredaktion(upgrade, gruenau, paunsdorf) -> None:
    paunsdorf.status, paunsdorf.successor = "closed", gruenau
    paunsdorf.save()
    assert upgrade().answers_instead == "die Stadtredaktion"


def test_those_of_open_managements_stay_as_they_are(upgrade, paunsdorf, make_report) -> None:
    own, the_citys = make_report(paunsdorf), make_report(None)
    upgrade()
    for report in (own, the_citys):
        report.refresh_from_db()
        assert not report.was_handed_over
