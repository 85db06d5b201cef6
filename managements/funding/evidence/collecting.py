"""What was published in a year, and under which notices: evidence for whoever pays.

A year is Berlin's. Nothing depends on the day on which somebody asks: names are those of the year's
end, and what was recorded stands as it was recorded. So the same year gives the same evidence for as
long as nobody enters other notices or names for its days.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from managements.funding.coverage import Gap, coverage
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Publication,
    WordedNotice,
)
from managements.funding.models.damaged_pages import Damage
from managements.funding.models.notices import WordedNoticeQuerySet
from managements.funding.notices import programmes_with_names, wording_of
from managements.models import FormerName, Management, name_on
from managements.schedules.local_time import BERLIN, local

# Stands for the city's own pages where a management's address part would stand.
CITY = "stadt"

_DAY = datetime.timedelta(days=1)
_LONGEST_SLUG = 60
# Rows that are fetched at a time.
_CHUNK = 500


@dataclass(frozen=True)
class NoticeDays:
    """Days of the year on which a notice was valid in the same words; both inclusive."""

    first: datetime.date
    last: datetime.date
    # The number of its words among the year's wordings.
    wording: int
    commissioner: str
    # Empty where there is none, as for the city's own pages.
    carrier: str
    programmes: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """Words that were valid or were recorded in the year; an empty line is between paragraphs."""

    number: int
    text: str
    # How many publications carried it.
    total: int


@dataclass(frozen=True)
class RecordedLogo:
    """A logo in one drawing, as publications showed it."""

    number: int
    name: str
    alternative_text: str
    # SHA-256 of its file, as hexadecimal digits.
    digest: str
    total: int


@dataclass(frozen=True)
class Record:
    """A publication, without the stored page."""

    number: int
    publication_id: int
    # As clocks in Berlin showed it.
    at: datetime.datetime
    occasion: str
    # The day on which the page became public for the first time, if that is known.
    first_published: datetime.date | None
    title: str
    address: str
    # The numbers of its wording, None if it had none, and of its logos in their order.
    wording: int | None
    logos: tuple[int, ...]
    # SHA-256 of the stored page, as hexadecimal digits.
    digest: str
    # What the stored page, or the note in its place, is called among the evidence's files.
    file_name: str
    # What is wrong with the stored page; None as far as nobody has found anything.
    damage: Damage | None = None

    @property
    def is_link(self) -> bool:
        """Whether its address is one that can be followed, and not something that runs."""
        return self.address.startswith(("https://", "http://"))


@dataclass(frozen=True)
class Evidence:
    """All that can be proved for a year."""

    # A management's address part, or `CITY`.
    slug: str
    # What the management was called at the end of the year.
    name: str
    year: int
    # Names that it had before, with the last day of each, if that lies in the year.
    former_names: tuple[tuple[str, datetime.date], ...]
    notices: tuple[NoticeDays, ...]
    # Days of the year for which no notice is entered.
    gaps: tuple[Gap, ...]
    # Those of the notices first, then what else was recorded.
    wordings: tuple[Wording, ...]
    logos: tuple[RecordedLogo, ...]
    # From the first to the last.
    publications: tuple[Record, ...]

    @property
    def first_day(self) -> datetime.date:
        """The first day of the year."""
        return datetime.date(self.year, 1, 1)

    @property
    def last_day(self) -> datetime.date:
        """The last day of the year."""
        return datetime.date(self.year, 12, 31)

    @property
    def as_of(self) -> datetime.date:
        """The day of the last record; the end of the year if there is none."""
        return self.publications[-1].at.date() if self.publications else self.last_day

    @property
    def without_wording(self) -> tuple[Record, ...]:
        """The publications that carried no notice at all."""
        return tuple(one for one in self.publications if one.wording is None)

    @property
    def damaged(self) -> tuple[Record, ...]:
        """The publications whose stored pages are damaged, as far as that was looked at."""
        return tuple(one for one in self.publications if one.damage is not None)

    @property
    def file_name(self) -> str:
        """What its files are called, without their endings."""
        return f"nachweis-{self.slug}-{self.year}"

    def text_of(self, record: Record) -> str:
        """Return the exact words below a publication; an empty text if there were none."""
        return "" if record.wording is None else self.wordings[record.wording - 1].text

    def logos_of(self, record: Record) -> list[RecordedLogo]:
        """Return the logos below a publication, in their order."""
        return [self.logos[number - 1] for number in record.logos]


@dataclass(frozen=True)
class Year:
    """A year for which evidence can be had."""

    year: int
    total: int
    # How many of the publications carried no notice.
    without_wording: int


def evidence_address(management: Management | None) -> str:
    """Return where the CMS shows the years of a management, or of the city's own pages for None."""
    return reverse("evidence:years", args=[management.slug if management else CITY])


