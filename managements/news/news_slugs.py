"""Address parts below the news that they need themselves, and addresses for posts of one title."""

import datetime
import re
from collections.abc import Collection
from itertools import chain, count

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from managements.pages.reserved_slugs import ReservedSlugs

LONGEST_SLUG = 255  # of Page.slug

NEWS_SLUGS = ReservedSlugs(
    re.compile(r"archiv"),
    _("The news need the address “%(slug)s” themselves. Please choose another one."),
)


def free_slug(slug: str, taken: Collection[str], day: datetime.date) -> str:
    """Return a slug that is not taken: as it is, else with month and year, else with a number.

    "sprechstunde-faellt-aus-dezember-2026" says more than "sprechstunde-faellt-aus-2".
    """
    if slug not in taken:
        return slug
    month = slugify(date_format(day, "F Y").replace("ä", "ae"))
    with_day = f"-{day.day}-{month}"
    endings = chain((f"-{month}", with_day), (f"{with_day}-{number}" for number in count(2)))
    return next(found for ending in endings if (found := _ended(slug, ending)) not in taken)


def _ended(slug: str, ending: str) -> str:
    return f"{slug[: LONGEST_SLUG - len(ending)].rstrip('-')}{ending}"
