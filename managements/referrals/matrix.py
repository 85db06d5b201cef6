"""Everybody's answers to everything on one day: enquiries in rows, managements in columns."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from managements.referrals.standings import Standing, standing_on


@dataclass(frozen=True)
class Cell:
    """What one management says to one enquiry on the day of the matrix."""

    standing: Standing
    # None where nobody has answered.
    answer_id: int | None = None
    until: datetime.date | None = None
    reason: str = ""
    review_on: datetime.date | None = None
    # Somebody was to look at it again by now.
    is_overdue: bool = False

    @property
    def is_gap(self) -> bool:
        """Whether nobody has answered."""
        return self.answer_id is None

    @property
    def is_expired(self) -> bool:
        """Whether there is an answer that holds no longer."""
        return self.standing is Standing.ASK and not self.is_gap

    @property
    def holds_until(self) -> datetime.date | None:
        """The last day of what holds; None once it has passed."""
        return self.until if self.standing is Standing.NOT_NOW else None

    @property
    def valid_reason(self) -> str:
        """The reason of what holds: one that holds no longer is not told."""
        return "" if self.standing is Standing.ASK else self.reason


GAP = Cell(Standing.ASK)


def cell_on(
    on: datetime.date,
    *,
    answer_id: int,
    state: str,
    until: datetime.date | None = None,
    reason: str = "",
    review_on: datetime.date | None = None,
) -> Cell:
    """Return what an answer comes to on a day."""
    return Cell(
        standing=standing_on(on, state, until),
        answer_id=answer_id,
        until=until,
        reason=reason,
        review_on=review_on,
        is_overdue=review_on is not None and review_on <= on,
    )


@dataclass(frozen=True)
class Column:
    """A management."""

    management_id: int
    name: str
    short_name: str
    slug: str
    # Whether people can turn to it; otherwise it is being prepared.
    is_open: bool = True
    # Its start page, and the page with its answers; both end in a slash, or are empty.
    url: str = ""
    answers_url: str = ""

    def answer_url(self, row: "Row") -> str:
        """Return where its answer to an enquiry stands."""
        return f"{self.answers_url}{row.slug}/" if self.answers_url else ""


@dataclass(frozen=True)
class Row:
    """An enquiry."""

    enquiry_id: int
    name: str
    slug: str
    explanation: str = ""
    is_offered: bool = True
    # How many outside the managements handle it.
    contacts: int = 0


@dataclass(frozen=True)
class Matrix:
    """All answers on one day."""

    on: datetime.date
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    # By the ids of enquiry and management; what is missing is a gap.
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    last_changed: datetime.datetime | None = None

    def cell(self, row: Row, column: Column) -> Cell:
        """Return what a management says to an enquiry."""
        return self.cells.get((row.enquiry_id, column.management_id), GAP)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.rows and self.columns)

    @property
    def open_columns(self) -> tuple[Column, ...]:
        """The managements that people can turn to."""
        return tuple(column for column in self.columns if column.is_open)

    @property
    def offered_rows(self) -> tuple[Row, ...]:
        """The enquiries that the public may choose from."""
        return tuple(row for row in self.rows if row.is_offered)
