"""Whether stored pages are still what was recorded.

A page that is not proves nothing, and is handed out to nobody. What was recorded beside it stands:
title, address, wording and logos.
"""

import datetime
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from managements.funding.evidence.collecting import Evidence, Record
from managements.funding.models import DamagedPage, Publication
from managements.funding.models.damaged_pages import Damage

logger = logging.getLogger(__name__)
# Stored pages that are in memory at a time.
_AT_A_TIME = 20
# How the codes of errors begin that speak of stored bytes: of PostgreSQL (SQLSTATE) and of SQLite.
# All others say that the database did not answer, and nothing about the page.
_OF_STORED_BYTES = ("XX", "58", "SQLITE_CORRUPT", "SQLITE_IOERR")


@dataclass(frozen=True)
class Checked:
    """What a look at all stored pages came to."""

    total: int = 0
    damaged: int = 0
    # Those that this look is the first one to report; downloads find, but report nothing.
    new: int = 0


def stored_pages(keys: Sequence[int]) -> Iterator[tuple[int, bytes | Damage]]:
    """Yield the stored pages of some publications, or what is wrong with them; some are read at once.

    Whatever is wrong with one stops no other.

    Raises:
        DatabaseError: if the database does not answer, which damages no page.
    """
    for begin in range(0, len(keys), _AT_A_TIME):
        some = keys[begin : begin + _AT_A_TIME]
        try:
            found = _read(some)
        except DatabaseError:  # for one of them: which one shows itself if they are read one by one
            for key in some:
                yield key, _read_alone(key)
        else:
            for key in some:
                yield key, _intact(found.get(key))


def _read(keys: Sequence[int]) -> dict[int, Publication]:
    with transaction.atomic():  # an error must not end the transaction of whoever asks
        return Publication.objects.in_bulk(keys)


def _read_alone(key: int) -> bytes | Damage:
    """Read one more carefully: what the database says of it counts only if it says so twice."""
    try:
        return _intact(_read([key]).get(key))
    except DatabaseError as first:
        logger.warning("Reading publication %s again: %s.", key, type(first).__name__)
    try:
        return _intact(_read([key]).get(key))
    except DatabaseError as error:
        if _speaks_of_stored_bytes(error):
            return Damage.UNREADABLE
        raise


def _speaks_of_stored_bytes(error: DatabaseError) -> bool:
    # Django puts its own error before that of PostgreSQL or SQLite.
    cause = error.__cause__
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or ""
    return code.startswith(_OF_STORED_BYTES)


def _intact(publication: Publication | None) -> bytes | Damage:
    return Damage.MISSING if publication is None else publication.intact_html()


def checked(evidence: Evidence) -> Evidence:
    """Return evidence that says of each publication whether its stored page is damaged.

    What is found is logged and remembered. A query for 20 publications, and one or two more.
    """
    keys = [one.publication_id for one in evidence.publications]
    damages = {key: page for key, page in stored_pages(keys) if isinstance(page, Damage)}
    _remember(keys, damages)
    return with_damages(evidence, damages)


def with_damages(evidence: Evidence, damages: dict[int, Damage]) -> Evidence:
    """Return evidence with what is wrong with some of its stored pages, by their publications."""
    if not damages:
        return evidence
    records = (
        damaged(one, damages[one.publication_id]) if one.publication_id in damages else one
        for one in evidence.publications
    )
    return replace(evidence, publications=tuple(records))


def damaged(record: Record, damage: Damage) -> Record:
    """Return the record of a publication whose stored page is damaged: a note takes its place."""
    name = f"{record.file_name.removesuffix('.html')}-beschaedigt.txt"
    return replace(record, damage=damage, file_name=name)


def handed_out(record: Record) -> tuple[Record, bytes]:
    """Return the stored page of a publication, or the note that takes its place, with its record."""
    key = record.publication_id
    ((_key, page),) = stored_pages([key])
    _remember([key], {key: page} if isinstance(page, Damage) else {})
    if isinstance(page, Damage):
        lost = damaged(record, page)
        return lost, note_on(lost)
    return record, page


def note_on(record: Record) -> bytes:
    """Return what is handed out instead of a damaged page."""
    with override(settings.LANGUAGE_CODE):
        paragraphs = (
            _("This stored page is damaged"),
            "\n".join(filter(None, (record.title, record.address))),
            _("Recorded on %(day)s, %(time)s h.")
            % {"day": date_format(record.at, "j. F Y"), "time": f"{record.at:%H:%M:%S}"},
            str(Damage(record.damage).label) if record.damage else "",
            _(
                "So it proves nothing any more, and is not handed out. What was recorded beside it is "
                "still there: the PDF and the table name its wording and its logos."
            ),
            _("SHA-256 of the page that was recorded:") + f"\n{record.digest}",
            _(
                "Please tell the Stadtredaktion. Perhaps the page can be put back from a backup. Then "
                "it stands in its place again."
            ),
        )
    return ("\r\n".join("\n\n".join(filter(None, paragraphs)).splitlines()) + "\r\n").encode()


def known_damages(publications: Iterable[int] | None = None) -> dict[int, Damage]:
    """Return what is known to be wrong with stored pages, by their publications; one query."""
    found = DamagedPage.objects.all()
    if publications is not None:
        found = found.filter(publication_key__in=list(publications))
    return {key: Damage(damage) for key, damage in found.values_list("publication_key", "damage")}


def check_all() -> Checked:
    """Look at every stored page; log, remember and report which are damaged, forget those put right.

    Of rows that are gone altogether nothing is left to look at: they are forgotten, too.
    """
    total = after = 0
    everything = Publication.objects.order_by("pk").values_list("pk", flat=True)
    while keys := list(everything.filter(pk__gt=after)[: 50 * _AT_A_TIME]):
        damages = {key: page for key, page in stored_pages(keys) if isinstance(page, Damage)}
        _remember(keys, damages)
        total += len(keys)
        after = keys[-1]
    DamagedPage.objects.exclude(publication_key__in=everything.order_by()).delete()
    # At the very end: a look that breaks off has reported nothing.
    new = DamagedPage.objects.filter(is_reported=False).update(is_reported=True)
    return Checked(total, DamagedPage.objects.count(), new)


def _remember(keys: Sequence[int], damages: dict[int, Damage]) -> None:
    """Keep what was found of some publications; another damage has not been reported."""
    known = known_damages()
    looked_at = set(keys)
    mended = [key for key in known if key in looked_at and key not in damages]
    new = {key: damage for key, damage in damages.items() if known.get(key) is not damage}
    for key, damage in damages.items():
        # Neither title nor address: either may name somebody.
        logger.error("The stored page of publication %s is damaged: %s.", key, damage.value)
    now: datetime.datetime = timezone.now()
    if mended:
        DamagedPage.objects.filter(publication_key__in=mended).delete()
    if new:
        DamagedPage.objects.bulk_create(
            [
                DamagedPage(publication_key=key, damage=damage, found_at=now)
                for key, damage in new.items()
            ],
            update_conflicts=True,
            unique_fields=["publication_key"],
            update_fields=["damage", "found_at", "is_reported"],
        )
