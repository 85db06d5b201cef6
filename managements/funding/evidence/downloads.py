"""Where the evidence of a year and the stored pages are handed out as files."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from managements.funding.evidence.checking import checked, handed_out
from managements.funding.evidence.collecting import Evidence
from managements.funding.evidence.csv_file import evidence_csv
from managements.funding.evidence.pdf_file import evidence_pdf
from managements.funding.evidence.views import OneYearView
from managements.funding.evidence.zip_file import evidence_zip
from managements.typesetting.press import PressBusyError

_PAUSE = 30  # seconds, after which it is worth while to ask again
# What is handed out is for the person alone who asked, and for no cache on the way.
_PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


class FileView(OneYearView):
    """Hands out the evidence of a year in one of three kinds; a page instead if it has to wait."""

    template_name = "funding/evidence_busy.html"
    kind = "pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer with the file; ask for patience while the press has other things to set."""
        try:
            response = _FILES[self.kind](checked(self.evidence))
        except PressBusyError:
            response = self.render_to_response(
                self.get_context_data(), status=HTTPStatus.SERVICE_UNAVAILABLE
            )
            response.headers["Retry-After"] = str(_PAUSE)
            response.headers["Cache-Control"] = "private, no-store"
            return response
        name = f"{self.evidence.file_name}.{self.kind}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        for header, value in _PRIVATE.items():
            response.headers[header] = value
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to go on."""
        return super().get_context_data(**kwargs) | {
            "year_url": reverse("evidence:year", args=[self.owner.slug, self.year])
        }


class PageView(OneYearView):
    """Hands out a stored page, to be kept and looked at elsewhere.

    It was written by others and could hold anything. So no browser shows it as a page of the CMS:
    it is downloaded, and runs nothing even if somebody opens it.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the stored bytes, or with a note if they are damaged.

        Raises:
            Http404: if the publication is not one of this year of this owner.
        """
        key = kwargs["publication_id"]
        found = [one for one in self.evidence.publications if one.publication_id == key]
        if not found:
            raise Http404
        record, content = handed_out(found[0])
        kind = "html" if record.damage is None else "plain"
        response = HttpResponse(content, content_type=f"text/{kind}; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{record.file_name}"'
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        for header, value in _PRIVATE.items():
            response.headers[header] = value
        return response


def _pdf(evidence: Evidence) -> HttpResponseBase:
    return HttpResponse(evidence_pdf(evidence), content_type="application/pdf")


def _csv(evidence: Evidence) -> HttpResponseBase:
    return HttpResponse(evidence_csv(evidence), content_type="text/csv; charset=utf-8")


def _zip(evidence: Evidence) -> HttpResponseBase:
    return StreamingHttpResponse(evidence_zip(evidence), content_type="application/zip")


_FILES = {"pdf": _pdf, "csv": _csv, "zip": _zip}
