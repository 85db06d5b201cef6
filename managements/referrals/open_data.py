"""Everybody's answers as open data: CSV for spreadsheets, JSON for programs.

What the fields mean: docs/how-to/open-data.md. Both say what the page says, and are there as long as
it is.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, Site

from managements.audit.spreadsheets import BYTE_ORDER_MARK, SEPARATOR, UNPRINTABLE, harmless
from managements.referrals.licence import OPEN_DATA_LICENCE
from managements.referrals.matrix import Cell, Column, Matrix, Row
from managements.referrals.models import EnquiryIndexPage
from managements.referrals.models.finding import OVERVIEW_PATH
from managements.referrals.models.overviews import public_matrix
from managements.referrals.standings import Standing


@dataclass(frozen=True)
class OpenData:
    """The matrix with addresses that work from anywhere."""

    matrix: Matrix
    # The full address of the city's finder.
    finder_url: str

    def places(self) -> Iterator[tuple[Column, Row, Cell]]:
        """Yield every management with every enquiry and its answer."""
        for column in self.matrix.columns:
            for row in self.matrix.rows:
                yield column, row, self.matrix.cell(row, column)


def _open_data(view: Callable[[OpenData], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Serve some data on the city's site alone, with its licence; unchanged data is not sent again.

    Raises:
        Http404: on other sites, and where the city has no finder that everybody may see.
    """

    @require_safe
    @conditional_page
    @wraps(view)
    def serve(request: HttpRequest) -> HttpResponse:
        site = Site.find_for_request(request)
        if site is None or not site.is_default_site:
            raise Http404
        finder = get_object_or_404(EnquiryIndexPage.objects.live().public())
        matrix = public_matrix(on=timezone.localdate(), address=_full_address)
        response = view(OpenData(matrix, finder.full_url or ""))
        response["Link"] = f'<{OPEN_DATA_LICENCE.url}>; rel="license"'
        # Maps and dashboards of others may read it in the browser; it is the same for everybody.
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return serve


def _full_address(page: Page) -> str:
    return page.full_url or ""


@_open_data
def overview_csv(data: OpenData) -> HttpResponse:
    """Return one line per management and enquiry."""
    output = StringIO()
    output.write(BYTE_ORDER_MARK)
    writer = csv.writer(output, delimiter=SEPARATOR)
    writer.writerow(
        [
            pgettext("column", "Management"),
            pgettext("column", "Website of the management"),
            pgettext("column", "Enquiry"),
            pgettext("column", "Enquiry in addresses"),
            pgettext("column", "Answer"),
            pgettext("column", "Code"),
            pgettext("column", "Until"),
            pgettext("column", "Reason"),
            pgettext("column", "Page with the answer"),
        ]
    )
    for column, row, cell in data.places():
        writer.writerow(
            harmless(UNPRINTABLE.sub("", text))
            for text in (
                column.name,
                column.url,
                row.name,
                row.slug,
                str(cell.standing.label),
                cell.standing.value,
                cell.holds_until.isoformat() if cell.holds_until else "",
                cell.valid_reason,
                column.answer_url(row),
            )
        )
    return HttpResponse(
        output.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="anliegen-{data.matrix.on}.csv"',
        },
    )


@_open_data
def overview_json(data: OpenData) -> HttpResponse:
    """Return managements, enquiries and answers, each once."""
    matrix = data.matrix
    content: dict[str, Any] = {
        "title": _("Who does what"),
        "url": f"{data.finder_url}{OVERVIEW_PATH}",
        "as_of": matrix.on.isoformat(),
        "last_changed": timezone.localtime(matrix.last_changed).isoformat(timespec="seconds")
        if matrix.last_changed
        else None,
        "license": {"name": OPEN_DATA_LICENCE.name, "url": OPEN_DATA_LICENCE.url},
        "answer_codes": {standing.value: str(standing.label) for standing in Standing},
        "managements": [
            {
                "slug": column.slug,
                "name": column.name,
                "short_name": column.short_name,
                "url": column.url,
            }
            for column in matrix.columns
        ],
        "enquiries": [
            {
                "slug": row.slug,
                "name": row.name,
                "explanation": row.explanation,
                "url": f"{data.finder_url}{row.slug}/",
            }
            for row in matrix.rows
        ],
        "answers": [
            {
                "management": column.slug,
                "enquiry": row.slug,
                "answer": cell.standing.value,
                "until": cell.holds_until.isoformat() if cell.holds_until else None,
                "reason": cell.valid_reason,
                "url": column.answer_url(row),
            }
            for column, row, cell in data.places()
        ],
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
