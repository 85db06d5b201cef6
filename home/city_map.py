"""The map of Leipzig on the city's start page: where the quarters are.

Without imported outlines it is a drawing of ours with a mark for each quarter. With them it shows the
districts as they are. It is kept until something changes that it shows.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from home.label_placement import MARK_RADIUS, Label, Mark, place_labels
from managements.models import District, DistrictOutline, Management
from managements.models.city_plane import HEIGHT, WIDTH, Point, is_in_the_city, on_plane
from managements.models.places import named_districts
from managements.pages.addresses import page_address

# More names have no room, and more marks would weigh too much.
MOST_MARKS = 40
_KEPT_FOR = 24 * 60 * 60  # seconds
# Raise it when the same facts are drawn in another way.
_EDITION = 3


@dataclass(frozen=True)
class MapQuarter:
    """A quarter on the map. Whole numbers alone: templates would write others the German way."""

    name: str
    url: str
    accent_class: str
    x: int
    y: int
    # The rectangle that takes the finger, the line to the mark and the lines of the name.
    target: str
    leader: str
    anchor: str
    label_x: int
    # The base line of the first line; the others follow at a distance that grows with the letters.
    label_y: int
    lines: tuple[str, ...]
    # The outlines of its districts, as one path each for whole ones and for those in part.
    whole: str
    in_part: str

    @property
    def is_named(self) -> bool:
        """Whether its name found room; without a name it is a mark and no link."""
        return bool(self.lines)

    @property
    def has_area(self) -> bool:
        """Whether outlines show where it is; else a mark does."""
        return bool(self.whole or self.in_part)

    @property
    def is_shortened(self) -> bool:
        """Whether the name had to be cut."""
        return any(line.endswith("…") for line in self.lines)


@dataclass(frozen=True)
class CityMap:
    """What the map shows."""

    width: int
    height: int
    radius: int
    quarters: tuple[MapQuarter, ...]
    # The outlines of all districts that no quarter has, as one path; empty for our own drawing.
    others: str

    @property
    def is_true(self) -> bool:
        """Whether it shows outlines as they are."""
        return bool(self.others) or self.has_areas

    @property
    def has_areas(self) -> bool:
        """Whether the outlines of a quarter's districts are known."""
        return any(one.has_area for one in self.quarters)

    @property
    def has_parts(self) -> bool:
        """Whether a quarter has only parts of a district, which the legend explains."""
        return any(one.in_part for one in self.quarters)


def city_map(managements: Sequence[Management], request: HttpRequest) -> CityMap:
    """Return the map with some managements, in their order; they need their districts at hand.

    One query, one more for outlines, and another one when they have to be drawn again.
    """
    managements = managements[:MOST_MARKS]
    version = DistrictOutline.objects.order_by().values_list("version", flat=True).first() or ""
    # Who bears the name of an outline, and so has all of it, depends on the names of all districts.
    districts = list(District.objects.all()) if version else []
    names = [(one.pk, one.name, one.other_names) for one in districts]
    addresses = [page_address(one.page, request) for one in managements]
    facts = [
        (
            one.pk, one.short_name, address, one.slug, one.latitude, one.longitude,
            [(link.district_id, link.only_in_part) for link in one.management_districts.all()],
        )
        for one, address in zip(managements, addresses, strict=True)
    ]  # fmt: skip
    mark = hashlib.sha256(repr((_EDITION, version, names, facts)).encode()).hexdigest()
    key = f"city-map-{mark}"
    drawn: CityMap | None = cache.get(key)
    if drawn is None:
        outlines = DistrictOutline.objects.all() if version else ()
        drawn = draw(managements, addresses, _Outlines(outlines, districts))
        cache.set(key, drawn, _KEPT_FOR)
    return drawn


