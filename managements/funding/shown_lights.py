"""Lights as the CMS shows them: in words, with an icon, and with the way to put things right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin.utils import quote
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from managements.funding.coverage import Light
from managements.funding.evidence.collecting import evidence_address
from managements.funding.light_words import gap_in_words, in_words
from managements.funding.lights import NoticeLight


class Colour(TextChoices):
    """What a list says of a row at a glance, from bad to good."""

    GAP = "gap", pgettext_lazy("light of a funding notice", "is missing")
    ENDS_SOON = "ends-soon", gettext_lazy("ends soon")
    INCOMPLETE = "incomplete", gettext_lazy("incomplete")
    COVERED = "covered", pgettext_lazy("light of a funding notice", "is valid")
    ENDED = "ended", gettext_lazy("management has ended")

    @property
    def icon(self) -> str:
        """The name of Wagtail's icon: its shape says the same as the colour."""
        return _ICONS[self]


_ICONS = {
    Colour.GAP: "circle-xmark",
    Colour.ENDS_SOON: "time",
    Colour.INCOMPLETE: "warning",
    Colour.COVERED: "circle-check",
    Colour.ENDED: "lock",
}
_COLOURS = {
    None: Colour.ENDED,
    Light.GAP: Colour.GAP,
    Light.ENDS_SOON: Colour.ENDS_SOON,
    Light.COVERED: Colour.COVERED,
}


@dataclass(frozen=True)
class Way:
    """A link to where something about the notices is done."""

    words: str
    url: str
    # Whether it puts right what is wrong.
    is_repair: bool = False


@dataclass(frozen=True)
class ShownLight:
    """A row of the overview, or what the start of the CMS says."""

    name: str
    # Of which phase visitors and lists have to know, for example “not public yet”.
    aside: str
    colour: Colour
    sentence: str
    until: str
    # Whether a day is known after which there is none.
    ends: bool
    wording: str
    programmes: str
    problems: tuple[str, ...]
    gaps: tuple[str, ...]
    # What can be done, repairs first.
    ways: tuple[Way, ...]
    # Where its evidence is.
    evidence_url: str

    @property
    def is_all_well(self) -> bool:
        """Whether there is nothing to do."""
        return self.colour in {Colour.COVERED, Colour.ENDED}


def shown(light: NoticeLight) -> ShownLight:
    """Return a light as the CMS shows it."""
    found = light.coverage
    return ShownLight(
        name=light.name,
        aside=_("not public yet") if light.is_in_preparation else "",
        colour=colour_of(light),
        sentence=light.sentence,
        until=_until(light),
        ends=found is not None and found.covered_until is not None,
        wording=light.wording,
        programmes=", ".join(light.programmes),
        problems=light.problems,
        gaps=tuple(gap_in_words(gap) for gap in found.gaps) if found else (),
        ways=tuple(sorted(_ways(light), key=lambda way: not way.is_repair)),
        evidence_url=evidence_address(light.management),
    )


def colour_of(light: NoticeLight) -> Colour:
    """Return what a list says of a light: one that is incomplete is not green."""
    colour = _COLOURS[light.light]
    return Colour.INCOMPLETE if colour is Colour.COVERED and light.problems else colour


def counted(colour: Colour, number: int) -> str:
    """Return how many notices have a colour, with the word that stands at each of them."""
    return f"{colour.label}: {number}"


def _until(light: NoticeLight) -> str:
    if light.coverage is None or light.coverage.light is Light.GAP:
        return "–"
    until = light.coverage.covered_until
    return in_words(until) if until else pgettext("covered without a gap until", "further notice")


def _ways(light: NoticeLight) -> Iterable[Way]:
    """Yield what can be done; nothing for the days after the end of a management."""
    ahead, is_urgent = light.ahead, light.light in {Light.GAP, Light.ENDS_SOON}
    is_stretched = ahead.before_gap_id is not None and ahead.before_gap_id == light.notice_id
    if light.coverage is not None and ahead.after_gap_id is not None:
        earlier = _("Let the next one begin earlier")
        yield Way(earlier, _edit_url(light, ahead.after_gap_id), is_urgent)
        if ahead.before_gap_id is not None:
            longer = (
                _("Let the one of today last longer")
                if is_stretched
                else _("Let the one before it last longer")
            )
            yield Way(longer, _edit_url(light, ahead.before_gap_id), is_urgent)
    elif light.coverage is not None:
        yield Way(_words_for_writing(light), _writing_url(light), is_urgent)
    if ahead.next_id is not None and ahead.next_id != ahead.after_gap_id:
        yield Way(_("Change the next one"), _edit_url(light, ahead.next_id))
    if light.notice_id is not None and (light.problems or not is_stretched):
        change = _("Change the one of today")
        # A logo without a file is put right where logos are, not in the notice.
        yield Way(change, _edit_url(light, light.notice_id), bool(light.lacking))


def _words_for_writing(light: NoticeLight) -> str:
    if light.notice_id is None:
        return _("Write a funding notice")
    return _("Write the next one") if light.ahead.next_id is None else _("Write another one")


def _edit_url(light: NoticeLight, notice_id: int) -> str:
    return reverse(f"{_records(light)}:edit", args=[quote(notice_id)])


def _writing_url(light: NoticeLight) -> str:
    """Return where the next one is written: as a copy, so that nobody types the wording again."""
    if light.ahead.newest_id is not None:
        return reverse(f"{_records(light)}:copy", args=[quote(light.ahead.newest_id)])
    url = reverse(f"{_records(light)}:add")
    if light.management is None:
        return url
    return f"{url}?{urlencode({'management': light.management.pk})}"


def _records(light: NoticeLight) -> str:
    kind = "citynotice" if light.management is None else "fundingnotice"
    return f"wagtailsnippets_funding_{kind}"
