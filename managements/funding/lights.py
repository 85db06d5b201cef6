"""How it stands with the notices of many managements, in a few queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from managements.funding.ahead import Ahead, ahead
from managements.funding.coverage import Coverage, Light, Period, coverage, period_read
from managements.funding.light_words import coverage_in_words, ended_in_words
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Logo,
    Programme,
    WordedNotice,
)
from managements.funding.notices import filled, names_of, programmes_with_names
from managements.funding.placeholders import Placeholder, used_in
from managements.models import Management

_SEVERITY = {Light.GAP: 0, Light.ENDS_SOON: 1, Light.COVERED: 2}
_MISSING = {
    Placeholder.MANAGEMENT: pgettext_lazy("a fact that a notice names", "the management's name"),
    Placeholder.COMMISSIONER: pgettext_lazy("a fact that a notice names", "who commissioned it"),
    Placeholder.CARRIER: pgettext_lazy("a fact that a notice names", "the carrier"),
    Placeholder.PROGRAMME: pgettext_lazy("a fact that a notice names", "the programme"),
}


@dataclass(frozen=True)
class NoticeLight:
    """How it stands today with the notices of a management, or of the city's own pages."""

    # None: the city's own pages.
    management: Management | None
    # None once the management has ended: its last notice stays, whatever the day.
    coverage: Coverage | None
    # The light in a sentence or two.
    sentence: str
    # What visitors read today, with an empty line between paragraphs; empty without a notice.
    wording: str = ""
    # The notice that is read today.
    notice_id: int | None = None
    # Their short names, in the order of the notice.
    programmes: tuple[str, ...] = ()
    # Why the notice is incomplete though it is valid, a sentence each: facts that it names and nobody
    # has given, and logos that belong to it and have no file.
    lacking: tuple[str, ...] = ()
    undrawn: tuple[str, ...] = ()
    # What comes after today's notice.
    ahead: Ahead = field(default_factory=Ahead)

    @property
    def light(self) -> Light | None:
        """Green, yellow or red; None once the management has ended."""
        return self.coverage.light if self.coverage else None

    @property
    def name(self) -> str:
        """Whose notice it is."""
        return self.management.short_name if self.management else _("The city's own pages")

    @property
    def problems(self) -> tuple[str, ...]:
        """All that makes the notice incomplete."""
        return self.lacking + self.undrawn

    @property
    def is_in_preparation(self) -> bool:
        """Whether no visitor can read it yet."""
        return self.management is not None and not self.management.is_public

    @property
    def is_all_well(self) -> bool:
        """Whether there is nothing to do."""
        return self.light in {None, Light.COVERED} and not self.problems

    @property
    def urgency(self) -> tuple[int, bool, datetime.date, str]:
        """For lists: the worst first, of equals what ends first, what has ended last."""
        return (
            len(_SEVERITY) if self.light is None else _SEVERITY[self.light],
            not self.problems,
            (self.coverage and self.coverage.covered_until) or datetime.date.max,
            self.name.casefold(),
        )


