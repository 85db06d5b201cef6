"""The accessibility statement of every site."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from managements.accessibility.addresses import STATEMENT_SLUG
from managements.accessibility.models import AccessibilityStatementPage
from managements.accessibility.models.handing_over import hand_over_reports
from managements.models import Management
from managements.pages.provisioning import provide_fixed_page
from managements.tenancy.provisioning import activation_check, provisioning_step

TITLE = "Erklärung zur Barrierefreiheit"


@provisioning_step(order=12)
def provide_statement(management: Management) -> None:
    """Give a management's site its statement, as a draft: nobody but its editors knows the facts."""
    _provide(management.page)


@provisioning_step(order=50)
def hand_over_barriers(_management: Management) -> None:
    """Let those know who answer for a site that has ended; also for sites whose successor this one was."""
    hand_over_reports(timezone.localdate())


def provide_city_statement(home: Page) -> None:
    """Give the city's site its statement."""
    _provide(home)


def _provide(root: Page) -> None:
    provide_fixed_page(
        AccessibilityStatementPage, root, slug=STATEMENT_SLUG, is_draft=True, title=TITLE
    )


@activation_check
def unfinished_statement(management: Management) -> list[str]:
    """Say what the public would miss in the statement: the law asks for one on every site."""
    root = getattr(management, "page", None)
    if root is None:
        return []
    page = AccessibilityStatementPage.objects.child_of(root).live().first()
    if page is None:
        return [_("“%(page)s” is not published.") % {"page": TITLE}]
    problems = page.problems(timezone.localdate())
    if not problems:
        return []
    missing = " ".join(words for field in problems.values() for words in field)
    return [_("“%(page)s” is not complete: %(missing)s") % {"page": page.title, "missing": missing}]
