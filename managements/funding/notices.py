"""Which notice stands below a page, in which words and with which logos."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from managements.funding.coverage import period_read
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Logo,
    NoticeProgramme,
    WordedNotice,
)
from managements.funding.placeholders import Placeholder, fill
from managements.models import Management, name_on

# From which ratio of width to height on; each has a class in the style sheet.
_SHAPES = ((3, "very-wide"), (1.6, "wide"), (0.8, "square"))


@dataclass(frozen=True)
class ShownLogo:
    """A logo as it is drawn today."""

    name: str
    alternative_text: str
    url: str
    # In the storage of uploaded files.
    file_name: str
    # Of the drawing: SHA-256 as hexadecimal digits; pixels, or the units of an SVG.
    digest: str
    width: int
    height: int

    @property
    def shape(self) -> str:
        """Which shape it has: logos look equally large if their areas are, not their heights."""
        ratio = self.width / self.height
        return next((shape for least, shape in _SHAPES if ratio >= least), "upright")


@dataclass(frozen=True)
class ShownNotice:
    """A notice as people read it."""

    # An empty line is between paragraphs.
    text: str
    logos: tuple[ShownLogo, ...] = ()

    @property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """The text cut as pages do it: paragraphs, each of lines."""
        blocks: list[list[str]] = [[]]
        for line in map(str.strip, self.text.splitlines()):
            if line:
                blocks[-1].append(line)
            elif blocks[-1]:
                blocks.append([])
        return tuple(tuple(block) for block in blocks if block)


def notice_for(
    management: Management | None, day: datetime.date, *, today: datetime.date
) -> ShownNotice | None:
    """Return the notice of a management, of the city's own pages for None, as it is on a day.

    The words are those of the day, and so is the choice of logos. How a logo is drawn follows from
    `today`: an old drawing may not be used any longer, not even below what is old (decision 0034).
    What is older than the first notice has that one. A management that has ended keeps its last
    notice: its archive is what was paid for. At most six queries.
    """
    if management is None:
        return _of_the_city(day, today)
    stored = FundingNotice.objects.of(management).in_order()
    notices = list(stored.prefetch_related(programmes_with_names()))
    periods = [(one.valid_from, one.valid_until) for one in notices]
    read = period_read(periods, day, today=today, has_ended=management.has_ended)
    if read is None:
        return None
    return shown(notices[read[0]], management, read[1], today=today)


def programmes_with_names() -> Prefetch:
    """Return what fetches the programmes of several notices in two queries."""
    rows = NoticeProgramme.objects.select_related("programme")
    return Prefetch("notice_programmes", rows.prefetch_related("programme__names"))


def _of_the_city(day: datetime.date, today: datetime.date) -> ShownNotice | None:
    notices = list(CityNotice.objects.in_order())
    periods = [(one.valid_from, one.valid_until) for one in notices]
    read = period_read(periods, day, today=today, has_ended=False)
    return shown(notices[read[0]], None, read[1], today=today) if read else None


def shown(
    notice: WordedNotice, management: Management | None, day: datetime.date, *, today: datetime.date
) -> ShownNotice:
    """Return a notice as it reads on a day, also one that is not stored yet."""
    if isinstance(notice, FundingNotice):
        logos = Logo.objects.filter(
            Q(with_every_notice=True) | Q(programmes__in=notice.programmes)
        ).distinct()
    else:
        logos = Logo.objects.filter(on_city_pages=True)
    return ShownNotice(wording_of(notice, management, day), _drawn(logos, day, today))


def wording_of(notice: WordedNotice, management: Management | None, day: datetime.date) -> str:
    """Return the words of a notice, one text below the other, with the names of a day."""
    return filled(notice, names_of(notice, management, day))


def filled(notice: WordedNotice, names: Mapping[str, str]) -> str:
    """Return the texts of a notice one below the other, with names in their places."""
    texts = (fill(text, names).strip() for text in notice.texts.values())
    return "\n\n".join(text for text in texts if text)


def names_of(
    notice: WordedNotice, management: Management | None, day: datetime.date
) -> dict[str, str]:
    """Return what its placeholders stand for on a day; what is not known yet is left out."""
    names: dict[str, str] = {Placeholder.COMMISSIONER: notice.commissioner}
    if isinstance(notice, FundingNotice):
        names[Placeholder.CARRIER] = notice.carrier
        names[Placeholder.PROGRAMME] = _in_words([one.name_on(day) for one in notice.programmes])
        if management:
            names[Placeholder.MANAGEMENT] = name_on(management, day)
    return names


def _drawn(
    logos: QuerySet[Logo], day: datetime.date, today: datetime.date
) -> tuple[ShownLogo, ...]:
    """Return the logos that belong to a day, in their order, as they are drawn today."""
    shown = []
    for logo in logos.prefetch_related("versions"):
        version = logo.version_on(today)
        if version is None or not logo.belongs_to(day):
            continue
        shown.append(
            ShownLogo(
                name=logo.name,
                alternative_text=version.alternative_text,
                url=version.file.url,
                file_name=str(version.file.name),
                digest=version.digest,
                width=version.width,
                height=version.height,
            )
        )
    return tuple(shown)


def _in_words(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s and %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}
