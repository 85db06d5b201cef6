"""What a statement has to say, and what it lacks."""

import datetime
from collections.abc import Iterable
from typing import Any, Protocol

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MONTHS_BETWEEN_REVIEWS = 12


class Compliance(models.TextChoices):
    """How far a site meets the standard; the words are those of the EU's model statement.

    Implementing decision (EU) 2018/1523, annex.
    """

    FULL = "full", _("fully compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


class Assessment(models.TextChoices):
    """How it was found out."""

    SELF = "self", _("We have checked it ourselves")
    EXTERNAL = "external", _("Others have checked it")


class GapReason(models.TextChoices):
    """Why something is not accessible (§ 2 (3) and § 3 (2) BfWebG)."""

    IN_PROGRESS = "in_progress", _("We are working on it")
    BURDEN = "burden", _("It would be a disproportionate burden")
    OUT_OF_SCOPE = "out_of_scope", _("The law does not cover it")


class Facts(Protocol):
    """The fields of a statement that are looked at."""

    status: str
    assessment: str
    assessed_by: str
    assessed_on: datetime.date | None
    created_on: datetime.date | None
    reviewed_on: datetime.date | None


# What a statement cannot do without, with what to say where it is missing.
REQUIRED = {
    "status": _("Please say how far the site meets the standard."),
    "assessment": _("Please say how it was checked."),
    "assessed_on": _("Please say when it was checked."),
    "created_on": _("Please give the day of this statement."),
    "reviewed_on": _("Please give the day on which you last looked at this statement."),
}
# What a gap cannot do without.
REQUIRED_OF_GAPS = {
    "what": _("Please say what is not accessible."),
    "reason": _("Please say why it is not accessible."),
}
# What to say of a day by which a gap was to be done.
PASSED = _(
    "This day has passed. Please give one that is still to come, or remove the gap if it is done."
)
DAYS = ("assessed_on", "created_on", "reviewed_on")


def wrong_days(facts: Facts, today: datetime.date) -> dict[str, str]:
    """Return what is wrong with the days that are given, a sentence by field."""
    problems = {
        name: gettext("This day is still to come. Please give one that has been.")
        for name in DAYS
        if (day := getattr(facts, name)) is not None and day > today
    }
    if (
        facts.reviewed_on
        and facts.created_on
        and facts.reviewed_on < facts.created_on
        and not problems.keys() & {"created_on", "reviewed_on"}
    ):
        problems["reviewed_on"] = gettext(
            "On this day the statement was not there yet. The last look at it cannot be before it "
            "was written."
        )
    return problems


def missing_facts(facts: Facts) -> dict[str, str]:
    """Return what a statement lacks, a sentence by field."""
    problems = {name: str(words) for name, words in REQUIRED.items() if not getattr(facts, name)}
    if facts.assessment == Assessment.EXTERNAL and not facts.assessed_by.strip():
        problems["assessed_by"] = gettext("Please say who has checked it.")
    return problems


def wrong_gaps(status: str, count: int) -> str:
    """Return why the number of known gaps does not fit what the statement says; empty if it does."""
    if status in {Compliance.PARTIAL, Compliance.NONE} and not count:
        return gettext(
            "You say that not everything is accessible. Please name at least one thing that is not."
        )
    if status == Compliance.FULL and count:
        return gettext(
            "You say that everything is accessible. Please remove the gaps, or choose “partially "
            "compliant”."
        )
    return ""


def incomplete_gaps(gaps: Iterable[object]) -> list[str]:
    """Return what single gaps lack, a sentence each."""
    return [
        str(words)
        for gap in gaps
        for name, words in REQUIRED_OF_GAPS.items()
        if not str(getattr(gap, name)).strip()
    ]


def has_passed(until: datetime.date | None, today: datetime.date) -> bool:
    """Whether something was to be done by a day that is over."""
    return until is not None and until < today


def passed_gaps(gaps: Iterable[Any], today: datetime.date) -> list[str]:
    """Return what is wrong with the days by which gaps are to be done, a sentence for each gap."""
    return [
        gettext("“%(gap)s”: %(words)s") % {"gap": gap.what, "words": PASSED}
        for gap in gaps
        if has_passed(gap.until, today)
    ]


def next_review(reviewed_on: datetime.date) -> datetime.date:
    """Return the day from which on a statement is too old: it is looked at every year.

    § 2 BfWebVO and article 9 of Directive (EU) 2016/2102 ask for regular updates.
    """
    return reviewed_on + relativedelta(months=MONTHS_BETWEEN_REVIEWS)
