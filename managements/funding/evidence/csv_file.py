"""The evidence of a year as a table for spreadsheets: one line per publication, with every word."""

from django.conf import settings
from django.utils.translation import override, pgettext

from managements.audit.spreadsheets import UNPRINTABLE, csv_of
from managements.funding.evidence.collecting import Evidence, Record

# Where the stored pages are among the evidence's files.
PAGES = "seiten"


def evidence_csv(evidence: Evidence) -> bytes:
    """Return the table, in UTF-8 with the mark that German spreadsheets need."""
    with override(settings.LANGUAGE_CODE):
        headings = [
            pgettext("column", "Number"),
            pgettext("column", "Day"),
            pgettext("column", "Time"),
            pgettext("column", "Occasion"),
            pgettext("column", "First published"),
            pgettext("column", "Title"),
            pgettext("column", "Address"),
            pgettext("column", "Number of the wording"),
            pgettext("column", "Wording"),
            pgettext("column", "Logos"),
            pgettext("column", "SHA-256 of the logos"),
            pgettext("column", "SHA-256 of the page"),
            pgettext("column", "File"),
        ]
        # Where nothing is wrong, the file stays the one that was handed out before.
        says_what_is_stored = bool(evidence.damaged)
        if says_what_is_stored:
            headings.append(pgettext("column", "Stored page"))
        rows = (
            _cells(evidence, one, says_what_is_stored=says_what_is_stored)
            for one in evidence.publications
        )
        return csv_of([headings, *rows])


def in_words(record: Record) -> str:
    """Return whether a stored page is damaged, and how."""
    if record.damage is None:
        return pgettext("stored page", "intact")
    return pgettext("stored page", "damaged. %(reason)s") % {"reason": record.damage.label}


def _cells(evidence: Evidence, record: Record, *, says_what_is_stored: bool) -> list[str]:
    logos = evidence.logos_of(record)
    cells = [
        str(record.number),
        f"{record.at:%Y-%m-%d}",
        f"{record.at:%H:%M:%S}",
        record.occasion,
        f"{record.first_published:%Y-%m-%d}" if record.first_published else "",
        record.title,
        record.address,
        pgettext("publication", "no notice") if record.wording is None else str(record.wording),
        evidence.text_of(record),
        ", ".join(logo.name for logo in logos),
        # A name stays when its drawing is replaced.
        ", ".join(logo.digest for logo in logos),
        record.digest,
        f"{PAGES}/{record.file_name}",
    ]
    if says_what_is_stored:
        cells.append(in_words(record))
    return [UNPRINTABLE.sub("", cell) for cell in cells]
