"""Where people live: districts and streets as they type them, and who looks after them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import Case, IntegerField, Q, Value, When

from managements.models.district import District
from managements.models.management import Management, ManagementDistrict
from managements.models.spelling import LONGEST_PLACE_KEY, place_key, without_house_number
from managements.models.street import Street

# Fewer letters stand in the middle of too many names.
_ENOUGH_FOR_THE_MIDDLE = 3
# How well a name fits; the whole name is the better the more of the words it is.
_BEGINNING, _MIDDLE = 10, 11


@dataclass(frozen=True)
class Place:
    """A district or a street as somebody named it, with the district or districts it lies in."""

    name: str
    kind: Literal["district", "street"]
    districts: tuple[District, ...]
    # Whether somebody named just this, and not the beginning or another part of its name.
    is_exact: bool = False

    @property
    def word(self) -> str:
        """What stands for the place in an address."""
        if self.kind == "district" and [one.name for one in self.districts] == [self.name]:
            return self.districts[0].slug
        return self.name


def named_districts(districts: Iterable[District]) -> dict[str, Place]:
    """Return what the names of some districts stand for, by the key of each name.

    Official lists and managements cut the city differently, so one name may stand for several
    districts. A district's own name stands for it alone.
    """
    districts = list(districts)
    named = {place_key(one.name): Place(one.name, "district", (one,)) for one in districts}
    own_keys = frozenset(named)
    for one in districts:
        for name in one.also_called:
            key = place_key(name)
            if not key or key in own_keys:
                continue
            bearers = named[key].districts if key in named else ()
            if one not in bearers:
                named[key] = Place(name, "district", (*bearers, one))
    return named


def find_places(words: str, limit: int = 20) -> list[Place]:
    """Return the places that some typed words may mean; three queries at most.

    A place that bears just this name is the answer, with or without a house number behind it; a
    district goes before a street. Otherwise come the names that begin with the words, then those
    that hold them further on.
    """
    keys = _keys(words)
    if not keys:
        return []
    districts = list(District.objects.all())
    by_address = [one for one in districts if one.slug == words.strip()]
    if by_address:
        return [Place(one.name, "district", (one,), is_exact=True) for one in by_address]
    found = _districts_found(districts, keys)
    if found and found[0][0] < _BEGINNING:
        return [replace(found[0][1], is_exact=True)]
    streets = _streets_found(words, keys, limit)
    if streets and streets[0][0] < _BEGINNING:
        return [replace(place, is_exact=True) for _rank, place in streets]
    ranked = sorted([*found, *streets], key=lambda pair: pair[0])
    return [place for _rank, place in ranked[:limit]]


def _keys(words: str) -> list[str]:
    """Return under which keys to look: the whole, and what is left without a house number."""
    words = words[:LONGEST_PLACE_KEY]
    shorter = without_house_number(words)
    keys = map(place_key, (words, *shorter[:1], *shorter[-1:]))
    return list(dict.fromkeys(key for key in keys if key))


def _rank(known: str, keys: list[str]) -> int | None:
    if known in keys:
        return keys.index(known)
    if any(known.startswith(key) for key in keys):
        return _BEGINNING
    if any(key in known for key in keys if len(key) >= _ENOUGH_FOR_THE_MIDDLE):
        return _MIDDLE
    return None


def _districts_found(districts: list[District], keys: list[str]) -> list[tuple[int, Place]]:
    """Return the districts that fit with their ranks, the best first; none of them twice."""
    ranked = [
        (rank, key, place)
        for key, place in named_districts(districts).items()
        if (rank := _rank(key, keys)) is not None
    ]
    shown: dict[tuple[District, ...], tuple[int, Place]] = {}
    for rank, _key, place in sorted(ranked, key=lambda one: one[:2]):
        shown.setdefault(place.districts, (rank, place))
    return list(shown.values())


def _streets_found(words: str, keys: list[str], limit: int) -> list[tuple[int, Place]]:
    """Return the streets that fit with their ranks, the best first; two queries."""
    beginning, middle = Q(), Q()
    for key in keys:
        beginning |= Q(search_key__startswith=key)
        if len(key) >= _ENOUGH_FOR_THE_MIDDLE:
            middle |= Q(search_key__contains=key)
    streets = list(
        Street.objects.filter(beginning | middle, districts__isnull=False)
        .distinct()
        .annotate(
            rank=Case(
                *(When(search_key=key, then=Value(rank)) for rank, key in enumerate(keys)),
                When(beginning, then=Value(_BEGINNING)),
                default=Value(_MIDDLE),
                output_field=IntegerField(),
            )
        )
        .order_by("rank", "search_key", "name")
        .prefetch_related("districts")[:limit]
    )
    if streets and streets[0].rank < _BEGINNING:
        best = [one for one in streets if one.rank == streets[0].rank]
        # Two names may differ by a blank alone; who chose one from a list means that one.
        streets = [one for one in best if one.name == words.strip()] or best
    return [(one.rank, Place(one.name, "street", tuple(one.districts.all()))) for one in streets]


@dataclass(frozen=True)
class Share:
    """A management that looks after a district, or after parts of it."""

    management: Management
    only_in_part: bool


@dataclass(frozen=True)
class Responsibility:
    """Who looks after a district: nobody, one management, or several."""

    district: District
    shares: tuple[Share, ...]

    @property
    def is_certain(self) -> bool:
        """Whether somebody looks after all of it."""
        return any(not share.only_in_part for share in self.shares)


def responsible_for(districts: Iterable[District]) -> list[Responsibility]:
    """Return which open managements look after some districts, in their order; one query.

    Those that look after the whole district come first.
    """
    districts = list(districts)
    shares: dict[int, list[Share]] = {district.pk: [] for district in districts}
    links = (
        ManagementDistrict.objects.filter(
            district__in=districts, management__in=Management.objects.open()
        )
        .select_related("management__page")
        .order_by("only_in_part", "management__short_name", "management_id")
    )
    for link in links:
        shares[link.district_id].append(Share(link.management, link.only_in_part))
    return [Responsibility(district, tuple(shares[district.pk])) for district in districts]