def years_of(management: Management | None, *, today: datetime.date) -> list[Year]:
    """Return the years from the first publication or notice until today's, the latest first.

    None stands for the city's own pages. Years without a publication are among them. Two queries.
    """
    counted = {
        row["in_year"]: row
        for row in Publication.objects.of(management)
        .order_by()
        .annotate(in_year=ExtractYear("published_at", tzinfo=BERLIN))
        .values("in_year")
        .annotate(total=Count("pk"), bare=Count("pk", filter=Q(wording="")))
    }
    begun = (
        _notices_of(management).filter(valid_from__lte=today).values_list("valid_from", flat=True)
    )
    first = begun.order_by("valid_from").first()
    known = {today.year, *counted} | ({first.year} if first else set())
    return [
        Year(
            year=one,
            total=counted[one]["total"] if one in counted else 0,
            without_wording=counted[one]["bare"] if one in counted else 0,
        )
        for one in range(max(known), min(known) - 1, -1)
    ]


def evidence_of(management: Management | None, year: int) -> Evidence:
    """Return what can be proved for a year of a management, or of the city's own pages for None.

    It holds no stored page, and each wording once: 10,000 publications take a few megabytes. The
    number of queries does not depend on theirs. Its words are German, whoever asks.
    """
    with override(settings.LANGUAGE_CODE):
        return _Collection(management, year).evidence()


