"""What visitors read while an office is closed or short of people."""

import datetime
from dataclasses import dataclass

from managements.models import Management
from managements.offices.models import Closure
from managements.offices.wording import until_in_words


@dataclass(frozen=True)
class ShownClosure:
    """A closure that holds, as every page of the management shows it."""

    headline: str
    until: str
    reason: str
    deputy: str


def closure_at(management: Management | None, now: datetime.datetime) -> ShownClosure | None:
    """Return the closure that holds at a moment; one query. It ends by itself, at its minute."""
    if management is None or management.has_ended:
        return None
    closure = Closure.objects.of(management).at(now).order_by("-ends_at").first()
    if closure is None:
        return None
    return ShownClosure(
        headline=str(closure.get_kind_display()),
        until=until_in_words(closure.ends_at, now=now),
        reason=closure.reason,
        deputy=closure.deputy,
    )


def absences_at(now: datetime.datetime) -> dict[int, str]:
    """Return the managements that are not there at a moment, with what to say of them; one query."""
    return {
        closure.management_id: str(Closure.Kind(closure.kind).of_others)
        for closure in Closure.objects.at(now)
    }
