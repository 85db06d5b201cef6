"""What the Stadtredaktion should look at in the matrix."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from managements.referrals.circles import circles_in, shortest_circle
from managements.referrals.matrix import Column, Matrix, Row


class Kind(StrEnum):
    """Kinds of findings, by the words that addresses use for them."""

    GAP = "luecken"
    EXPIRED = "abgelaufen"
    OVERDUE = "ueberfaellig"
    DEAD_END = "sackgassen"
    CIRCLE = "kreise"
    BLIND_LIST = "listen"


@dataclass(frozen=True)
class PickedList:
    """A referral list that was picked by hand for an enquiry."""

    list_id: int
    title: str
    enquiry_id: int
    management_ids: frozenset[int] = frozenset()
    contacts: int = 0
    # The managements that show it on a page that visitors see.
    shown_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Finding:
    """Something to look at: an enquiry, and the managements that it is about."""

    kind: Kind
    row: Row
    columns: tuple[Column, ...] = ()
    lists: tuple[PickedList, ...] = ()
    # Of a circle: the shortest way round, with the same management at both ends.
    way: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Findings:
    """All findings, by kind in the order of `Kind`, then in the order of the matrix."""

    everything: tuple[Finding, ...] = ()

    def of(self, kind: Kind) -> list[Finding]:
        """Return the findings of one kind."""
        return [finding for finding in self.everything if finding.kind is kind]

    @cached_property
    def _marks(self) -> dict[tuple[int, int], list[Kind]]:
        marks: dict[tuple[int, int], list[Kind]] = {}
        for finding in self.everything:
            if finding.kind is Kind.BLIND_LIST:
                continue
            for column in finding.columns:
                key = (finding.row.enquiry_id, column.management_id)
                marks.setdefault(key, []).append(finding.kind)
        return marks

    def at(self, row: Row, column: Column) -> list[Kind]:
        """Return what is the matter with one cell."""
        return self._marks.get((row.enquiry_id, column.management_id), [])


def findings_in(matrix: Matrix, lists: Iterable[PickedList] = ()) -> Findings:
    """Return what to look at, for the enquiries that are offered.

    What visitors meet (dead ends, circles, lists) depends on the managements that are open alone.
    Managements in preparation are to have their answers ready, so their gaps count.
    """
    lists = list(lists)
    return Findings(
        (
            *_in_single_cells(matrix),
            *_dead_ends(matrix),
            *_circles(matrix, lists),
            *_blind_lists(matrix, lists),
        )
    )


def _in_single_cells(matrix: Matrix) -> Iterator[Finding]:
    for kind, is_so in (
        (Kind.GAP, "is_gap"), (Kind.EXPIRED, "is_expired"), (Kind.OVERDUE, "is_overdue"),
    ):  # fmt: skip
        for row in matrix.offered_rows:
            for column in matrix.columns:
                if getattr(matrix.cell(row, column), is_so):
                    yield Finding(kind, row, (column,))


def _dead_ends(matrix: Matrix) -> Iterator[Finding]:
    """Find enquiries with which nobody helps: people land at the telephone 115."""
    for row in matrix.offered_rows:
        helping = any(
            matrix.cell(row, column).standing.helpfulness for column in matrix.open_columns
        )
        if matrix.open_columns and not helping and not row.contacts:
            yield Finding(Kind.DEAD_END, row, matrix.open_columns)


def _refusing(matrix: Matrix, row: Row) -> dict[int, Column]:
    return {
        column.management_id: column
        for column in matrix.open_columns
        if matrix.cell(row, column).standing.is_refusal
    }


def _circles(matrix: Matrix, lists: list[PickedList]) -> Iterator[Finding]:
    """Find managements that say no and, by their lists, lead to others that lead back to them."""
    for row in matrix.offered_rows:
        refusing = _refusing(matrix, row)
        about = [one for one in lists if one.enquiry_id == row.enquiry_id]
        links: dict[int, set[int]] = {}
        for one in about:
            for showing in one.shown_by & refusing.keys():
                named = one.management_ids & refusing.keys()
                links.setdefault(showing, set()).update(named - {showing})
        for group in circles_in(links):
            members = tuple(refusing[pk] for pk in refusing if pk in group)
            way = shortest_circle(members[0].management_id, links)
            yield Finding(
                Kind.CIRCLE,
                row,
                members,
                tuple(one for one in about if _leads_round(one, group)),
                tuple(refusing[pk] for pk in way),
            )


def _leads_round(one: PickedList, group: set[int]) -> bool:
    """Whether somebody of a circle shows the list and is led to somebody else of it."""
    return any((one.management_ids - {showing}) & group for showing in one.shown_by & group)


def _blind_lists(matrix: Matrix, lists: list[PickedList]) -> Iterator[Finding]:
    """Find lists on which everybody says no: neither somebody who may help, nor a contact."""
    for row in matrix.offered_rows:
        refusing = _refusing(matrix, row)
        is_open = {column.management_id for column in matrix.open_columns}
        for one in lists:
            if one.enquiry_id != row.enquiry_id or one.contacts:
                continue
            named = one.management_ids & is_open
            if named <= refusing.keys():
                columns = tuple(refusing[pk] for pk in refusing if pk in named)
                yield Finding(Kind.BLIND_LIST, row, columns, (one,))
