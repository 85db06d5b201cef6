"""The matrix as the public reads it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from managements.referrals.matrix import Cell, Matrix


@dataclass(frozen=True)
class TableCell:
    """A management's answer in a word or two."""

    # For phones, where every cell names its column.
    column: str
    url: str
    words: str
    until: str
    # The code of the answer, for its colour.
    code: str


@dataclass(frozen=True)
class TableRow:
    """An enquiry with everybody's answers."""

    name: str
    url: str
    cells: list[TableCell]


def table_rows(matrix: Matrix, *, finder_url: str) -> list[TableRow]:
    """Return the rows; `finder_url` is the city's finder, below which every enquiry has a page."""
    return [
        TableRow(
            name=row.name,
            url=f"{finder_url}{row.slug}/",
            cells=[
                _table_cell(matrix.cell(row, column), column.short_name, column.answer_url(row))
                for column in matrix.columns
            ],
        )
        for row in matrix.rows
    ]


def _table_cell(cell: Cell, column: str, url: str) -> TableCell:
    return TableCell(
        column=column,
        url=url,
        words=str(cell.standing.label),
        until=until_words(cell),
        code=cell.standing.value,
    )


def until_words(cell: Cell) -> str:
    """Return the last day of "not at present" in words, or an empty text."""
    if cell.holds_until is None:
        return ""
    return _("until %(day)s") % {"day": date_format(cell.holds_until, "j. F Y")}