def lights_of(managements: Iterable[Management], today: datetime.date) -> list[NoticeLight]:
    """Return how it stands with some managements, in their order; eight queries at most."""
    managements = list(managements)
    periods: dict[int, list[tuple[Period, int]]] = defaultdict(list)
    found = FundingNotice.objects.filter(management__in=managements).in_order()
    for pk, owner, first, last in found.values_list(
        "pk", "management", "valid_from", "valid_until"
    ):
        periods[owner].append(((first, last), pk))
    shown = {one.pk: _shown_on(today, periods[one.pk], one.has_ended) for one in managements}
    notices = _notices(pk for pk, _day in shown.values() if pk is not None)
    prefetch_related_objects(managements, "former_names")
    logos = _logos()
    lights = []
    for management in managements:
        own = [period for period, _pk in periods[management.pk]]
        notice_id, day = shown[management.pk]
        found_coverage = None if management.has_ended else coverage(own, today)
        following = Ahead()
        if found_coverage:
            following = ahead(periods[management.pk], found_coverage, today)
            sentence = coverage_in_words(
                found_coverage, today, has_notices=bool(own), next_first=following.next_first
            )
        else:
            sentence = ended_in_words(has_notice=notice_id is not None)
        if notice_id is None:
            lights.append(NoticeLight(management, found_coverage, sentence, ahead=following))
            continue
        notice = notices[notice_id]
        programmes = notice.programmes
        names = names_of(notice, management, day)
        required = [logo for logo in logos if _is_required(logo, programmes)]
        lights.append(
            NoticeLight(
                management=management,
                coverage=found_coverage,
                sentence=sentence,
                wording=filled(notice, names),
                notice_id=notice_id,
                ahead=following,
                programmes=tuple(one.title for one in programmes),
                lacking=() if management.has_ended else tuple(_lacking(notice)),
                undrawn=() if management.has_ended else tuple(_undrawn(required, today)),
            )
        )
    return lights


def light_of_the_city(today: datetime.date) -> NoticeLight:
    """Return how it stands with the city's own pages; four queries at most."""
    stored = CityNotice.objects.in_order().values_list("pk", "valid_from", "valid_until")
    periods: list[tuple[Period, int]] = [((first, last), pk) for pk, first, last in stored]
    found = coverage([period for period, _pk in periods], today)
    following = ahead(periods, found, today)
    sentence = coverage_in_words(
        found, today, has_notices=bool(periods), next_first=following.next_first
    )
    notice = CityNotice.objects.valid_on(today).first()
    if notice is None:
        return NoticeLight(None, found, sentence, ahead=following)
    names = names_of(notice, None, today)
    required = [logo for logo in _logos() if logo.on_city_pages]
    return NoticeLight(
        management=None,
        coverage=found,
        sentence=sentence,
        wording=filled(notice, names),
        notice_id=notice.pk,
        ahead=following,
        lacking=tuple(_lacking(notice)),
        undrawn=tuple(_undrawn(required, today)),
    )


def _shown_on(
    today: datetime.date, periods: Sequence[tuple[Period, int]], has_ended: bool
) -> tuple[int | None, datetime.date]:
    """Return which notice stands below the pages, and the day whose names it gives."""
    days = [period for period, _pk in periods]
    found = period_read(days, today, today=today, has_ended=has_ended)
    return (periods[found[0]][1], found[1]) if found else (None, today)


def _notices(pks: Iterable[int]) -> dict[int, FundingNotice]:
    found = FundingNotice.objects.filter(pk__in=list(pks))
    return {notice.pk: notice for notice in found.prefetch_related(programmes_with_names())}


def _logos() -> list[Logo]:
    return list(Logo.objects.prefetch_related("versions", "programmes"))


def _is_required(logo: Logo, programmes: Iterable[Programme]) -> bool:
    return logo.with_every_notice or bool(set(logo.programmes.all()) & set(programmes))


def _lacking(notice: WordedNotice) -> list[str]:
    """Say which facts a notice names that nobody has given: visitors read a hole there."""
    used = [name for text in notice.texts.values() for name in used_in(text)]
    return [
        _("The notice names {%(placeholder)s}, but this is missing: %(fact)s.")
        % {"placeholder": one.value, "fact": _MISSING[one]}
        for one in notice.PLACEHOLDERS
        if one.value in used and one in notice.empty_placeholders
    ]


def _undrawn(logos: Iterable[Logo], today: datetime.date) -> list[str]:
    """Say which logos belong to a notice and have no drawing that is valid today."""
    return [
        _("The logo “%(logo)s” belongs to it, but has no file that is valid today.")
        % {"logo": logo.name}
        for logo in logos
        if logo.belongs_to(today) and logo.version_on(today) is None
    ]
