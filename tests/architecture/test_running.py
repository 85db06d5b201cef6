"""Which tests run on which database: what cannot depend on it runs once."""

import pytest


def marks_of(request: pytest.FixtureRequest) -> set[str]:
    return {mark.name for mark in request.node.iter_markers()}


def test_what_asks_no_database_runs_with_the_last_one_alone(request) -> None:
    assert marks_of(request) == {"no_database"}


def test_what_asks_the_database_runs_on_all(request, db) -> None:
    assert "no_database" not in marks_of(request)


@pytest.mark.django_db
def test_so_does_what_asks_it_by_a_mark(request) -> None:
    assert "no_database" not in marks_of(request)


def test_so_does_what_opens_connections_of_its_own(request, django_db_setup) -> None:
    assert "no_database" not in marks_of(request)


@pytest.mark.once
def test_what_runs_with_the_first_one_alone_stays_there(request) -> None:
    assert "no_database" not in marks_of(request)
