"""Keep evidence complete: write down what the public sees and nobody has written down yet."""

import datetime
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from managements.funding.evidence.patience import Patience
from managements.funding.evidence.recording import RecordingError, logos_of, seen, wording_of
from managements.funding.evidence.turning_days import Notices
from managements.funding.models import Publication, WaitingPage
from managements.models import Management
from managements.pages.addresses import SiteRoots, visible_pages
from managements.pages.models import BasePage

# So many pages are in memory at a time.
_AT_A_TIME = 200
Occasion = Publication.Occasion
logger = logging.getLogger(__name__)


@dataclass
class Kept:
    """What a run came to."""

    checked: int = 0
    # Publications that were written, by their occasions.
    written: Counter[str] = field(default_factory=Counter)
    # Pages that could not be rendered.
    failed: list[int] = field(default_factory=list)
    # Pages that have to be looked at again: they were too many for this run, or somebody else wrote
    # them down meanwhile, perhaps in another version.
    left: list[int] = field(default_factory=list)

    @property
    def failures(self) -> int:
        """How many pages could not be rendered."""
        return len(self.failed)


@dataclass(frozen=True)
class _Shown:
    """A page that the public sees, and what was last written down about it."""

    page: Page
    address: str
    management: Management | None
    last: Publication | None
    # Whether this is the moment at which it becomes public.
    is_new: bool

    @property
    def was_published_since(self) -> bool:
        """Whether another version was published than was last written down, or none ever was.

        The moment of writing down says nothing: a version may be published while the one before it
        is being rendered.
        """
        return self.last is None or self.page.last_published_at != self.last.version_of

    @property
    def has_moved(self) -> bool:
        """Whether it has another title, address or management."""
        return self.last is not None and (
            self.last.title,
            self.last.address,
            self.last.management_id,
        ) != (self.page.title, self.address, self.management.pk if self.management else None)


def keep_evidence(
    pages: PageQuerySet,
    *,
    today: datetime.date,
    patience: Patience | None = None,
    are_new: bool = False,
) -> Kept:
    """Write down those of some pages that the public sees otherwise than was last written down.

    These are pages that were never written down, or were published since, and pages with another
    notice, title, address or management. What was missed is made up for with the page as it is now.
    A page that was never written down was published now if `are_new` says so: if these pages become
    public at this moment. Otherwise it was published at some time before, and is recorded now.
    Doing it again changes nothing: what a page says besides may change daily and proves nothing.

    Pages are rendered until the `patience` of whoever waits is over; what is left waits. One that
    cannot be rendered is logged, stops no other, and waits, too. Each publication is stored by itself:
    nothing is locked while pages are rendered. Apart from rendering, and from one for each page that
    begins to wait, the number of queries is the same for up to 200 pages.
    """
    kept = Kept()
    # As it is now: a page that is published while this runs goes on waiting.
    waiting = dict(
        WaitingPage.objects.filter(page_key__in=pages.order_by().values("pk"))
        .order_by()
        .values_list("page_key", "since")
    )
    notices = Notices(today)
    for shown in _shown(pages.live(), are_new=are_new):
        kept.checked += 1
        if not (shown.was_published_since or shown.has_moved or _has_other_notice(shown, notices)):
            continue
        if patience is not None and patience.is_over():
            kept.left.append(shown.page.pk)
            continue
        if patience is not None:
            patience.spend()
        _keep(shown, kept)
    _wait_no_longer(waiting, kept)
    return kept


def keep_what_waits(*, today: datetime.date) -> Kept:
    """Write down the pages that wait, apart from those that could not be rendered.

    Each is logged as an error when it fails, and that is not repeated every few minutes.
    """
    waiting = WaitingPage.objects.to_be_tried().order_by()
    return keep_evidence(Page.objects.filter(pk__in=waiting.values("page_key")), today=today)


def forget_deleted_pages() -> None:
    """Let pages that are not there any more wait no longer."""
    WaitingPage.objects.exclude(page_key__in=Page.objects.order_by().values("pk")).delete()