class _Outlines:
    """The imported outlines, and the districts that bear their names."""

    def __init__(self, outlines: Iterable[DistrictOutline], districts: Iterable[District]) -> None:
        self.all = list(outlines)
        self.of_district: dict[int, list[DistrictOutline]] = defaultdict(list)
        self.bearers: dict[int, set[int]] = defaultdict(set)
        by_key = {one.search_key: one for one in self.all}
        for key, place in named_districts(districts).items():
            if (outline := by_key.get(key)) is None:
                continue
            for district in place.districts:
                self.of_district[district.pk].append(outline)
                self.bearers[outline.pk].add(district.pk)


def draw(
    managements: Sequence[Management], addresses: Sequence[str], outlines: _Outlines
) -> CityMap:
    """Draw the map; no query."""
    areas = [_areas(one, outlines) for one in managements]
    points = [
        _point(one, [*whole, *in_part])
        for one, (whole, in_part) in zip(managements, areas, strict=True)
    ]
    shown = [number for number, point in enumerate(points) if point is not None]
    marks = [
        Mark(managements[number].short_name, point.x, point.y)
        for number in shown
        if (point := points[number]) is not None
    ]
    labels = place_labels(marks, WIDTH, HEIGHT)
    # A district that two managements look after is drawn once: for the one that has all of it.
    owners: dict[int, int] = {}
    for rank in (0, 1):
        for number in shown:
            for outline in areas[number][rank]:
                owners.setdefault(outline.pk, number)
    quarters = [
        _quarter(
            managements[number],
            addresses[number],
            mark,
            label,
            *([one for one in part if owners[one.pk] == number] for part in areas[number]),
        )
        for number, mark, label in zip(shown, marks, labels, strict=True)
    ]
    return CityMap(
        width=WIDTH,
        height=HEIGHT,
        radius=MARK_RADIUS,
        quarters=tuple(quarters),
        others="".join(one.path for one in outlines.all if one.pk not in owners),
    )


def _areas(
    management: Management, outlines: _Outlines
) -> tuple[list[DistrictOutline], list[DistrictOutline]]:
    """Return the outlines of a management's districts: the whole ones, and those in part.

    Several districts may lie in one outline, which is whole if the management has all of them.
    """
    links = list(management.management_districts.all())
    all_of = {link.district_id for link in links if not link.only_in_part}
    own = {
        outline.pk: outline
        for link in links
        for outline in outlines.of_district.get(link.district_id, ())
    }
    whole = {pk for pk in own if outlines.bearers[pk] <= all_of}
    return (
        [one for pk, one in own.items() if pk in whole],
        [one for pk, one in own.items() if pk not in whole],
    )


def _point(management: Management, outlines: list[DistrictOutline]) -> Point | None:
    """Return where a management's mark stands: at its centre, else in its largest district."""
    if management.latitude is not None and management.longitude is not None:
        if is_in_the_city(management.latitude, management.longitude):
            point = on_plane(management.latitude, management.longitude)
            return Point(
                min(max(point.x, MARK_RADIUS), WIDTH - MARK_RADIUS),
                min(max(point.y, MARK_RADIUS), HEIGHT - MARK_RADIUS),
            )
        return None
    if not outlines:
        return None
    largest = max(outlines, key=lambda one: (one.area, one.name))
    return Point(largest.x, largest.y)


def _quarter(
    management: Management,
    address: str,
    mark: Mark,
    label: Label | None,
    whole: list[DistrictOutline],
    in_part: list[DistrictOutline],
) -> MapQuarter:
    x, y = round(mark.x), round(mark.y)
    box = label.box if label else None
    leader = label.leader if label else None
    return MapQuarter(
        name=management.short_name,
        url=address,
        accent_class=management.accent_class,
        x=x,
        y=y,
        target=f"M{box.left:.0f} {box.top:.0f}H{box.right:.0f}V{box.bottom:.0f}H{box.left:.0f}z"
        if box
        else "",
        leader=f"M{x} {y}L{leader[0]:.0f} {leader[1]:.0f}" if leader else "",
        anchor=label.anchor if label else "",
        label_x=round(label.x) if label else 0,
        label_y=round(label.y) if label else 0,
        lines=tuple(label.lines) if label else (),
        whole="".join(one.path for one in whole),
        in_part="".join(one.path for one in in_part),
    )
