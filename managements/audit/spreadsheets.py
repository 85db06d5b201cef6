"""Lists as files for spreadsheets that open well, and run nothing."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

# A German Excel opens a CSV file by a double click. It takes a file without this mark for
# Windows-1252 and breaks the umlauts, and it splits columns at semicolons.
BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = ";"
# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), also behind
# spaces and in the wide forms of East Asian keyboards.
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
# What XML, and so an XLSX file, cannot hold.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

# Rows that are fetched at a time.
CHUNK = 2000


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text, with an apostrophe where it needs one."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def csv_of(rows: Iterable[Iterable[str]]) -> bytes:
    """Return a CSV file with some rows, of which the first names the columns."""
    text = io.StringIO(BYTE_ORDER_MARK, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=SEPARATOR)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def csv_download(rows: Iterable[Iterable[str]], name: str) -> HttpResponse:
    """Return the answer to a request for a CSV file; `name` has no ending."""
    response = HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """For lists: CSV that German spreadsheets read, times as the clock in Leipzig shows them."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Write a file straight from the database; the furniture of the page would count it all."""
        if self.is_export:
            response: HttpResponseBase = self.as_spreadsheet(
                self.get_filtered_queryset(), request.GET["export"]
            )
            return response
        listed: HttpResponseBase = super().get(request, *args, **kwargs)
        return listed

    def get_filtered_queryset(self) -> QuerySet:
        """Narrow the list once: `get_queryset` has done it."""
        narrowed: QuerySet = self.get_queryset()
        return narrowed

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Return a cell. In XLSX the type of a cell keeps text from being a formula."""
        if isinstance(value, datetime):
            local = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
            return str(local) if export_format == self.FORMAT_CSV else local
        cell = super().preprocess_field_value(field, value, export_format)
        if isinstance(cell, str):
            cell = UNPRINTABLE.sub("", cell)
            return harmless(cell) if export_format == self.FORMAT_CSV else cell
        return cell

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        """Yield the file line by line."""
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=SEPARATOR)
        yield BYTE_ORDER_MARK.encode()
        yield writer.writerow(
            {field: self.get_heading(queryset, field) for field in self.list_export}
        )
        for item in queryset.iterator(chunk_size=CHUNK):
            yield self.write_csv_row(writer, self.to_row_dict(item))

    def write_xlsx(self, queryset: QuerySet, output: BinaryIO) -> None:
        """Write the file without having all rows in memory at once."""
        super().write_xlsx(queryset.iterator(chunk_size=CHUNK), output)
