"""The matrix of all answers, and what is found in it, on random matrices."""

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from managements.referrals.circles import circles_in, shortest_circle
from managements.referrals.findings import Finding, Kind, PickedList, findings_in
from managements.referrals.matrix import Cell, Column, Matrix, Row, cell_on
from managements.referrals.models.referring import Candidate, more_helpful
from managements.referrals.standings import Standing, State

TODAY = datetime.date(2026, 11, 25)
DAY = datetime.timedelta(days=1)

days = st.dates(TODAY - 3 * DAY, TODAY + 3 * DAY)


def column(pk: int, *, is_open: bool = True) -> Column:
    return Column(pk, f"Management {pk}", f"M{pk}", f"m{pk}", is_open)


def row(pk: int, *, is_offered: bool = True, contacts: int = 0) -> Row:
    return Row(pk, f"Anliegen {pk}", f"a{pk}", is_offered=is_offered, contacts=contacts)


def says(state: str, until: datetime.date | None = None, **more) -> Cell:
    if state == State.NOT_NOW and until is None:
        until = TODAY + DAY
    return cell_on(TODAY, answer_id=1, state=state, until=until, **more)


def no_now() -> Cell:
    return says(State.NOT_NOW)


@st.composite
def cells(draw) -> Cell:
    state = draw(st.sampled_from(State.values))
    until = draw(days) if state == State.NOT_NOW else None
    return says(state, until, review_on=draw(st.none() | days))


@st.composite
def matrices(draw) -> Matrix:
    columns = tuple(
        column(pk, is_open=draw(st.booleans())) for pk in range(draw(st.integers(0, 5)))
    )
    rows = tuple(
        row(pk, is_offered=draw(st.booleans()), contacts=draw(st.integers(0, 1)))
        for pk in range(draw(st.integers(0, 3)))
    )
    keys = [(one.enquiry_id, other.management_id) for one in rows for other in columns]
    answered = draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    return Matrix(TODAY, rows, columns, {key: draw(cells()) for key in answered})


@st.composite
def picked_lists(draw) -> list[PickedList]:
    some = st.frozensets(st.integers(0, 5))
    return [
        PickedList(pk, f"Liste {pk}", draw(st.integers(0, 3)), draw(some),
                   draw(st.integers(0, 1)), draw(some))
        for pk in range(draw(st.integers(0, 4)))
    ]  # fmt: skip


def places(found: list[Finding]) -> set[tuple[int, int]]:
    return {(one.row.enquiry_id, other.management_id) for one in found for other in one.columns}


# --- Single answers ----------------------------------------------------------------------------


def test_not_at_present_holds_on_its_last_day_and_no_longer() -> None:
    last_day = says(State.NOT_NOW, TODAY, reason="Krank")
    day_after = says(State.NOT_NOW, TODAY - DAY, reason="Krank")
    assert (last_day.standing, last_day.is_expired) == (Standing.NOT_NOW, False)
    assert (day_after.standing, day_after.is_expired) == (Standing.ASK, True)
    assert (last_day.holds_until, day_after.holds_until) == (TODAY, None)
    assert (last_day.valid_reason, day_after.valid_reason) == ("Krank", "")


def test_a_review_is_overdue_from_its_day_on() -> None:
    assert says(State.YES, review_on=TODAY).is_overdue
    assert not says(State.YES, review_on=TODAY + DAY).is_overdue
    assert not says(State.YES).is_overdue


def test_what_nobody_has_answered_is_a_gap_and_not_expired() -> None:
    matrix = Matrix(TODAY, (row(1),), (column(1),))
    cell = matrix.cell(row(1), column(1))
    assert (cell.standing, cell.is_gap, cell.is_expired) == (Standing.ASK, True, False)


@given(matrices())
def test_every_offered_cell_is_marked_for_exactly_what_it_is(matrix: Matrix) -> None:
    found = findings_in(matrix)
    for kind, is_so in (
        (Kind.GAP, lambda cell: cell.answer_id is None),
        (Kind.EXPIRED, lambda cell: cell.until is not None and cell.until < TODAY),
        (Kind.OVERDUE, lambda cell: cell.review_on is not None and cell.review_on <= TODAY),
    ):
        assert places(found.of(kind)) == {
            (one.enquiry_id, other.management_id)
            for one in matrix.rows
            for other in matrix.columns
            if one.is_offered and is_so(matrix.cell(one, other))
        }


@given(matrices(), picked_lists())
def test_marks_of_a_cell_are_its_findings(matrix: Matrix, lists: list[PickedList]) -> None:
    found = findings_in(matrix, lists)
    for one, other in itertools.product(matrix.rows, matrix.columns):
        assert found.at(one, other) == [
            kind
            for kind in Kind
            if kind is not Kind.BLIND_LIST
            and (one.enquiry_id, other.management_id) in places(found.of(kind))
        ]


# --- Dead ends ---------------------------------------------------------------------------------


@given(matrices())
def test_a_dead_end_is_where_the_computed_list_is_empty(matrix: Matrix) -> None:
    expected = set()
    for one in matrix.rows:
        candidates = [
            Candidate(other.management_id, matrix.cell(one, other).standing, 0, other.name)
            for other in matrix.open_columns
        ]
        expected |= {
            (one.enquiry_id, own.management_id)
            for own in candidates
            if one.is_offered
            and not one.contacts
            and not own.standing.helpfulness
            and not more_helpful(own.management_id, own.standing, candidates)
        }
    assert places(findings_in(matrix).of(Kind.DEAD_END)) == expected


