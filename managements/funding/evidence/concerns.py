"""What somebody should know about the evidence of managements: what still waits, what is damaged."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from managements.funding.evidence.checking import known_damages
from managements.funding.evidence.collecting import evidence_address
from managements.funding.models import Publication, WaitingPage
from managements.models import Management
from managements.pages.addresses import visible_pages

# After that a night has passed, and the clock does not do its work.
_LONG = datetime.timedelta(hours=26)


@dataclass(frozen=True)
class Concern:
    """What is to be said about the evidence of a management, or of the city's own pages."""

    name: str
    url: str
    sentences: tuple[str, ...]
    # Whether somebody has to do something; what waits only takes care of itself.
    is_serious: bool


def concerns_of(
    owners: Iterable[Management | None], *, now: datetime.datetime, with_damages: bool = True
) -> list[Concern]:
    """Return what is to be said about some owners, None for the city's own pages.

    Two queries where nothing is; six or seven otherwise, for however many owners.
    """
    waiting, damaged = _waiting(), _damaged() if with_damages else Counter()
    if not waiting and not damaged:
        return []
    found = []
    for owner in owners:
        key = owner.pk if owner else None
        sentences = [*_about_waiting(waiting[key], now), *_about_damages(damaged[key])]
        if sentences:
            late = any(now - one.since > _LONG or one.has_failed for one in waiting[key])
            found.append(
                Concern(
                    name=owner.short_name if owner else _("The city's own pages"),
                    url=evidence_address(owner),
                    sentences=tuple(sentences),
                    is_serious=late or bool(damaged[key]),
                )
            )
    return found


def _waiting() -> dict[int | None, list[WaitingPage]]:
    """Return what waits and is public, by the keys of owners."""
    rows = {one.page_key: one for one in WaitingPage.objects.all()}
    found: dict[int | None, list[WaitingPage]] = defaultdict(list)
    if rows:
        public = visible_pages(list(Page.objects.live().filter(pk__in=list(rows))))
        for key, owner in public.items():
            found[owner.pk if owner else None].append(rows[key])
    return found


def _damaged() -> Counter[int | None]:
    keys = list(known_damages())
    if not keys:
        return Counter()
    found = Publication.objects.filter(pk__in=keys)
    return Counter(found.order_by().values_list("management", flat=True))


def _about_waiting(rows: Sequence[WaitingPage], now: datetime.datetime) -> Iterable[str]:
    failed = sum(one.has_failed for one in rows)
    waiting = len(rows) - failed
    if waiting:
        yield ngettext(
            "One page is published, but not recorded yet. The website makes up for it by itself: "
            "within minutes, at the latest in the night.",
            "%(total)d pages are published, but not recorded yet. The website makes up for it by "
            "itself: within minutes, at the latest in the night.",
            waiting,
        ) % {"total": waiting}
    if failed:
        yield ngettext(
            "One page could not be recorded. The website tries it again in the night.",
            "%(total)d pages could not be recorded. The website tries it again in the night.",
            failed,
        ) % {"total": failed}
    if any(now - one.since > _LONG for one in rows):
        yield _("This takes unusually long. Please tell the Stadtredaktion.")


def _about_damages(total: int) -> Iterable[str]:
    if total:
        yield ngettext(
            "One stored page is damaged. Perhaps it can be put back from a backup. The year says "
            "which it is.",
            "%(total)d stored pages are damaged. Perhaps they can be put back from a backup. The years "
            "say which they are.",
            total,
        ) % {"total": total}
