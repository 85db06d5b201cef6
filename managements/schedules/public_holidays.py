"""The public holidays of Saxony, among them Reformationstag and Buß- und Bettag.

Source: Gesetz über Sonn- und Feiertage im Freistaat Sachsen (SächsSFG), § 1, as the library
`holidays` knows it. Fronleichnam is one in a few communities only, none of them Leipzig.
"""

import datetime
from functools import lru_cache

import holidays

_MOST_YEARS = 64


@lru_cache(maxsize=_MOST_YEARS)
def _of_year(year: int) -> dict[datetime.date, str]:
    return dict(holidays.country_holidays("DE", subdiv="SN", years=year, language="de"))


def public_holiday(day: datetime.date) -> str:
    """Return the name of the public holiday that a day is in Leipzig, or an empty text."""
    return _of_year(day.year).get(day, "")
