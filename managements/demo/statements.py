"""The accessibility statements of the demonstration: what is known of this software, and no more."""

import datetime

from managements.accessibility.facts import Assessment, Compliance, GapReason
from managements.accessibility.models import AccessibilityStatementPage, StatementGap
from managements.demo.content import call_out
from managements.websites.standard_pages import heading, text

# When the software was checked for the demonstration.
CHECKED_ON = datetime.date(2026, 11, 26)
GAPS = (
    {
        "what": "PDF-Dateien, die ein Büro hochlädt, haben manchmal keine Überschriften und keine "
        "Beschreibungen für Bilder. Vorleseprogramme lesen sie dann schlecht vor.",
        "reason": GapReason.IN_PROGRESS,
        "instead": "Neben einer Datei kann ihr Text stehen. Fehlt er, fragen Sie uns. Wir schicken ihn "
        "Ihnen.",
    },
)
BODY = [
    call_out(
        "important",
        "Diese Seiten sind eine Demonstration",
        "<p>Kein Büro hat diese Erklärung abgegeben. Sie zeigt, wie eine aussieht. Geprüft wurde die "
        "Software mit Werkzeugen und mit der Tastatur.</p>",
    ),
    heading("Was wir noch nicht wissen"),
    text(
        "<p>Menschen mit Behinderungen haben die Seiten noch nicht geprüft. Es gibt noch keine "
        "Leichte Sprache und keine Gebärdensprache.</p>"
    ),
]


def fill_statements(*, today: datetime.date) -> None:
    """Complete and publish the statements that say nothing yet, those of older demonstrations, too."""
    day = min(today, CHECKED_ON)
    for page in AccessibilityStatementPage.objects.filter(status=""):
        if page.get_latest_revision_as_object().status:
            # Somebody is trying it out.
            continue
        page.status = Compliance.PARTIAL
        page.assessment = Assessment.SELF
        page.assessed_on = page.created_on = page.reviewed_on = day
        page.gaps = [StatementGap(sort_order=number, **gap) for number, gap in enumerate(GAPS)]
        page.body = BODY
        page.save_revision().publish()