class _Collection:
    """Numbers wordings and logos while it reads."""

    def __init__(self, management: Management | None, year: int) -> None:
        self.management = management
        self.year = year
        self.first, self.last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        # By their texts: number and how many publications carried them.
        self.wordings: dict[str, int] = {}
        self.carried: Counter[int] = Counter()
        # By name, alternative text and digest.
        self.logos: dict[tuple[str, str, str], int] = {}
        self.shown: Counter[int] = Counter()

    def evidence(self) -> Evidence:
        """Read everything, in the order in which it is numbered."""
        management = self.management
        notices = tuple(self._notices())
        publications = tuple(self._publications())
        return Evidence(
            slug=management.slug if management else CITY,
            name=name_on(management, self.last) if management else _("The city's own pages"),
            year=self.year,
            former_names=tuple(
                (one.name, one.last_day) for one in self._former_names(before=self.last)
            ),
            notices=notices,
            gaps=tuple(self._gaps()),
            wordings=tuple(
                Wording(number, text, self.carried[number])
                for text, number in self.wordings.items()
            ),
            logos=tuple(
                RecordedLogo(number, *facts, self.shown[number])
                for facts, number in self.logos.items()
            ),
            publications=publications,
        )

    def _number_of(self, text: str) -> int:
        return self.wordings.setdefault(text, len(self.wordings) + 1)

    def _publications(self) -> Iterator[Record]:
        found = Publication.objects.of(self.management).in_year(self.year).without_html()
        for number, one in enumerate(found.iterator(chunk_size=_CHUNK), start=1):
            wording = self._number_of(one.wording) if one.wording else None
            if wording is not None:
                self.carried[wording] += 1
            logos = tuple(
                self.logos.setdefault(
                    (
                        logo.get("name", ""),
                        logo.get("alternative_text", ""),
                        logo.get("digest", ""),
                    ),
                    len(self.logos) + 1,
                )
                for logo in one.logos
            )
            self.shown.update(set(logos))
            yield Record(
                number=number,
                publication_id=one.pk,
                at=local(one.published_at),
                occasion=one.get_occasion_display(),
                first_published=local(one.first_published_at).date()
                if one.first_published_at
                else None,
                title=one.title,
                address=one.address,
                wording=wording,
                logos=logos,
                digest=one.digest,
                file_name=_file_name(number, one),
            )

    def _notices(self) -> Iterator[NoticeDays]:
        """Yield the notices of the year; one begins anew where a name in it changes."""
        renamed = {one.last_day + _DAY for one in self._former_names(before=self.last)}
        found = _notices_of(self.management).filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=self.last),
            Q(valid_until__isnull=True) | Q(valid_until__gte=self.first),
        )
        if self.management is not None:
            found = found.prefetch_related(programmes_with_names())
        for notice in found.in_order():
            yield from _together(self._days_of(notice, renamed))

    def _days_of(self, notice: WordedNotice, renamed: set[datetime.date]) -> Iterator[NoticeDays]:
        programmes = notice.programmes if isinstance(notice, FundingNotice) else []
        changes = renamed | {
            name.valid_from for programme in programmes for name in programme.names.all()
        }
        first = max(notice.valid_from or self.first, self.first)
        last = min(notice.valid_until or self.last, self.last)
        starts = [first, *sorted(day for day in changes if first < day <= last), last + _DAY]
        for start, following in pairwise(starts):
            yield NoticeDays(
                first=start,
                last=following - _DAY,
                wording=self._number_of(wording_of(notice, self.management, start)),
                commissioner=notice.commissioner,
                carrier=notice.carrier if isinstance(notice, FundingNotice) else "",
                programmes=tuple(one.name_on(start) for one in programmes),
            )

    def _former_names(self, *, before: datetime.date) -> Iterable[FormerName]:
        """Return the names that ended within the year, but not with it."""
        if self.management is None:
            return ()
        return FormerName.objects.filter(
            management=self.management, last_day__gte=self.first, last_day__lt=before
        ).order_by("last_day")

    def _gaps(self) -> Iterator[Gap]:
        """Yield the days without a notice, from the year's first day to its last."""
        periods = _notices_of(self.management).values_list("valid_from", "valid_until")
        for gap in coverage(periods, self.first).gaps:
            first = max(gap.first, self.first)
            last = min(gap.last or self.last, self.last)
            if first <= last:
                yield Gap(first, last)


def _notices_of(management: Management | None) -> WordedNoticeQuerySet:
    notices: WordedNoticeQuerySet = (
        CityNotice.objects.all() if management is None else FundingNotice.objects.of(management)
    )
    return notices


def _together(days: Iterable[NoticeDays]) -> Iterator[NoticeDays]:
    """Put days together that follow each other and say the same."""
    pending: NoticeDays | None = None
    for one in days:
        if pending is None:
            pending = one
        elif (pending.wording, pending.programmes) == (one.wording, one.programmes):
            pending = replace(pending, last=one.last)
        else:
            yield pending
            pending = one
    if pending is not None:
        yield pending


def _file_name(number: int, publication: Publication) -> str:
    return f"{number:04d}-{_slug_of(publication)}.html"


def _slug_of(publication: Publication) -> str:
    """Return a part of a file's name from the end of an address."""
    path = publication.address.partition("?")[0].rstrip("/")
    slug = slugify(path.rpartition("/")[2]) or slugify(publication.title)
    return slug[:_LONGEST_SLUG].strip("-") or "seite"
