"""Address parts below a calendar that the calendar needs itself."""

import re

from django.utils.translation import gettext_lazy as _

from managements.pages.reserved_slugs import ReservedSlugs

# Its months and days, its archive, how to subscribe, the notice; and the files of consultation hours.
EVENT_SLUGS = ReservedSlugs(
    re.compile(r"monat|tag|archiv|abonnieren|aushang|sprechstunde-[0-9]+"),
    _("The calendar itself needs the address “%(slug)s”. Please choose another one."),
)
