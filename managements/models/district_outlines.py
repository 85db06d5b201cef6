"""Turn outlines of districts into what the map draws, and put them in the place of those before.

Outlines of neighbours are simplified together, as a coverage: what they share they still share
afterwards, so that no gap shows between two districts.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from django.db import transaction
from django.utils.translation import gettext as _

from managements.models.district import District, DistrictOutline
from managements.models.management import Management
from managements.models.outline_files import FileOutline, OutlineFileError
from managements.models.places import named_districts
from managements.models.spelling import place_key

# The map may have 15 kilobytes, and names and links of 40 quarters take up to ten of them.
MOST_BYTES = 4_500
# Whole numbers are short; two of them to a unit of the map are fine enough.
POINTS_PER_UNIT = 2
# In units of the paths: 50 metres are hardly two of them.
_GAP, _SNAP = 6.0, 1.0
_SMALLEST_PART = 12.0
_FIRST_TOLERANCE, _COARSER, _COARSEST = 1.0, 1.25, 80.0
_BATCH = 200
# Putting borders in order takes the longer the more of them cross: seconds at these limits, else hours.
# Borders of neighbours that were drawn one by one cross some hundred times in a whole city.
_MOST_CROSSINGS = 10_000
_MOST_NEIGHBOURS, _NEIGHBOURS_OF_EACH = 1_000_000, 20
_PAIRS_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class DrawnOutline:
    """An outline ready for the map; see `DistrictOutline`."""

    name: str
    path: str
    x: float
    y: float
    area: float


@dataclass(frozen=True)
class OutlineOutcome:
    """What new outlines changed."""

    total: int
    size: int
    is_new: bool
    # Outlines that no district of the CMS bears the name of; they are drawn all the same.
    unknown: tuple[str, ...]
    # Districts of managements that have no outline.
    missing: tuple[str, ...]


def draw_outlines(
    outlines: Iterable[FileOutline], most_bytes: int = MOST_BYTES
) -> list[DrawnOutline]:
    """Return outlines as paths, only as fine as fits into some bytes.

    Raises:
        OutlineFileError: if an outline encloses nothing, if borders cross all the time, or if there
            are too many outlines.
    """
    outlines = list(outlines)
    _check_crossings(outlines)
    shapes = [_shape(outline) for outline in outlines]
    if empty := [
        _("“%(name)s” encloses no area.") % {"name": outline.name}
        for outline, shape in zip(outlines, shapes, strict=True)
        if shape.is_empty
    ]:
        raise OutlineFileError(empty)
    covering = shapely.coverage_clean(shapes, gap_width=_GAP, snapping_distance=_SNAP)
    covering = [
        _without_specks(cleaned if not cleaned.is_empty else shape)
        for cleaned, shape in zip(covering, shapes, strict=True)
    ]
    tolerance = _FIRST_TOLERANCE
    while tolerance < _COARSEST:
        simple = shapely.coverage_simplify(covering, tolerance)
        paths = [_path(shape) for shape in simple]
        if sum(map(len, paths)) <= most_bytes:
            return [
                _drawn(outline.name, path, shape)
                for outline, path, shape in zip(outlines, paths, simple, strict=True)
            ]
        tolerance *= _COARSER
    raise OutlineFileError(
        [_("The outlines are too many for the map: they do not fit, however simple they are.")]
    )


@transaction.atomic
def replace_outlines(outlines: list[DrawnOutline]) -> OutlineOutcome:
    """Make the outlines of the map these ones. Doing it twice changes nothing."""
    facts = "|".join(f"{one.name}:{one.path}" for one in outlines)
    version = hashlib.sha256(facts.encode()).hexdigest()[:16]
    is_new = list(
        DistrictOutline.objects.order_by().values_list("version", flat=True).distinct()
    ) != [version]
    if is_new:
        DistrictOutline.objects.all().delete()
        DistrictOutline.objects.bulk_create(
            (
                DistrictOutline(
                    name=one.name, search_key=place_key(one.name), path=one.path,
                    x=one.x, y=one.y, area=one.area, version=version,
                )
                for one in outlines
            ),
            batch_size=_BATCH,
        )  # fmt: skip
    named = named_districts(District.objects.all())
    known = {place_key(one.name) for one in outlines} & named.keys()
    drawn = {district.pk for key in known for district in named[key].districts}
    cared_for = District.objects.filter(managements__in=Management.objects.working()).distinct()
    return OutlineOutcome(
        total=len(outlines),
        size=sum(len(one.path) for one in outlines),
        is_new=is_new,
        unknown=tuple(one.name for one in outlines if place_key(one.name) not in known),
        missing=tuple(one.name for one in cared_for if one.pk not in drawn),
    )


def _check_crossings(outlines: list[FileOutline]) -> None:
    """Refuse what would take hours to put in order; looks at no more than it takes to know.

    Raises:
        OutlineFileError: if borders cross themselves or each other too often.
    """
    rings = [
        np.array(ring) for outline in outlines for polygon in outline.polygons for ring in polygon
    ]
    pieces = np.concatenate([np.stack([ring, np.roll(ring, -1, axis=0)], axis=1) for ring in rings])
    lines = shapely.linestrings(pieces)
    tree = shapely.STRtree(lines)
    most_neighbours = _MOST_NEIGHBOURS + _NEIGHBOURS_OF_EACH * len(lines)
    step = max(_PAIRS_AT_ONCE // len(lines), 1)
    crossings = neighbours = 0
    for start in range(0, len(lines), step):
        one, other = tree.query(lines[start : start + step])
        one += start
        neighbours += len(one)
        once = one < other
        crossings += _crossings(pieces[one[once]], pieces[other[once]])
        if crossings > _MOST_CROSSINGS or neighbours > most_neighbours:
            raise OutlineFileError(
                [_("The borders cross each other or themselves too often to be put in order.")]
            )


def _crossings(one: np.ndarray, other: np.ndarray) -> int:
    """Return how many lines of one list cross the line at the same place of the other one."""

    def sides(lines: np.ndarray, points: np.ndarray) -> np.ndarray:
        way, to_point = lines[:, 1] - lines[:, 0], points - lines[:, 0]
        return np.sign(way[:, 0] * to_point[:, 1] - way[:, 1] * to_point[:, 0])

    apart = sides(one, other[:, 0]) * sides(one, other[:, 1]) < 0
    apart &= sides(other, one[:, 0]) * sides(other, one[:, 1]) < 0
    return int(apart.sum())


def _shape(outline: FileOutline) -> shapely.Geometry:
    """Return an outline as a geometry in units of the paths; rings that cross themselves are mended."""
    parts = []
    for polygon in outline.polygons:
        outer, *holes = (
            [(x * POINTS_PER_UNIT, y * POINTS_PER_UNIT) for x, y in ring] for ring in polygon
        )
        parts.append(shapely.Polygon(outer, holes))
    # The other method takes fifty times as long where a ring crosses itself often.
    whole = shapely.union_all(shapely.make_valid(parts, method="structure", keep_collapsed=False))
    return shapely.MultiPolygon([part for part in _parts(whole) if part.area > 0])


def _parts(shape: shapely.Geometry) -> Iterator[shapely.Polygon]:
    """Yield the areas of a geometry, without the lines and points that mending leaves."""
    for part in shapely.get_parts(shapely.get_parts(shape)):
        if isinstance(part, shapely.Polygon):
            yield part


def _without_specks(shape: shapely.Geometry) -> shapely.Geometry:
    """Drop parts that are too small to see, but never all of them."""
    parts = sorted(_parts(shape), key=lambda part: part.area, reverse=True)
    return shapely.MultiPolygon(
        [part for part in parts if part is parts[0] or part.area >= _SMALLEST_PART]
    )


def _path(shape: shapely.Geometry) -> str:
    """Return an area as SVG writes it: whole numbers, each point as the way from the one before."""
    return "".join(
        _ring_path(ring) for part in _parts(shape) for ring in (part.exterior, *part.interiors)
    )


def _ring_path(ring: shapely.LinearRing) -> str:
    points = [(round(x), round(y)) for x, y in ring.coords]
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points[:-1])]
    numbers = [number for step in steps if step != (0, 0) for number in step]
    if not numbers:
        return ""
    way = "".join(
        f"{number}" if number < 0 or position == 0 else f" {number}"
        for position, number in enumerate(numbers)
    )
    return f"M{points[0][0]} {points[0][1]}l{way}z"


def _drawn(name: str, path: str, shape: shapely.Geometry) -> DrawnOutline:
    largest = max(_parts(shape), key=lambda part: part.area)
    middle = shapely.maximum_inscribed_circle(largest).coords[0]
    return DrawnOutline(
        name=name,
        path=path,
        x=round(middle[0] / POINTS_PER_UNIT, 1),
        y=round(middle[1] / POINTS_PER_UNIT, 1),
        area=round(shape.area / POINTS_PER_UNIT**2, 1),
    )
