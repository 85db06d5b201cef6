"""The city's finder: what somebody meant, what there is to choose from, and who helps."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from managements.models import District
from managements.models.places import (
    Place,
    Responsibility,
    Share,
    find_places,
    responsible_for,
)
from managements.models.spelling import spelling_key
from managements.pages.addresses import page_address
from managements.referrals.models.answers import Answer
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.models.matching import guessing, matching, words_of
from managements.referrals.models.referring import (
    FINDER_SLUG,
    Referrals,
    answer_address,
    referrals_to,
    standing_words,
)
from managements.referrals.standings import Standing

# The names of the fields, which stand in addresses that people share.
ENQUIRY_FIELD, PLACE_FIELD = "anliegen", "ort"
MOST_PLACES = 20
# Behind the finder's own address.
OVERVIEW_PATH = "uebersicht/"
Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Choice:
    """One of several things that somebody may mean."""

    name: str
    detail: str
    url: str
    # What the field has to hold for it.
    value: str
    # For the browser, which narrows a list while somebody types.
    search_words: str = ""


@dataclass(frozen=True)
class Caretaker:
    """A management that looks after a district, with its answer if somebody asked something."""

    name: str
    url: str
    answers_url: str
    only_in_part: bool
    accent_class: str
    answer_url: str = ""
    standing_words: str = ""
    standing: Standing | None = None


@dataclass(frozen=True)
class CaredFor:
    """A district with the managements that look after it."""

    name: str
    caretakers: tuple[Caretaker, ...]
    is_certain: bool


@dataclass(frozen=True)
class Understood(Generic[Meaning]):
    """What somebody gave for a field, and what it may mean."""

    words: str
    meanings: tuple[Meaning, ...]
    # Whether a single meaning needs no asking back.
    is_exact: bool = True

    @property
    def certain(self) -> Meaning | None:
        """The one meaning, if there is no doubt."""
        return self.meanings[0] if len(self.meanings) == 1 and self.is_exact else None

    @property
    def is_unknown(self) -> bool:
        """Whether something was given that means nothing."""
        return bool(self.words) and not self.meanings

    @property
    def is_open(self) -> bool:
        """Whether people have to choose what they mean."""
        return bool(self.meanings) and self.certain is None


@dataclass(frozen=True)
class Finder:
    """The two fields of the finder, as somebody filled them in on one day.

    Everything is read when it is first shown.
    """

    enquiry_words: str
    place_words: str
    # Where the finder stands.
    url: str
    on: datetime.date
    request: HttpRequest | None

    @property
    def overview_url(self) -> str:
        """Where all answers stand in one table."""
        return f"{self.url}{OVERVIEW_PATH}"

    @cached_property
    def offered(self) -> list[Enquiry]:
        """Everything that can be asked for."""
        return list(Enquiry.objects.offered())

    @cached_property
    def _known_districts(self) -> list[District]:
        return list(District.objects.all())

    @property
    def district_names(self) -> list[str]:
        """What the field for the place suggests."""
        return [district.name for district in self._known_districts]

    @cached_property
    def _enquiries(self) -> Understood[Enquiry]:
        if found := meant_enquiries(self.offered, self.enquiry_words):
            return Understood(self.enquiry_words, tuple(found))
        guessed = guessing(self.offered, self.enquiry_words)
        return Understood(self.enquiry_words, tuple(guessed), is_exact=False)

    @cached_property
    def _places(self) -> Understood[Place]:
        found = find_places(self.place_words, MOST_PLACES + 1)
        return Understood(self.place_words, tuple(found), all(place.is_exact for place in found))

    @property
    def enquiry(self) -> Enquiry | None:
        """What somebody asks for, once that is certain."""
        return self._enquiries.certain

    @property
    def place(self) -> Place | None:
        """Where somebody lives, once that is certain."""
        return self._places.certain

    @property
    def enquiry_value(self) -> str:
        """What stands in the field for the enquiry."""
        return self.enquiry.name if self.enquiry else self.enquiry_words

    @property
    def place_value(self) -> str:
        """What stands in the field for the place."""
        return self.place.name if self.place else self.place_words

    @property
    def is_enquiry_unknown(self) -> bool:
        """Whether nobody knows what somebody asked for."""
        return self._enquiries.is_unknown

    @property
    def is_place_unknown(self) -> bool:
        """Whether nobody knows the place."""
        return self._places.is_unknown

    @property
    def has_problem(self) -> bool:
        """Whether a field has to be filled in again."""
        return self.is_enquiry_unknown or self.is_place_unknown

    @property
    def is_choosing(self) -> bool:
        """Whether people have to say which one they mean."""
        return not self.has_problem and (self._enquiries.is_open or self._places.is_open)

    @property
    def is_choosing_both(self) -> bool:
        """Whether both have to be chosen: then one form asks for both, to save a step."""
        return self.is_choosing and self._enquiries.is_open and self._places.is_open

    @property
    def has_result(self) -> bool:
        """Whether the place is known, and all that was given is understood."""
        return self.place is not None and not self.has_problem and not self.is_choosing

    @property
    def has_more_places(self) -> bool:
        """Whether more places fit than are shown."""
        return len(self._places.meanings) > MOST_PLACES

    @property
    def enquiry_choices(self) -> list[Choice]:
        """What the words may mean, or everything where they mean nothing; the place is kept."""
        return [
            Choice(
                name=one.name,
                detail=one.explanation,
                url=self._address(enquiry=one.slug, place=self._kept_place),
                value=one.slug,
                search_words=words_of(one),
            )
            for one in (self._enquiries.meanings if self._enquiries.is_open else self.offered)
        ]

    @property
    def place_choices(self) -> list[Choice]:
        """What the place may be; the enquiry is kept."""
        if not self._places.is_open:
            return []
        return [
            Choice(
                name=one.name,
                detail=""
                if [one.name] == [district.name for district in one.districts]
                else _in_words(district.name for district in one.districts),
                url=self._address(enquiry=self._kept_enquiry, place=one.word),
                value=one.word,
            )
            for one in self._places.meanings[:MOST_PLACES]
        ]

    @property
    def _kept_enquiry(self) -> str:
        if self.is_enquiry_unknown:
            return ""
        return self.enquiry.slug if self.enquiry else self.enquiry_words

    @property
    def _kept_place(self) -> str:
        if self.is_place_unknown:
            return ""
        return self.place.word if self.place else self.place_words

    def _address(self, *, enquiry: str, place: str) -> str:
        """Return where the finder says more; an enquiry alone has a page of its own."""
        if enquiry and not place:
            return f"{self.url}{enquiry}/"
        given = {ENQUIRY_FIELD: enquiry, PLACE_FIELD: place}
        return f"{self.url}?{urlencode({name: words for name, words in given.items() if words})}"

    @cached_property
    def _responsibilities(self) -> list[Responsibility]:
        return responsible_for(self.place.districts) if self.place else []

    @cached_property
    def redirect_url(self) -> str:
        """Where the answer already stands, or an empty text."""
        if self.enquiry is None or self.has_problem or self.is_choosing:
            return ""
        if self.place is None:
            return self._address(enquiry=self.enquiry.slug, place="")
        shares = [share for one in self._responsibilities for share in one.shares]
        is_clear = all(one.is_certain for one in self._responsibilities)
        if is_clear and len({share.management for share in shares}) == 1:
            return answer_address(shares[0].management, self.enquiry, self.request)
        return ""

    @cached_property
    def districts(self) -> list[CaredFor]:
        """The districts of the place that somebody looks after."""
        return self._cared_for(one for one in self._responsibilities if one.shares)

    @property
    def districts_without(self) -> str:
        """The districts of the place that nobody looks after, in words."""
        return _in_words(one.district.name for one in self._responsibilities if not one.shares)

    @property
    def has_several_districts(self) -> bool:
        """Whether the place lies in more than one district, so that people have to choose."""
        return len(self._responsibilities) > 1

    @property
    def district_words(self) -> str:
        """The districts of the place, in words."""
        return _in_words(one.district.name for one in self._responsibilities)

    @cached_property
    def all_districts(self) -> list[CaredFor]:
        """Every district that somebody looks after, for people who would rather read than type."""
        found = responsible_for(self._known_districts)
        return self._cared_for(one for one in found if one.shares)

    @cached_property
    def referrals(self) -> Referrals | None:
        """Who helps anyway where nobody, or perhaps nobody, looks after the place."""
        if self.enquiry is None or all(one.is_certain for one in self._responsibilities):
            return None
        return referrals_to(
            self.enquiry, own=None, own_standing=None, on=self.on, request=self.request
        )

    @property
    def enquiry_url(self) -> str:
        """Where all of Leipzig answers the enquiry."""
        return self._address(enquiry=self.enquiry.slug, place="") if self.enquiry else ""

    @property
    def heading(self) -> str:
        """What a result is about, or an empty text."""
        if not self.has_result or self.place is None:
            return ""
        if self.enquiry is None:
            return _("Who looks after %(place)s?") % {"place": self.place.name}
        return _("%(enquiry)s: who helps in %(place)s?") % {
            "enquiry": self.enquiry.name,
            "place": self.place.name,
        }

    def _cared_for(self, responsibilities: Iterable[Responsibility]) -> list[CaredFor]:
        """Return districts as a visitor sees them; one query with an enquiry, none without."""
        responsibilities = list(responsibilities)
        answers: dict[int, Answer] = {}
        if self.enquiry is not None:
            managements = {share.management for one in responsibilities for share in one.shares}
            answers = {
                answer.management_id: answer
                for answer in Answer.objects.to(self.enquiry).filter(management__in=managements)
            }
        return [
            CaredFor(
                name=one.district.name,
                caretakers=tuple(
                    self._caretaker(share, answers.get(share.management.pk)) for share in one.shares
                ),
                is_certain=one.is_certain,
            )
            for one in responsibilities
        ]

    def _caretaker(self, share: Share, answer: Answer | None) -> Caretaker:
        management = share.management
        start = page_address(management.page, self.request)
        known = Caretaker(
            name=management.name,
            url=start,
            answers_url=f"{start}{FINDER_SLUG}/",
            only_in_part=share.only_in_part,
            accent_class=management.accent_class,
        )
        if self.enquiry is None:
            return known
        standing = answer.standing(self.on) if answer else Standing.ASK
        return replace(
            known,
            answer_url=answer_address(management, self.enquiry, self.request),
            standing_words=standing_words(standing, answer),
            standing=standing,
        )


def meant_enquiries(offered: list[Enquiry], words: str) -> list[Enquiry]:
    """Return what somebody may ask for: an address part or a name alone, else all that fit."""
    key = spelling_key(words)
    if not key:
        return []
    for named in (
        lambda one: one.slug == words.strip(),
        lambda one: spelling_key(one.name) == key,
        lambda one: key in map(spelling_key, one.other_words),
    ):
        if found := [one for one in offered if named(one)]:
            return found
    return matching(offered, words)


def _in_words(names: Iterable[str]) -> str:
    return str(get_text_list(list(names), _("and")))
