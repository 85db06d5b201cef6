"""What people asked for lately, on the start of the CMS."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.components import Component

from managements.referrals.models import AnswerCount
from managements.tenancy.roles import managements_of, works_for_the_city

MONTHS = 12
MOST_SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """How often people asked for something, as a sentence and as a bar in percent of the longest."""

    sentence: str
    total_percent: int
    referred_percent: int


class AskedPanel(Component):
    """The enquiries that were looked at most, in all of somebody's managements together."""

    name = "asked"
    template_name = "referrals/count_panel.html"
    order = 150
    media = Media(css={"all": ["referrals/answers_admin.css"]})

    def __init__(self, user: Any, on: datetime.date) -> None:
        self.user = user
        self.on = on

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add whose numbers these are, of which months, and the numbers; two queries."""
        first = first_of_months_ending(self.on)
        counts = AnswerCount.objects.of(managements_of(self.user)).since(first)
        return {
            "whose": whose_numbers(self.user),
            "first_month": date_format(first, "F Y"),
            "last_month": date_format(self.on, "F Y"),
            "asked": asked_for(list(counts.by_enquiry()[:MOST_SHOWN])),
        }


def first_of_months_ending(on: datetime.date) -> datetime.date:
    """Return the first day of the months of which a day is in the last."""
    year, month = divmod(on.year * 12 + on.month - MONTHS, 12)
    return datetime.date(year, month + 1, 1)


def whose_numbers(user: Any) -> str:
    """Return whose numbers are added up."""
    if works_for_the_city(user):
        return _("All managements together")
    names = list(managements_of(user).values_list("short_name", flat=True))
    if len(names) == 1:
        return str(names[0])
    return _("%(names)s together") % {"names": get_text_list(names, _("and"))}


def asked_for(rows: list[dict[str, Any]]) -> list[Asked]:
    """Return sums, the greatest first, as sentences and bars."""
    return [
        Asked(
            sentence=sentence(row["enquiry__name"], row["total"], row["referred"]),
            total_percent=_percent(row["total"], rows[0]["total"]),
            referred_percent=_percent(row["referred"], rows[0]["total"]),
        )
        for row in rows
    ]


def sentence(enquiry: str, total: int, referred: int) -> str:
    """Return in words how often people asked, and how often they had to be sent on."""
    words = {"enquiry": enquiry, "asked": _times(total), "sent_on": _times(referred)}
    if not referred:
        return capfirst(
            _("People asked for “%(enquiry)s” %(asked)s, and nobody was sent on.") % words
        )
    return capfirst(
        _("People asked for “%(enquiry)s” %(asked)s, and were sent on %(sent_on)s.") % words
    )


def _times(number: int) -> str:
    """Return how often something happened, as it stands in a sentence."""
    if number == 1:
        return pgettext("how often", "once")
    return pgettext("how often", "%(number)d times") % {"number": number}


def _percent(part: int, whole: int) -> int:
    """Return a share that can be seen: at least 1 where there is anything."""
    return max(1, round(100 * part / whole)) if part else 0
