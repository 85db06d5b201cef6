"""Read the city's list of streets, and put it in the place of the one before."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from managements.models.district import District
from managements.models.places import named_districts
from managements.models.spelling import place_key, spelling_key
from managements.models.street import Street

HEADER = "street\tdistricts"
_BATCH = 500
_LONGEST_STREET = Street._meta.get_field("name").max_length or 0  # noqa: SLF001 - Django's public API
_LONGEST_DISTRICT = District._meta.get_field("name").max_length or 0  # noqa: SLF001 - as above

# Streets with the names of their districts, each name once.
StreetList = Mapping[str, Iterable[str]]


class StreetListError(Exception):
    """A file is no list of streets; `problems` says why, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Outcome:
    """What a new list changed."""

    total: int
    added: int
    changed: int
    deleted: int
    # Districts that nobody had heard of: no management looks after them yet.
    new_districts: tuple[str, ...]


def read_street_list(content: bytes) -> dict[str, list[str]]:
    """Return the streets of a tab-separated file with their districts; same names become one.

    Raises:
        StreetListError: with a sentence for every line that cannot be understood.
    """
    lines = _decoded(content).split("\n")
    if lines[0].strip() != HEADER:
        raise StreetListError(
            [_("Line 1: the file has to begin with “street”, a tab, “districts”.")]
        )
    streets: dict[str, list[str]] = {}
    problems = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        columns = [_tidy(column) for column in line.split("\t")]
        if problem := _problem_of(columns):
            problems.append(
                _("Line %(number)s: %(problem)s") % {"number": number, "problem": problem}
            )
            continue
        known = streets.setdefault(columns[0], [])
        known += [name for name in _names_in(columns[1]) if name not in known]
    if problems:
        raise StreetListError(problems)
    if not streets:
        raise StreetListError([_("The file has no streets in it.")])
    return streets


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise StreetListError(
            [
                _("Line %(number)s: this is not UTF-8. Please save the file as UTF-8.")
                % {"number": number}
            ]
        ) from error
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n")


def _tidy(column: str) -> str:
    return " ".join(column.split())


def _names_in(column: str) -> list[str]:
    return list(dict.fromkeys(_tidy(name) for name in column.split(",")))


def _problem_of(columns: list[str]) -> str:
    """Return what is wrong with a line, or an empty text."""
    if len(columns) != 2:
        return _("it needs one tab between the street and its districts.")
    street, districts = columns
    names = _names_in(districts)
    if not all(character.isprintable() for character in f"{street}{districts}"):
        return _("it holds a character that cannot be shown.")
    if not place_key(street):
        return _("the street has no name.")
    if not all(place_key(name) for name in names):
        return _("a district has no name.")
    if len(street) > _LONGEST_STREET or max(map(len, names)) > _LONGEST_DISTRICT:
        return _("a name is too long.")
    return ""


@transaction.atomic
def replace_streets(streets: StreetList) -> Outcome:
    """Make the list of streets what it is in `streets`: add, change, and delete what is not there.

    A name that no district bears becomes a new one. Doing it twice changes nothing.
    """
    districts, new_districts = _districts_of(streets)
    wanted = {
        name: frozenset(pk for district in names for pk in districts[place_key(district)])
        for name, names in streets.items()
    }
    known = dict(Street.objects.values_list("name", "pk"))
    through = Street.districts.through
    links: dict[int, dict[int, int]] = {pk: {} for pk in known.values()}
    for pk, street_id, district_id in through.objects.values_list("pk", "street_id", "district_id"):
        links[street_id][district_id] = pk

    gone = [pk for name, pk in known.items() if name not in wanted]
    changed = {
        known[name]
        for name, ids in wanted.items()
        if name in known and ids != set(links[known[name]])
    }
    _delete(Street, gone)
    _delete(
        through,
        [
            link
            for name, ids in wanted.items()
            if name in known
            for district_id, link in links[known[name]].items()
            if district_id not in ids
        ],
    )
    Street.objects.bulk_create(
        (Street(name=name, search_key=place_key(name)) for name in wanted if name not in known),
        batch_size=_BATCH,
    )
    _refresh_keys()
    ids_by_name = dict(Street.objects.values_list("name", "pk"))
    through.objects.bulk_create(
        (
            through(street_id=ids_by_name[name], district_id=district_id)
            for name, ids in wanted.items()
            for district_id in sorted(ids - set(links.get(ids_by_name[name], ())))
        ),
        batch_size=_BATCH,
    )
    return Outcome(
        total=len(wanted),
        added=len(wanted.keys() - known.keys()),
        changed=len(changed),
        deleted=len(gone),
        new_districts=new_districts,
    )


def _delete(model: type[Model], ids: list[int]) -> None:
    for start in range(0, len(ids), _BATCH):
        model._default_manager.filter(pk__in=ids[start : start + _BATCH]).delete()  # noqa: SLF001 - as above


def _refresh_keys() -> None:
    """Bring keys up to date that an earlier release spelt differently."""
    stale = []
    for street in Street.objects.only("name", "search_key"):
        if street.search_key != (key := place_key(street.name)):
            street.search_key = key
            stale.append(street)
    Street.objects.bulk_update(stale, ["search_key"], batch_size=_BATCH)


def _districts_of(streets: StreetList) -> tuple[dict[str, list[int]], tuple[str, ...]]:
    """Return the ids of the districts by the key of each name, and which names are new."""
    named = named_districts(District.objects.all())
    ids = {key: [district.pk for district in place.districts] for key, place in named.items()}
    unknown: dict[str, str] = {}
    for names in streets.values():
        for name in names:
            if (key := place_key(name)) not in ids:
                unknown.setdefault(key, name)
    slugs = set(District.objects.values_list("slug", flat=True))
    for key, name in sorted(unknown.items()):
        district = District.objects.create(name=name, slug=_free_slug(name, slugs))
        slugs.add(district.slug)
        ids[key] = [district.pk]
    return ids, tuple(unknown[key] for key in sorted(unknown))


def _free_slug(name: str, taken: set[str]) -> str:
    longest = _LONGEST_DISTRICT - 4
    wanted = slugify(spelling_key(name))[:longest].strip("-") or "ortsteil"
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
