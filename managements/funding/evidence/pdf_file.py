"""The evidence of a year on paper, as a PDF that screen readers can read: words for `evidence.typ`."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from managements.funding.drawings import logo_file, svg_of
from managements.funding.evidence.collecting import CITY, Evidence, NoticeDays, Record, RecordedLogo
from managements.funding.notices import ShownNotice
from managements.schedules.sentences import day_in_words
from managements.typesetting import press
from managements.typesetting.data import as_json

PROGRAM = Path(__file__).with_name("evidence.typ").read_text(encoding="utf-8")
# Tries whether a drawing is one that typst can set.
_TRIAL = '#image(bytes(json(bytes(sys.inputs.content)).drawing), format: "svg", width: 45mm)'


def evidence_pdf(evidence: Evidence) -> bytes:
    """Return the evidence as PDF: equal evidence gives equal files, on whichever day it is made.

    Some seconds for hundreds of publications.

    Raises:
        PressBusyError: if other documents have to be set first, and that takes too long.
    """
    with override(settings.LANGUAGE_CODE), press.at_the_press(is_long=True):
        return press.pdf(PROGRAM, evidence_content(evidence), made_on=evidence.as_of)


def evidence_content(evidence: Evidence) -> str:
    """Return what the program shows, as JSON."""
    heading = _("Evidence of the funding notices in %(year)d") % {"year": evidence.year}
    return as_json(
        {
            "language": settings.LANGUAGE_CODE.split("-")[0],
            "title": f"{heading} – {evidence.name}",
            "author": evidence.name,
            "heading": heading,
            "owner": evidence.name,
            "lead": _lead(evidence),
            "scope": what_is_recorded(),
            "footer": f"{heading} · {evidence.name}",
            "as_of": [evidence.as_of.year, evidence.as_of.month, evidence.as_of.day],
            "summary": _summary(evidence),
            "without_wording": [
                {"number": one.number, "title": one.title, "at": _at(one)}
                for one in evidence.without_wording
            ],
            "notices": [_notice(one) for one in evidence.notices],
            "gaps": [_days(gap.first, gap.last) for gap in evidence.gaps],
            "wordings": [
                {
                    "name": wording_name(one.number),
                    "paragraphs": ShownNotice(one.text).paragraphs,
                    "total": _below(one.total),
                }
                for one in evidence.wordings
            ],
            "logos": [_logo(one) for one in evidence.logos],
            "months": _months(evidence.publications),
            "words": _words(),
        }
    )


def wording_name(number: int) -> str:
    """Return what a wording is called: “Wortlaut 1”."""
    return _("Wording %(number)d") % {"number": number}


def _lead(evidence: Evidence) -> str:
    if evidence.slug == CITY:
        return _(
            "Which of the city's own pages were recorded in %(year)d, and with which notice of the "
            "funding. Pages without a notice are named."
        ) % {"year": evidence.year}
    return _(
        "Which pages of the management's website were recorded in %(year)d, and with which notice "
        "of the funding. Pages without a notice are named."
    ) % {"year": evidence.year}


def what_is_recorded() -> str:
    """Say which pages there is evidence of, and of which there is none."""
    return _(
        "Recorded are the pages that editors publish. What the website puts together by itself is "
        "not recorded one by one: information on a request, months of the calendar. These show the "
        "notice of the day on which somebody looks at them."
    )


def why_nothing_is_recorded() -> str:
    """Say how pages come to be recorded, where there are none."""
    return _("A page is recorded when it is published. What is missing is made up for every night.")


def _summary(evidence: Evidence) -> list[tuple[str, list[str]]]:
    total, bare = len(evidence.publications), len(evidence.without_wording)
    damaged = len(evidence.damaged)
    without = sum((one.last - one.first).days + 1 for one in evidence.gaps if one.last)
    rows = [
        (_("Period"), [_days(evidence.first_day, evidence.last_day)]),
        (_("Publications"), [_number(total)]),
        (_("Of these without a notice"), [_number(bare)]),
        *([(_("Damaged stored pages"), [_number(damaged)])] if damaged else []),
        (_("Days for which no notice is entered"), [_number(without)]),
        (_("Wordings"), [_number(len(evidence.wordings))]),
        (_("Logos"), [_number(len(evidence.logos))]),
    ]
    if evidence.publications:
        rows.append((_("Last record"), [", ".join(_at(evidence.publications[-1]))]))
    if evidence.former_names:
        rows.append(
            (
                _("Former names"),
                [
                    _("%(name)s (until %(day)s)") % {"name": name, "day": day_in_words(last)}
                    for name, last in evidence.former_names
                ],
            )
        )
    return rows


def _number(number: int) -> str:
    return str(number) if number else pgettext("number", "none")


def _notice(notice: NoticeDays) -> dict[str, Any]:
    facts = [_("Commissioned by: %(name)s") % {"name": notice.commissioner}]
    if notice.carrier:
        facts.append(_("Carrier: %(name)s") % {"name": notice.carrier})
    facts += [_("Programme: %(name)s") % {"name": name} for name in notice.programmes]
    return {
        "days": _days(notice.first, notice.last),
        "wording": wording_name(notice.wording),
        "facts": facts,
    }


def _logo(logo: RecordedLogo) -> dict[str, Any]:
    return {
        "heading": _("Logo %(number)d: %(name)s") % {"number": logo.number, "name": logo.name},
        "alternative_text": logo.alternative_text,
        "said": _("Alternative text: %(text)s") % {"text": logo.alternative_text},
        "digest": logo.digest,
        "drawing": _drawing(logo.digest),
        "total": _below(logo.total),
    }


def _drawing(digest: str) -> str:
    """Return a logo as SVG; an empty text if it is not there, or typst cannot draw it."""
    file = logo_file(digest)
    if file is None:
        return ""
    try:
        svg = svg_of(file)
        press.png(_TRIAL, as_json({"drawing": svg}), pixels_per_inch=10)
    except (OSError, UnicodeDecodeError, typst.TypstError):
        return ""
    return svg


def _months(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [
        {"name": name, "rows": [_row(one) for one in rows]}
        for name, rows in groupby(records, lambda one: date_format(one.at, "F Y"))
    ]


def _row(record: Record) -> dict[str, Any]:
    return _damage(record) | {
        "number": record.number,
        "at": _at(record),
        "title": record.title,
        "address": record.address,
        "is_link": record.is_link,
        "occasion": record.occasion,
        "first_published": date_format(record.first_published, "d.m.Y")
        if record.first_published
        else pgettext("first published", "unknown"),
        "digest": record.digest,
        "has_wording": record.wording is not None,
        "wording": pgettext("publication", "no notice")
        if record.wording is None
        else wording_name(record.wording),
        "logos": _logos(record.logos),
    }


def _damage(record: Record) -> dict[str, str]:
    """Return what is said of a damaged page; nothing of an intact one."""
    if record.damage is None:
        return {}
    return {"damage": _("Damaged. %(reason)s") % {"reason": record.damage.label}}


def _logos(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return ""
    return ngettext("Logo %(numbers)s", "Logos %(numbers)s", len(numbers)) % {
        "numbers": ", ".join(map(str, numbers))
    }


def _at(record: Record) -> list[str]:
    return [date_format(record.at, "d.m.Y"), _("%(time)s h") % {"time": f"{record.at:%H:%M:%S}"}]


def _below(total: int) -> str:
    if not total:
        return _("Below no publication of the year")
    return ngettext(
        "Below %(total)d publication", "Below %(total)d publications", total
    ) % {"total": total}  # fmt: skip


def _days(first: date, last: date | None) -> str:
    if last is None or first == last:
        return day_in_words(first)
    return _("%(first)s to %(last)s") % {"first": day_in_words(first), "last": day_in_words(last)}


def _words() -> dict[str, Any]:
    return {
        "page": _("Page {page} of {pages}"),
        "summary": _("At a glance"),
        "summary_columns": [pgettext("column", "Fact"), pgettext("column", "Value")],
        "without_wording": _("Published without a notice"),
        "without_wording_lead": _("Below these publications there was no notice:"),
        "notices": _("Notices of the year"),
        "notice_columns": [
            pgettext("column", "Days"),
            pgettext("column", "Wording"),
            pgettext("column", "Facts"),
        ],
        "no_notices": _("No notice is entered for a day of this year."),
        "gaps": _("Days for which no notice is entered"),
        "gaps_lead": _("What stood below the pages on these days is said by the publications."),
        "wordings": _("Wordings"),
        "no_wordings": _("There is no wording."),
        "logos": _("Logos"),
        "no_logos": _("No logo was shown."),
        "no_drawing": _("The drawing is not stored any more."),
        "publications": _("Publications"),
        "no_publications": " ".join(
            (_("Nothing is recorded for this year."), why_nothing_is_recorded())
        ),
        "columns": [
            pgettext("column", "No."),
            pgettext("column", "When"),
            pgettext("column", "First published"),
            pgettext("column", "What"),
            pgettext("column", "Notice"),
        ],
        "checking": _("How this can be checked"),
        "checking_lines": [
            _(
                "Whenever a page is published, changed, or gets another notice, the website stores "
                "it as everybody sees it. A stored page is not changed any more."
            ),
            _(
                "What is missing is made up for every night. Then it says “first recorded”, with the "
                "moment at which the page was stored. When the page was published for the first time "
                "stands beside it."
            ),
            _(
                "SHA-256 is the hash of the stored page. If a page has the hash that is printed "
                "here, not a character of it has been changed. The stored pages and the commands "
                "for checking them come with this evidence as a ZIP file."
            ),
            _("Days and times are those of Berlin."),
        ],
    }
