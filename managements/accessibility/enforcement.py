"""To whom people turn if a report did not help, and by when it has to be answered and forgotten.

Kept once for all sites: the bodies are the same for every public body in Saxony.
"""

import datetime

from dateutil.relativedelta import relativedelta

# Enforces the accessibility of public bodies' websites in Saxony: § 4 (2) BfWebG of 10 April 2019.
ENFORCEMENT_BODY = {
    "name": "Landesbeauftragter für Inklusion der Menschen mit Behinderungen",
    "role": "Durchsetzungsstelle, wenn wir Ihnen nicht helfen konnten",
    "address": "Sächsische Staatskanzlei\nArchivstraße 1\n01097 Dresden",
    "phone": "",
    "email": "info.inklusionsbeauftragter@sk.sachsen.de",
    "url": "",
    "hours": "",
}
# New and closed sites are reported to it (§ 4 (1) BfWebG).
MONITORING_BODY = {
    "name": "Überwachungsstelle für Barrierefreiheit von Informationstechnik (dzb lesen)",
    "email": "bfit-sachsen@dzblesen.de",
}
# § 3 (3) BfWebG asks for an answer “within a reasonable time”. The enforcement body accepts
# complaints after one month without an answer, which is also the limit of § 12b (4) BGG:
# https://www.durchsetzungsstelle.sachsen.de/beschwerden-an-die-durchsetzungsstelle-3980.html
MONTHS_TO_ANSWER = 1
# Until we forget who reported something. The form and the privacy notice say so, too.
MONTHS_AFTER_ANSWER = 6
# Of reports that nobody ever answered.
MONTHS_AFTER_RECEIPT = 24
# A reminder comes early enough to do something about it.
DAYS_OF_REMINDER = 7


def due_day(received: datetime.date) -> datetime.date:
    """Return the last day on which a report of some day is answered in time.

    At the end of a month that is longer it is the last day of the next one (§ 188 (3) BGB).
    """
    return received + relativedelta(months=MONTHS_TO_ANSWER)