def _wait_no_longer(waiting: dict[int, datetime.datetime], kept: Kept) -> None:
    """Forget what waited and was written down, or needs it no more; remember what has to wait."""
    rest = {*kept.left, *kept.failed}
    done = [key for key in waiting if key not in rest]
    if done:
        WaitingPage.objects.forget(done, since=set(waiting.values()))
    if new := rest - set(waiting):
        now = timezone.now()
        for key in sorted(new):
            WaitingPage.objects.add(key, now=now)
    if kept.failed:
        WaitingPage.objects.let_fail(kept.failed)


def _shown(pages: PageQuerySet, *, are_new: bool) -> Iterator[_Shown]:
    """Return those of some pages that the public sees, some at a time, in the order of their keys."""
    after = 0
    while some := list(
        pages.filter(pk__gt=after).order_by("pk").defer_streamfields().specific()[:_AT_A_TIME]
    ):
        managements = visible_pages(some)
        newest = Publication.objects.newest_of(managements).without_html()
        last = {publication.page_key: publication for publication in newest}
        roots = SiteRoots()
        for page in some:
            address = page.get_full_url(roots)
            if page.pk in managements and address:
                known = last.get(page.pk)
                is_new = are_new and known is None
                yield _Shown(page, address, managements[page.pk], known, is_new)
        after = some[-1].pk


def _has_other_notice(shown: _Shown, notices: Notices) -> bool:
    today = notices.today
    day = shown.page.as_of(today) if isinstance(shown.page, BasePage) else today
    notice = notices.of(shown.management, day)
    return shown.last is None or not _is_noted(shown.last, wording_of(notice), logos_of(notice))


def _is_noted(last: Publication, wording: str, logos: list[dict[str, str]]) -> bool:
    return (last.wording, last.logos) == (wording, logos)


def _keep(shown: _Shown, kept: Kept) -> None:
    """Write down what visitors see of a page."""
    try:
        publication = seen(shown.page, shown.address)
        occasion = _occasion_of(publication, shown)
        if occasion is None:
            return
        publication.management = shown.management
        publication.occasion = occasion
        publication.published_at = timezone.now()
        publication.first_published_at = _first_published_at(publication, shown)
        publication.version_of = shown.page.last_published_at
        if not _is_stored(publication, shown):
            kept.left.append(shown.page.pk)
            return
    except Exception as error:  # whatever is wrong: publishing goes on, and the night tries again
        # Its words may hold what is on the page, or an address that names somebody.
        reason = str(error) if isinstance(error, RecordingError) else type(error).__name__
        logger.error(
            "%s %s could not be written down as evidence: %s.",
            type(shown.page).__name__, shown.page.pk, reason,
        )  # fmt: skip
        kept.failed.append(shown.page.pk)
    else:
        kept.written[occasion] += 1


def _is_stored(publication: Publication, shown: _Shown) -> bool:
    """Store what was seen, unless somebody wrote down the same page meanwhile."""
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=shown.page.pk).first()
        newest = Publication.objects.newest_of([shown.page.pk]).values_list("pk", flat=True).first()
        if newest != (shown.last and shown.last.pk):
            return False
        publication.save()
    return True


def _occasion_of(publication: Publication, shown: _Shown) -> Publication.Occasion | None:
    """Return why what was seen is written down, None if it is there already."""
    if shown.last is None:
        return Occasion.PUBLISHED if shown.is_new else Occasion.RECORDED
    if shown.was_published_since:
        return Occasion.CHANGED
    if not _is_noted(shown.last, publication.wording, publication.logos):
        return Occasion.NOTICE
    # A page type that shows no notice has none that could change.
    return Occasion.CHANGED if shown.has_moved else None


def _first_published_at(publication: Publication, shown: _Shown) -> datetime.datetime | None:
    """Return when a page became public, as it was written down, else as the page itself says.

    What was published within a site in preparation becomes public when the site opens.
    """
    if shown.is_new:
        return publication.published_at
    if shown.last is not None and shown.last.first_published_at:
        return shown.last.first_published_at
    published_at: datetime.datetime | None = shown.page.first_published_at
    opened_at = _opened_at(shown.management)
    return max(published_at, opened_at) if published_at and opened_at else published_at


def _opened_at(management: Management | None) -> datetime.datetime | None:
    """Return when a site opened, if that was written down: its start page became public then."""
    if management is None:
        return None
    opened = Publication.objects.filter(
        page_key=management.page.pk, occasion=Occasion.PUBLISHED
    ).order_by("published_at")
    return opened.values_list("published_at", flat=True).first()
