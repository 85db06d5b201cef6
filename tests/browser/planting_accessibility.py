"""Markup in statements and in reported barriers."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from managements.accessibility.models import (
    AccessibilityStatementPage,
    BarrierReport,
    StatementGap,
)
from managements.accounts.models import User
from managements.models import Management
from tests.browser.markup import markup, markup_in_email, markup_in_url
from tests.builders import statement_of


@dataclass
class PlantedAccessibility:
    """A public statement and a report about the same site, both with markup."""

    statement: AccessibilityStatementPage
    barrier: BarrierReport

    def public_addresses(self, slug: str) -> list[str]:
        """Return where the public reads them."""
        return [f"/{slug}/barrierefreiheit/", f"/{slug}/barrierefreiheit/melden/?seite=/{slug}/"]


def plant_accessibility(management: Management, editor: User) -> PlantedAccessibility:
    """Change the statement as far as its form would let somebody, and report a barrier."""
    page = statement_of(management)
    page.title = markup("statement", 255)
    page.responsible_body = markup("responsiblebody", 300)
    page.assessment, page.assessed_by = "external", markup("assessedby", 200)
    page.feedback_email = markup_in_email("feedbackmail")
    page.feedback_phone = markup("saidphone", 40)
    page.gaps = [
        StatementGap(what=markup("gap", 600), reason="burden", instead=markup("instead", 600))
    ]
    page.full_clean()
    page.save_revision(user=editor, log_action=True).publish(user=editor)
    today = timezone.localdate()
    barrier = BarrierReport(
        management=management,
        page_url=markup_in_url("barrierpage"),
        barrier=markup("barrier", 4000),
        aids=markup("aids", 300),
        reply_to=markup_in_email("barriermail"),
        note=markup("barriernote", 2000),
        received_at=timezone.now(),
        due_on=today + datetime.timedelta(days=1),
        digest="0" * 64,
    )
    barrier.full_clean()
    barrier.save()
    return PlantedAccessibility(statement_of(management), barrier)