def test_advice_or_a_contact_is_no_dead_end() -> None:
    cells = {(1, 1): no_now(), (2, 1): says(State.ADVICE), (3, 1): no_now()}
    rows = (row(1), row(2), row(3, contacts=1))
    found = findings_in(Matrix(TODAY, rows, (column(1),), cells))
    assert [one.row.enquiry_id for one in found.of(Kind.DEAD_END)] == [1]


def test_help_of_a_management_in_preparation_is_none_yet() -> None:
    cells = {(1, 1): no_now(), (1, 2): says(State.YES)}
    matrix = Matrix(TODAY, (row(1),), (column(1), column(2, is_open=False)), cells)
    assert places(findings_in(matrix).of(Kind.DEAD_END)) == {(1, 1)}


# --- Circles -----------------------------------------------------------------------------------


def links_of(matrix: Matrix, lists: list[PickedList], enquiry_id: int) -> dict[int, set[int]]:
    """Return who leads to whom, written as the rule is said."""
    (one,) = (row for row in matrix.rows if row.enquiry_id == enquiry_id)
    refuse = {
        other.management_id
        for other in matrix.columns
        if other.is_open
        and matrix.cell(one, other).standing in {Standing.NOT_NOW, Standing.NOT_OUR_TASK}
    }
    return {
        a: {
            b
            for b in refuse
            if a != b
            and any(
                entry.enquiry_id == enquiry_id and a in entry.shown_by and b in entry.management_ids
                for entry in lists
            )
        }
        for a in refuse
    }


def walks_round(start: int, links: dict[int, set[int]]) -> bool:
    """Whether somebody who follows links gets back to where they began."""
    seen, waiting = set(), list(links.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one == start:
            return True
        if one not in seen:
            seen.add(one)
            waiting += links.get(one, ())
    return False


@given(matrices(), picked_lists())
def test_a_circle_holds_all_who_are_led_back_to_themselves(
    matrix: Matrix, lists: list[PickedList]
) -> None:
    found = findings_in(matrix, lists).of(Kind.CIRCLE)
    for one in matrix.offered_rows:
        links = links_of(matrix, lists, one.enquiry_id)
        assert {pk for enquiry, pk in places(found) if enquiry == one.enquiry_id} == {
            pk for pk in links if walks_round(pk, links)
        }
    assert all(finding.row.is_offered for finding in found)


@given(matrices(), picked_lists())
def test_the_way_round_can_be_walked_and_comes_back(
    matrix: Matrix, lists: list[PickedList]
) -> None:
    for finding in findings_in(matrix, lists).of(Kind.CIRCLE):
        links = links_of(matrix, lists, finding.row.enquiry_id)
        way = [one.management_id for one in finding.way]
        assert len(way) > 2
        assert way[0] == way[-1]
        assert len(set(way)) == len(way) - 1
        assert all(after in links[before] for before, after in itertools.pairwise(way))
        assert finding.lists


def test_two_circles_without_a_way_between_them_are_two_groups() -> None:
    links = {1: [2], 2: [1, 3], 3: [4], 4: [5], 5: [3], 6: [6], 7: [1]}
    assert circles_in(links) == [{1, 2}, {3, 4, 5}]
    assert shortest_circle(3, links) == [3, 4, 5, 3]
    assert shortest_circle(6, links) == []
    assert shortest_circle(7, links) == []


def test_seven_hundred_who_all_point_at_each_other_are_one_group() -> None:
    everybody = set(range(700))
    assert circles_in(dict.fromkeys(everybody, everybody)) == [everybody]


def test_a_list_about_something_else_makes_no_circle() -> None:
    cells = {(1, 1): no_now(), (1, 2): no_now()}
    matrix = Matrix(TODAY, (row(1), row(2)), (column(1), column(2)), cells)
    both = frozenset({1, 2})
    about = {
        number: findings_in(matrix, [PickedList(1, "Liste", number, both, shown_by=both)])
        for number in (1, 2)
    }
    assert [one.short_name for one in about[1].of(Kind.CIRCLE)[0].way] == ["M1", "M2", "M1"]
    assert about[2].of(Kind.CIRCLE) == []


def test_a_circle_ends_with_somebody_who_helps() -> None:
    both = frozenset({1, 2})
    cells = {(1, 1): no_now(), (1, 2): says(State.YES)}
    matrix = Matrix(TODAY, (row(1),), (column(1), column(2)), cells)
    assert findings_in(matrix, [PickedList(1, "L", 1, both, shown_by=both)]).of(Kind.CIRCLE) == []


# --- Lists -------------------------------------------------------------------------------------


@given(matrices(), picked_lists())
def test_a_blind_list_names_nobody_who_may_help(matrix: Matrix, lists: list[PickedList]) -> None:
    found = findings_in(matrix, lists).of(Kind.BLIND_LIST)
    offered = {one.enquiry_id: one for one in matrix.offered_rows}
    assert {one.lists[0].list_id for one in found} == {
        one.list_id
        for one in lists
        if one.enquiry_id in offered
        and not one.contacts
        and not any(
            matrix.cell(offered[one.enquiry_id], other).standing
            not in {Standing.NOT_NOW, Standing.NOT_OUR_TASK}
            for other in matrix.open_columns
            if other.management_id in one.management_ids
        )
    }
