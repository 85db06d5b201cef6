"""Which days are reckoned with at all: a slip of the keyboard is no date."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Far from both ends of what computers count with: nothing that is reckoned from these overflows.
EARLIEST = datetime.date(2000, 1, 1)
LATEST = datetime.date(2099, 12, 31)


def is_within_reach(day: datetime.date) -> bool:
    """Whether a day is one that dates are reckoned with."""
    return EARLIEST <= day <= LATEST


def validate_moment(moment: datetime.datetime) -> None:
    """Refuse a moment that nobody can mean.

    Raises:
        ValidationError: with a sentence for people.
    """
    # By the clock it was given in: no other one can show the ends of what computers count with.
    validate_day(moment.date())


def validate_day(day: datetime.date) -> None:
    """Refuse a day that nobody can mean.

    Raises:
        ValidationError: with a sentence for people.
    """
    if not is_within_reach(day):
        raise ValidationError(
            _("Please look at the year: it has to lie between %(first)d and %(last)d."),
            code="out_of_reach",
            params={"first": EARLIEST.year, "last": LATEST.year},
        )
